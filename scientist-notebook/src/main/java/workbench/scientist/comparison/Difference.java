package workbench.scientist.comparison;

import workbench.evaluation.Interval;

/**
 * Difference of the accuracies of two models.
 *
 * @param name of the one
 * @param versus the name of the other, whose accuracy is subtracted
 * @param mean over the folds, from -1 to 1
 * @param interval of the true mean, 95% for all differences of a table together
 * @param pValue for the table: below 0.05 if the interval excludes 0
 * @param verdict conclusion from the interval
 */
public record Difference(
    String name, String versus, double mean, Interval interval, double pValue, Verdict verdict) {

  private static final double ERROR_RATE = 0.05;

  /**
   * One difference of a table of several: each gets its share of the error rate, so that 95% holds
   * for all of them together (Bonferroni's inequality).
   *
   * @param test of the accuracies' differences
   * @param differences of the table, this one included
   */
  static Difference of(String name, String versus, CorrectedResampledTTest test, int differences) {
    Interval wide = test.interval(1 - ERROR_RATE / differences);
    // No two accuracies are further apart than 1.
    Interval interval = new Interval(Math.max(-1, wide.lower()), Math.min(1, wide.upper()));
    double pValue = Math.min(1, differences * test.pValue());
    return new Difference(name, versus, test.mean(), interval, pValue, verdict(interval));
  }

  private static Verdict verdict(Interval interval) {
    if (interval.lower() > 0) {
      return Verdict.BETTER;
    }
    return interval.upper() < 0 ? Verdict.WORSE : Verdict.NOT_SHOWN;
  }
}
