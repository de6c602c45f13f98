package workbench.scientist.comparison;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;
import workbench.evaluation.Interval;

/**
 * Student's t test of the differences between two models over the folds of a cross-validation,
 * corrected because the folds share most of their training rows: the variance of the mean of J
 * differences is estimated as {@code (1/J + testRows/trainRows) s^2}, where {@code s^2} is their
 * sample variance. Without the second term the test finds a difference where there is none far more
 * often than it says.
 *
 * <p>The correction is an approximation. Of two learners of equal skill on noise, one feature each,
 * a test of 5% called 4% different with 5 folds, 5% with 5 folds twice, 6.5% four times, and 13%
 * with 10 folds ten times (27% and 61% in the second and the last case without the correction):
 * more repeats do not make it sharper.
 *
 * <p>C. Nadeau and Y. Bengio, «Inference for the generalization error», Machine Learning 52, 2003,
 * section 5. Repeating the cross-validation: R. R. Bouckaert and E. Frank, «Evaluating the
 * replicability of significance tests for comparing learning algorithms», PAKDD 2004.
 *
 * @param mean of the differences
 * @param standardError of the mean, corrected; 0 where the differences are all the same
 * @param degreesOfFreedom {@code J - 1}
 * @param t {@code mean / standardError}; NaN where the standard error is 0
 * @param pValue of the hypothesis that the mean is 0, two-sided; 1 where the standard error is 0
 */
public record CorrectedResampledTTest(
    double mean, double standardError, int degreesOfFreedom, double t, double pValue) {

  /** Differences that lie closer together than this differ by rounding alone. */
  private static final double ROUNDING = 1e-12;

  /**
   * @param differences {@code [J]}, J from 2
   * @param testToTrainRatio rows of a test set for each row of its training set, {@code 1 / (k -
   *     1)} of k folds; 0 makes it the uncorrected test
   * @throws IllegalArgumentException if there are fewer than two differences
   */
  public static CorrectedResampledTTest of(double[] differences, double testToTrainRatio) {
    return of(differences, testToTrainRatio, 0);
  }

  /**
   * Tests differences that move in steps, as those between two accuracies on m rows do, by 1/m.
   * Where all differences are the same and not 0 their variance would come out as 0, and whatever
   * the folds' size the difference as certain. That is a matter of how coarse the steps are, so the
   * smallest variance above 0 that could have come out is taken: that of J differences of which one
   * is a step away from the rest, {@code step^2 / J}.
   *
   * @param differences {@code [J]}, J from 2
   * @param testToTrainRatio test rows per training row
   * @param step from 0
   * @throws IllegalArgumentException if there are fewer than two differences
   */
  public static CorrectedResampledTTest of(
      double[] differences, double testToTrainRatio, double step) {
    int count = differences.length;
    if (count < 2) {
      throw new IllegalArgumentException("%d differences; a variance needs two".formatted(count));
    }
    double mean = Arrays.stream(differences).average().orElseThrow();
    double variance = variance(differences, mean);
    if (variance == 0 && mean != 0) {
      variance = step * step / count;
    }
    double standardError = Math.sqrt((1.0 / count + testToTrainRatio) * variance);
    if (standardError == 0) {
      return new CorrectedResampledTTest(mean, 0, count - 1, Double.NaN, 1);
    }
    double t = mean / standardError;
    double pValue = Math.min(1, 2 * TDistribution.of(count - 1).survivalProbability(Math.abs(t)));
    return new CorrectedResampledTTest(mean, standardError, count - 1, t, pValue);
  }

  private static double variance(double[] differences, double mean) {
    double squares = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
    double largest = Arrays.stream(differences).map(Math::abs).max().orElseThrow();
    double spread = Math.sqrt(squares / (differences.length - 1));
    return spread <= ROUNDING * largest ? 0 : spread * spread;
  }

  /**
   * Returns the confidence interval of the mean. Where the standard error is 0 it is the point 0 if
   * all differences are 0, and all numbers otherwise: the same difference in every fold says
   * nothing of how far it would have varied.
   *
   * @param level of confidence, such as 0.95
   */
  public Interval interval(double level) {
    if (standardError == 0) {
      return mean == 0
          ? new Interval(0, 0)
          : new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    double half =
        TDistribution.of(degreesOfFreedom).inverseSurvivalProbability((1 - level) / 2)
            * standardError;
    return new Interval(mean - half, mean + half);
  }
}
