package workbench.scientist.comparison;

import java.util.List;
import workbench.testing.Fixture;

/**
 * The reference numbers of comparison-parity.json, made by
 * benchmarks/python/make_comparison_fixtures.py.
 */
record ComparisonParity(List<Case> tests, BreastCancer breastCancer) {

  /** One test by NumPy and SciPy. */
  record Case(
      String name,
      double[] differences,
      double testToTrainRatio,
      double mean,
      double standardError,
      int degreesOfFreedom,
      double t,
      double pValue,
      List<Bounds> intervals) {

    @Override
    public String toString() {
      return name;
    }
  }

  record Bounds(double level, double lower, double upper) {}

  record BreastCancer(int folds, int repeats, List<Reached> results) {}

  /** Scores of scikit-learn's counterpart, as means over the folds. */
  record Reached(String name, double accuracy, double auc) {

    @Override
    public String toString() {
      return name;
    }
  }

  static ComparisonParity load() {
    return Fixture.read(ComparisonParity.class, "comparison-parity.json", ComparisonParity.class);
  }
}
