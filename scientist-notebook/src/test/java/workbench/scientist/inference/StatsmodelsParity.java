package workbench.scientist.inference;

import java.util.List;
import java.util.stream.IntStream;
import workbench.data.Examples;
import workbench.testing.Fixture;

/**
 * The reference numbers of statsmodels-parity.json, made by
 * benchmarks/python/make_inference_fixtures.py.
 */
record StatsmodelsParity(
    List<Regression> regressions,
    List<SeparationSet> separation,
    List<SeparationSet> levels,
    Bundled bundled,
    Percentile percentile) {

  /** A fit by statsmodels without penalty, the intercept first. */
  record Regression(
      String name,
      double[][] x,
      int[] y,
      double[] coefficients,
      double[] standardErrors,
      double[] z,
      double[] pValues,
      double[][] intervals,
      double logLikelihood,
      double nullLogLikelihood,
      double likelihoodRatio,
      double likelihoodRatioP,
      double mcFadden) {
    Examples examples() {
      return StatsmodelsParity.examples(x, y);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A set and the answer of SciPy's linear programme.
   *
   * @param toldApart number of rows that are strictly on the right side of a plane that has none on
   *     the wrong one
   */
  record SeparationSet(double[][] x, int[] y, int toldApart) {
    Examples examples() {
      return StatsmodelsParity.examples(x, y);
    }

    @Override
    public String toString() {
      return toldApart + " of " + y.length + " rows told apart";
    }
  }

  record Count(int rows, int toldApart) {}

  record Bundled(
      Count breastCancer,
      Count penguins,
      Count penguinMeasurements,
      Count penguinIslandsAndBillLength) {}

  record Percentile(double[] figures, double[] interval) {}

  static StatsmodelsParity load() {
    return Fixture.read(
        StatsmodelsParity.class, "statsmodels-parity.json", StatsmodelsParity.class);
  }

  /** Features named x1, x2, ... */
  static Examples examples(double[][] x, int[] y) {
    return new Examples(
        IntStream.rangeClosed(1, x[0].length).mapToObj(j -> "x" + j).toList(), x, y);
  }
}
