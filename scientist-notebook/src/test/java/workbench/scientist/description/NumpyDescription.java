package workbench.scientist.description;

import java.util.Map;
import workbench.testing.Fixture;

/** The reference numbers of one set, made by benchmarks/python/make_description_fixtures.py. */
record NumpyDescription(
    Map<String, Integer> missing,
    Map<String, Integer> distinct,
    Map<String, ByClass> numbers,
    double[][] correlations) {

  /** Count, mean, standard deviation, minimum, median, maximum. */
  record ByClass(double[] all, double[] negative, double[] positive) {}

  static NumpyDescription of(String dataset) {
    return Fixture.read(NumpyDescription.class, dataset + ".json", NumpyDescription.class);
  }
}
