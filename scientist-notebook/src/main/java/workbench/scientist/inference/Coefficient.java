package workbench.scientist.inference;

import org.apache.commons.statistics.distribution.NormalDistribution;
import workbench.evaluation.Interval;

/**
 * A coefficient of a logistic regression: by how much the log-odds of the class 1 change with one
 * unit of the feature.
 *
 * @param name of the feature, or {@value #INTERCEPT}
 * @param estimate in log-odds a unit of the feature
 * @param standardError likewise, from the inverse Fisher information
 * @param scale the population standard deviation of the feature, in its unit; 1 for the intercept
 */
public record Coefficient(String name, double estimate, double standardError, double scale) {

  /** The name of the intercept. */
  public static final String INTERCEPT = "intercept";

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double QUANTILE = NORMAL.inverseSurvivalProbability(0.025);

  /**
   * Wald's statistic: the estimate in standard errors.
   *
   * <p>A. Wald, «Tests of statistical hypotheses concerning several parameters when the number of
   * observations is large», Transactions of the AMS 54, 1943.
   */
  public double z() {
    return estimate / standardError;
  }

  /** The chance of a z at least as far from 0, either way, if the true coefficient is 0. */
  public double pValue() {
    return 2 * NORMAL.survivalProbability(Math.abs(z()));
  }

  /** Wald's 95% interval. */
  public Interval interval() {
    return new Interval(estimate - QUANTILE * standardError, estimate + QUANTILE * standardError);
  }

  /** Returns whether 0 is outside that interval. */
  public boolean excludesZero() {
    return interval().lower() > 0 || interval().upper() < 0;
  }

  /** The factor by which the odds of the class 1 change with one unit of the feature. */
  public double oddsRatio() {
    return Math.exp(estimate);
  }

  /** The 95% interval of the odds ratio: that of the coefficient, as factors. */
  public Interval oddsRatioInterval() {
    return new Interval(Math.exp(interval().lower()), Math.exp(interval().upper()));
  }

  /**
   * The same coefficient with the feature's standard deviation as the unit, so that features can be
   * compared.
   */
  public Coefficient perStandardDeviation() {
    return new Coefficient(name, estimate * scale, standardError * scale, 1);
  }
}
