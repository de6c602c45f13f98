package workbench.scientist.inference;

import java.util.Comparator;
import java.util.List;

/**
 * The maximum-likelihood fit: it exists, and it is the only one.
 *
 * @param coefficients the intercept, then the features that are not aliased, in their own units
 * @param aliased features left out
 * @param collinear names of features whose variance inflation factor is above {@value
 *     #MAX_VARIANCE_INFLATION}: others predict them almost fully, so their own part is hardly known
 * @param rows n
 * @param rarerRows rows of the class that has fewer
 * @param logLikelihood of the fit, in nats
 * @param nullLogLikelihood of the fit with an intercept alone
 */
public record MaximumLikelihood(
    List<Coefficient> coefficients,
    List<Alias> aliased,
    List<String> collinear,
    int rows,
    int rarerRows,
    double logLikelihood,
    double nullLogLikelihood)
    implements Inference {

  /**
   * The usual limit: D. W. Marquardt, «Generalized inverses, ridge regression, biased linear
   * estimation, and nonlinear estimation», Technometrics 12, 1970.
   */
  static final double MAX_VARIANCE_INFLATION = 10;

  /**
   * Fewest rows of the rarer class per feature. With fewer, the estimates are biased away from 0,
   * and the chi-squared distribution does not fit the likelihood ratio: P. Peduzzi and others, «A
   * simulation study of the number of events per variable in logistic regression analysis», Journal
   * of Clinical Epidemiology 49, 1996. On noise, 80 rows with balanced classes, the
   * likelihood-ratio test gives p < 0.05 in 6.8% of the samples with 4 features, 8.7% with 10,
   * 15.7% with 20 and 36.0% with 30 ({@code benchmarks/python/simulate_study.py likelihood-ratio}).
   */
  static final int ENOUGH_ROWS_PER_FEATURE = 10;

  public MaximumLikelihood {
    coefficients = List.copyOf(coefficients);
    aliased = List.copyOf(aliased);
    collinear = List.copyOf(collinear);
  }

  /** The coefficients of the features, without the intercept, each per standard deviation. */
  public List<Coefficient> perStandardDeviation() {
    return coefficients.stream().skip(1).map(Coefficient::perStandardDeviation).toList();
  }

  /** Returns the coefficients whose 95% interval excludes 0, the largest first. */
  public List<Coefficient> clear() {
    return perStandardDeviation().stream()
        .filter(Coefficient::excludesZero)
        .sorted(Comparator.comparingDouble(c -> -Math.abs(c.estimate())))
        .toList();
  }

  /** Rows of the rarer class for each feature in the fit; infinite where there is none. */
  public double rowsPerFeature() {
    return rarerRows / (double) (coefficients.size() - 1);
  }

  /**
   * Returns whether there are at least {@value #ENOUGH_ROWS_PER_FEATURE} rows of the rarer class
   * for each feature.
   */
  public boolean hasEnoughRows() {
    return rowsPerFeature() >= ENOUGH_ROWS_PER_FEATURE;
  }

  /** Tests whether the features together tell anything about the class. */
  public LikelihoodRatioTest likelihoodRatio() {
    return LikelihoodRatioTest.of(logLikelihood, nullLogLikelihood, coefficients.size() - 1);
  }

  /**
   * McFadden's R2, {@code 1 - logLikelihood / nullLogLikelihood}: 0 where the features tell
   * nothing, below 1. Values of 0.2 to 0.4 are an excellent fit.
   *
   * <p>D. McFadden, «Conditional logit analysis of qualitative choice behavior», Frontiers in
   * Econometrics, 1974; for the rule of thumb, «Quantitative methods for analysing travel
   * behaviour», 1977.
   */
  public double mcFaddenR2() {
    return 1 - logLikelihood / nullLogLikelihood;
  }
}
