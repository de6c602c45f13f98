package workbench.engineer.serving.models;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import workbench.engineer.serving.models.ReferenceDistribution.Feature;

/**
 * Counts of recent rows in the bins of the training distribution: the last {@value #ROWS} rows to
 * twice as many. Two halves, the older one is dropped when the newer one is full.
 */
public final class DriftWindow {

  /** Rows in each half. */
  static final int ROWS = 2000;

  /** Fewest rows for an index: with fewer it would be noise. */
  static final int ENOUGH = 500;

  /** Stability index from which a change is large; see {@link Feature#stabilityIndex}. */
  public static final double LARGE = 0.25;

  /**
   * False alarms in a window of a model without drift. Few training rows make the tail of the index
   * a little heavier than the chi-squared distribution's; with this level at most 1% were measured.
   */
  private static final double FALSE_ALARMS = 0.005;

  private final List<Feature> features;

  /** The index without drift, times the harmonic number of rows, is rarely larger. */
  private final double chance;

  private final AtomicReference<Halves> halves;

  DriftWindow(ReferenceDistribution reference) {
    this.features = reference.features();
    int bins = features.stream().mapToInt(feature -> feature.counts().length).max().orElseThrow();
    this.chance =
        ChiSquaredDistribution.of(bins - 1)
            .inverseSurvivalProbability(FALSE_ALARMS / features.size());
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
   * The index above which a feature raises an alarm: {@value #LARGE}, or more where chance alone
   * reaches that. Without drift the index is about {@code (1/training + 1/recent)} times a
   * chi-squared value of bins - 1 degrees of freedom (B. Yurdakul, «Statistical Properties of
   * Population Stability Index», Western Michigan University, 2018). The level is divided by the
   * number of features (Bonferroni), so that a window of a model without drift raises an alarm in
   * at most about 1% of cases: {@code benchmarks/python/simulate_drift_alarm.py}.
   */
  public double threshold() {
    double training = Arrays.stream(features.getFirst().counts()).sum();
    double recent = Math.max(ENOUGH, rows(halves.get()));
    return Math.max(LARGE, chance * (1 / training + 1 / recent));
  }

  private static int rows(Halves halves) {
    return halves.older().rows.get() + halves.newer().rows.get();
  }

  /**
   * @return the population stability index of feature j; NaN while there are fewer than {@value
   *     #ENOUGH} rows
   */
  public double stabilityIndex(int j) {
    Halves current = halves.get();
    if (rows(current) < ENOUGH) {
      return Double.NaN;
    }
    return features.get(j).stabilityIndex(recent(current, j));
  }

  /**
   * @param fromLast the last bin is 0, the one before it 1
   * @return the share of the recent rows whose value of feature j is in that bin; NaN while there
   *     are fewer than {@value #ENOUGH} rows
   */
  double share(int j, int fromLast) {
    Halves current = halves.get();
    if (rows(current) < ENOUGH) {
      return Double.NaN;
    }
    long[] recent = recent(current, j);
    return (double) recent[recent.length - 1 - fromLast] / Arrays.stream(recent).sum();
  }

  private long[] recent(Halves current, int j) {
    long[] recent = new long[features.get(j).counts().length];
    for (int bin = 0; bin < recent.length; bin++) {
      recent[bin] = current.older().counts[j].get(bin) + current.newer().counts[j].get(bin);
    }
    return recent;
  }
}
