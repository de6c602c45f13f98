package workbench.scientist.plot;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Bins of equal width between round numbers.
 *
 * @param from where the first begins
 * @param count at least 1
 */
record Bins(double from, double width, int count) {

  private static final int MOST = 40;

  /**
   * Makes bins of the width that D. Freedman and P. Diaconis advise, «On the histogram as a density
   * estimator: L2 theory», 1981, rounded to 1, 2 or 5 times a power of ten.
   *
   * @param values finite, at least one
   */
  static Bins of(double[] values) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    double min = sorted[0];
    double max = sorted[sorted.length - 1];
    double largest = Math.max(Math.abs(min), Math.abs(max));
    if (max - min <= 1e-9 * largest) {
      double width = largest == 0 ? 1 : 0.1 * largest;
      return new Bins(min - width / 2, width, 1);
    }
    double spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
    double advised = 2 * spread / Math.cbrt(sorted.length);
    double narrowest = (max - min) / MOST;
    double width = Math.max(Axis.nearestStep(Math.max(advised, narrowest)), Axis.step(narrowest));
    double from = Math.floor(min / width + 1e-9) * width;
    return new Bins(from, width, (int) Math.floor((max - from) / width + 1e-9) + 1);
  }

  double edge(int bin) {
    return from + bin * width;
  }

  /** {@code [count]}, the percentage of the values in each bin; zeros if there are none. */
  double[] percentages(double[] values) {
    double[] percentages = new double[count];
    for (double value : values) {
      int bin = (int) Math.floor((value - from) / width + 1e-9);
      percentages[Math.clamp(bin, 0, count - 1)] += 100.0 / values.length;
    }
    return percentages;
  }

  /** The x of the outline, the base line included: {@code [2 * count + 2]}. */
  double[] outlineX() {
    return IntStream.rangeClosed(0, count)
        .boxed()
        .flatMapToDouble(bin -> DoubleStream.of(edge(bin), edge(bin)))
        .toArray();
  }

  /** The y that go with {@link #outlineX}. */
  static double[] outlineY(double[] heights) {
    return DoubleStream.concat(
            DoubleStream.concat(
                DoubleStream.of(0),
                Arrays.stream(heights).flatMap(height -> DoubleStream.of(height, height))),
            DoubleStream.of(0))
        .toArray();
  }

  static double median(double[] values) {
    return quantile(Arrays.stream(values).sorted().toArray(), 0.5);
  }

  /**
   * Interpolates linearly between the two neighbours: definition 7 of R. J. Hyndman and Y. Fan,
   * 1996.
   */
  static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
