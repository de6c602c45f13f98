package workbench.scientist;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import workbench.testing.Fixture;

/** The reference numbers of sklearn-parity.json, made by benchmarks/python/make_fixtures.py. */
record SklearnParity(
    List<Case> cases,
    Map<String, Rows> sets,
    Fit breastCancer,
    Fit breastCancerHoldout,
    Splits breastCancerSplits) {

  record Rows(double[][] x, int[] y) {}

  /**
   * One regression at its true optimum, on all rows of a set.
   *
   * @param c scikit-learn's C; null: no penalty
   */
  record Case(
      String name,
      String set,
      @JsonProperty("C") Double c,
      double[] coefficients,
      double intercept,
      double[] probabilities,
      double logLoss,
      double accuracy) {
    /** Smile's penalty in scikit-learn's terms. */
    double lambda() {
      return c == null ? 0 : 1 / c;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** One regression on standardised rows; a figure that a fit has not is null or 0. */
  record Fit(
      double[] mean,
      double[] scale,
      double[] coefficients,
      double intercept,
      double[] probabilities,
      double logLoss,
      double accuracy,
      double auc) {}

  record Splits(Spread accuracy, Spread auc) {}

  record Spread(double mean, double min, double max) {}

  static SklearnParity load() {
    return Fixture.read(SklearnParity.class, "sklearn-parity.json", SklearnParity.class);
  }
}
