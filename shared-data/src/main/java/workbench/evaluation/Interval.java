package workbench.evaluation;

import java.util.Locale;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/**
 * 95% confidence interval of a figure, such as a share of rows.
 *
 * @param lower the lower end, in the unit of the figure; of a share from 0 to 1
 * @param upper the upper end, likewise
 */
public record Interval(double lower, double upper) {

  private static final double ERROR_RATE = 0.05;

  /**
   * Wilson's score interval for the true share, given that {@code correct} of {@code rows} were
   * right.
   *
   * <p>E. B. Wilson, «Probable inference, the law of succession, and statistical inference», JASA
   * 22, 1927.
   */
  public static Interval wilson(int rows, int correct) {
    var interval = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(rows, correct, ERROR_RATE);
    return new Interval(interval.getLowerBound(), interval.getUpperBound());
  }

  /**
   * Computes the 95% range of the accuracy of random guessing on so many rows: the central part of
   * the binomial distribution.
   */
  public static Interval chance(int rows) {
    var heads = BinomialDistribution.of(rows, 0.5);
    return new Interval(
        heads.inverseCumulativeProbability(ERROR_RATE / 2) / (double) rows,
        heads.inverseCumulativeProbability(1 - ERROR_RATE / 2) / (double) rows);
  }

  /** Formats with two decimals: {@code 0.30 to 0.70}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f to %.2f", lower, upper);
  }
}
