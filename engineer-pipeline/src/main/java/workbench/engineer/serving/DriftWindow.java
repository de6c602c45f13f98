package workbench.engineer.serving;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import workbench.handoff.ReferenceDistribution;
import workbench.handoff.ReferenceDistribution.Feature;

/**
 * Which bins of the training distribution the rows of recent requests fall into: the last {@value
 * #ROWS} to twice as many. Two halves, the older one is dropped when the newer one is full.
 */
final class DriftWindow {

  /** Rows in each half. */
  static final int ROWS = 2000;

  /** With fewer rows the index would be noise. */
  static final int ENOUGH = 500;

  /** From here on a change is called large; see {@link Feature#stabilityIndex}. */
  static final double THRESHOLD = 0.25;

  private final List<Feature> features;
  private final AtomicReference<Halves> halves;

  DriftWindow(ReferenceDistribution reference) {
    this.features = reference.features();
    this.halves = new AtomicReference<>(new Halves(new Half(features), new Half(features)));
  }

  private record Halves(Half older, Half newer) {}

  private static final class Half {

    private final AtomicInteger rows = new AtomicInteger();
    private final AtomicLongArray[] counts;

    private Half(List<Feature> features) {
      counts =
          features.stream()
              .map(feature -> new AtomicLongArray(feature.counts().length))
              .toArray(AtomicLongArray[]::new);
    }
  }

  /**
   * @param rows {@code [n, p]}, row after row, from position to limit, which stay as they are
   */
  void add(FloatBuffer rows, int count) {
    Halves current = halves.get();
    Half half = current.newer();
    int p = features.size();
    int position = rows.position();
    for (int row = 0; row < count; row++) {
      for (int j = 0; j < p; j++) {
        half.counts[j].getAndIncrement(features.get(j).bin(rows.get(position++)));
      }
    }
    if (half.rows.addAndGet(count) >= ROWS) {
      halves.compareAndSet(current, new Halves(half, new Half(features)));
    }
  }

  List<Feature> features() {
    return features;
  }

  /**
   * @return the population stability index of feature j; NaN while there are fewer than {@value
   *     #ENOUGH} rows
   */
  double stabilityIndex(int j) {
    Halves current = halves.get();
    if (current.older().rows.get() + current.newer().rows.get() < ENOUGH) {
      return Double.NaN;
    }
    long[] recent = new long[features.get(j).counts().length];
    for (int bin = 0; bin < recent.length; bin++) {
      recent[bin] = current.older().counts[j].get(bin) + current.newer().counts[j].get(bin);
    }
    return features.get(j).stabilityIndex(recent);
  }
}
