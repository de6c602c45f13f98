package workbench.scientist.inference;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Likelihood-ratio test of all features against the model with an intercept only. S. S. Wilks, «The
 * large-sample distribution of the likelihood ratio for testing composite hypotheses», Annals of
 * Mathematical Statistics 9, 1938.
 *
 * @param statistic twice the difference of the log-likelihoods
 * @param degreesOfFreedom the number of features in the fit
 * @param pValue the upper tail of the chi-squared distribution; 1 where there is no feature to test
 */
public record LikelihoodRatioTest(double statistic, int degreesOfFreedom, double pValue) {

  static LikelihoodRatioTest of(
      double logLikelihood, double nullLogLikelihood, int degreesOfFreedom) {
    double statistic = Math.max(0, 2 * (logLikelihood - nullLogLikelihood));
    double pValue =
        degreesOfFreedom == 0
            ? 1
            : ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(statistic);
    return new LikelihoodRatioTest(statistic, degreesOfFreedom, pValue);
  }
}
