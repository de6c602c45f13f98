package workbench.scientist.validation;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import workbench.evaluation.Interval;

/**
 * Calibration curve: observed share of class 1 against predicted probability, in bins of equal
 * width, as in scikit-learn's {@code calibration_curve(strategy="uniform")}.
 *
 * @param bins those that have rows, the lowest first
 */
public record CalibrationCurve(List<Bin> bins) {

  /**
   * The rows with a probability above the lower and up to the upper end; 0 is in the first bin.
   *
   * @param lower end
   * @param upper end
   * @param rows at least 1
   * @param meanProbability of the rows
   * @param observedShare of the rows that are of class 1
   * @param interval Wilson's 95% interval of the observed share
   */
  public record Bin(
      double lower,
      double upper,
      int rows,
      double meanProbability,
      double observedShare,
      Interval interval) {}

  public CalibrationCurve {
    bins = List.copyOf(bins);
  }

  /**
   * @param y {@code [n]}, 0 or 1
   * @param p {@code [n]}, the probability of the class 1, from 0 to 1
   * @param bins number of bins of equal width, at least 1
   */
  public static CalibrationCurve of(int[] y, double[] p, int bins) {
    return new CalibrationCurve(
        IntStream.range(0, bins)
            .mapToObj(bin -> bin(y, p, edge(bin, bins), edge(bin + 1, bins)))
            .filter(Objects::nonNull)
            .toList());
  }

  /** Computes an edge as numpy.linspace rounds it; a probability of 0.3 is on an edge. */
  private static double edge(int number, int bins) {
    return number == bins ? 1 : number * (1.0 / bins);
  }

  /** Makes a bin; null without rows. */
  private static Bin bin(int[] y, double[] p, double lower, double upper) {
    int[] rows =
        IntStream.range(0, y.length)
            .filter(i -> (p[i] > lower || lower == 0) && p[i] <= upper)
            .toArray();
    if (rows.length == 0) {
      return null;
    }
    int positive = IntStream.of(rows).map(i -> y[i]).sum();
    double mean = IntStream.of(rows).mapToDouble(i -> p[i]).average().orElseThrow();
    return new Bin(
        lower,
        upper,
        rows.length,
        mean,
        positive / (double) rows.length,
        Interval.wilson(rows.length, positive));
  }
}
