package workbench.scientist.fit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.data.Preparation;
import workbench.testing.Fixture;

/**
 * The regressions of smile-coefficients.json, the expected values of the fit at scale, whose class
 * path has no Smile: on the training set of each data set, in its default size.
 *
 * @param fits one a data set and penalty
 */
record SmileCoefficients(List<Fit> fits) {

  /**
   * @param penalty lambda, in scikit-learn's terms 1/C
   * @param coefficients {@code [p]}, of the standardised features
   */
  record Fit(
      String dataset,
      long seed,
      double testSize,
      double penalty,
      double[] coefficients,
      double intercept) {

    static Fit of(String dataset, double penalty) {
      long seed = 42;
      double testSize = 0.2;
      Examples train =
          Preparation.of(Datasets.load(DatasetOptions.of(dataset, seed)), testSize, seed).train();
      double[] fitted =
          Fits.alone(() -> StandardizedRegression.fit(train.x(), train.y(), penalty))
              .regression()
              .coefficients();
      int p = fitted.length - 1;
      return new Fit(dataset, seed, testSize, penalty, Arrays.copyOf(fitted, p), fitted[p]);
    }

    @Override
    public String toString() {
      return dataset + ", penalty " + penalty;
    }
  }

  /** Fits Smile's coefficients anew. */
  static SmileCoefficients fitted() {
    return new SmileCoefficients(
        List.of(
            Fit.of("synthetic", 1),
            Fit.of("synthetic", 100),
            Fit.of("breast-cancer", 1),
            Fit.of("penguins", 1)));
  }

  static SmileCoefficients load() {
    return Fixture.read(
        SmileCoefficients.class, "smile-coefficients.json", SmileCoefficients.class);
  }

  /** Writes the file anew. */
  public static void main(String[] args) throws IOException {
    String json =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(fitted());
    Files.writeString(Path.of(args[0]), json + "\n");
  }
}
