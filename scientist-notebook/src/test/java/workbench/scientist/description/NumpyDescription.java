package workbench.scientist.description;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The reference numbers of one set, made by benchmarks/python/make_description_fixtures.py. */
record NumpyDescription(
    Map<String, Integer> missing,
    Map<String, Integer> distinct,
    Map<String, ByClass> numbers,
    double[][] correlations) {

  /** Count, mean, standard deviation, minimum, median, maximum. */
  record ByClass(double[] all, double[] negative, double[] positive) {}

  static NumpyDescription of(String dataset) {
    try (InputStream in = NumpyDescription.class.getResourceAsStream(dataset + ".json")) {
      return JsonMapper.shared().readValue(in, NumpyDescription.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
