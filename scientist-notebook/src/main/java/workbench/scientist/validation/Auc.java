package workbench.scientist.validation;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;
import workbench.evaluation.Evaluation;
import workbench.evaluation.Interval;

/**
 * The area under the ROC curve, and how sure it is.
 *
 * @param area the chance that a row of class 1 is ranked above one of class 0, a tie being half
 * @param standardError by DeLong; 0 where all rows of a class are ranked alike, as at an area of 0
 *     or 1; NaN if a class has one row only
 * @param interval 95%; empty where the standard error is 0 or NaN
 */
public record Auc(double area, double standardError, Optional<Interval> interval) {

  private static final double QUANTILE =
      NormalDistribution.of(0, 1).inverseCumulativeProbability(0.975);

  /**
   * The variance is that of E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, «Comparing the
   * areas under two or more correlated receiver operating characteristic curves», Biometrics 44,
   * 1988, in O(n log n) as in X. Sun and W. Xu, «Fast implementation of DeLong's algorithm», IEEE
   * Signal Processing Letters 21, 2014. The interval is normal on the scale of the logit and so
   * stays between 0 and 1.
   *
   * @param y {@code [n]}, 0 and 1
   * @param p {@code [n]}, the probability of the class 1, or any score that ranks the rows
   */
  public static Auc of(int[] y, double[] p) {
    double area = Evaluation.auc(y, p);
    double[] positive = Evaluation.placements(1, y, p);
    double[] negative = Evaluation.placements(0, y, p);
    double error =
        Math.sqrt(
            varianceOfMean(positive, negative.length) + varianceOfMean(negative, positive.length));
    return new Auc(area, error, interval(area, error));
  }

  /**
   * The variance of a mean of placements.
   *
   * @param others rows of the other class, the largest placement there can be
   */
  private static double varianceOfMean(double[] placements, int others) {
    double n = placements.length;
    double mean = Arrays.stream(placements).sum() / n;
    double squares = Arrays.stream(placements).map(v -> (v - mean) * (v - mean)).sum();
    return squares / ((double) others * others) / (n - 1) / n;
  }

  /**
   * Computes the interval by the delta method: the derivative of the logit is 1 / (area * (1 -
   * area)).
   */
  private static Optional<Interval> interval(double area, double error) {
    if (!(error > 0)) {
      return Optional.empty();
    }
    double logit = Math.log(area / (1 - area));
    double half = QUANTILE * error / (area * (1 - area));
    return Optional.of(new Interval(sigmoid(logit - half), sigmoid(logit + half)));
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
