package workbench.scientist.inference;

import java.util.List;

/**
 * The maximum-likelihood fit: it exists, and it is the only one.
 *
 * @param coefficients the intercept, then the features that are not aliased, in their own units
 * @param aliased features left out
 * @param rows n
 * @param logLikelihood of the fit, in nats
 * @param nullLogLikelihood of the fit with an intercept alone
 */
public record MaximumLikelihood(
    List<Coefficient> coefficients,
    List<Alias> aliased,
    int rows,
    double logLikelihood,
    double nullLogLikelihood)
    implements Inference {

  public MaximumLikelihood {
    coefficients = List.copyOf(coefficients);
    aliased = List.copyOf(aliased);
  }

  /** Do the features together tell anything of the class? */
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
