package workbench.cluster.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.data.Standardizer;
import workbench.evaluation.Evaluation;
import workbench.model.ExportedModel;
import workbench.model.ExportedModel.Activation;
import workbench.model.ExportedModel.DenseLayer;
import workbench.model.Metadata;
import workbench.testing.Fixture;

public class PrototypeTest {

  private static final Preparation DATA = data("synthetic", 42);

  @TempDir private Path folder;

  @Test
  void hasTheBitsThatWereExported() throws IOException {
    var standardizer = new Standardizer(new double[] {0.1, -2}, new double[] {1 / 3.0, 4});
    double[] coefficients = {Math.PI, -1e-300};
    Path file =
        write(
            file(),
            ExportedModel.logisticRegression(standardizer, coefficients, 0.7),
            List.of("a", "b"));
    Prototype prototype = Prototype.read(file).orElseThrow();
    assertArrayEquals(standardizer.mean(), prototype.standardizer().mean(), 0);
    assertArrayEquals(standardizer.scale(), prototype.standardizer().scale(), 0);
    assertArrayEquals(coefficients, prototype.coefficients(), 0);
    assertEquals(0.7, prototype.intercept());
  }

  @Test
  void isNoneWhereThereIsNoFileOrANetwork() throws IOException {
    assertTrue(Prototype.read(folder.resolve("none.onnx")).isEmpty());
    var layers =
        List.of(
            new DenseLayer(new double[][] {{1, 2}, {3, 4}}, new double[] {0, 0}, Activation.RELU),
            new DenseLayer(new double[][] {{1}, {2}}, new double[] {0}, Activation.SIGMOID));
    var network = new ExportedModel(new Standardizer(new double[2], new double[] {1, 1}), layers);
    assertTrue(Prototype.read(write(file(), network, List.of("a", "b"))).isEmpty());
  }

  @Test
  void tellsThePenaltyThatSmileFittedItWith() throws IOException {
    // The first two are on the same rows, with the penalties 1 and 100; made by SmileCoefficients.
    for (int i = 0; i < 2; i++) {
      JsonNode smile = smile(i);
      Prototype prototype = Prototype.read(write(file(), smile)).orElseThrow();
      assertTrue(prototype.isOf(DATA, DATA.rawColumns()));
      assertEquals(smile.get("penalty").asDouble(), prototype.penalty(DATA.train()));
    }
  }

  @Test
  void tellsWhenItWasFittedOnDifferentRows() throws IOException {
    Prototype prototype = Prototype.read(write(file(), smile(0))).orElseThrow();
    Preparation other = data("synthetic", 43);
    assertFalse(prototype.isOf(other, other.rawColumns()));
    assertTrue(prototype.hasTheFeaturesOf(other, other.rawColumns()));
    assertFalse(prototype.hasTheFeaturesOf(data("breast-cancer", 42), Optional.empty()));
    assertTrue(
        assertThrows(InvalidInput.class, () -> prototype.penalty(other.train()))
            .getMessage()
            .endsWith(
                "is not the optimum on these training rows, with any penalty; export it again"));
  }

  private Path file() {
    return folder.resolve("model.onnx");
  }

  private static JsonNode smile(int i) {
    return Fixture.read(PrototypeTest.class, "/workbench/scientist/fit/smile-coefficients.json")
        .get("fits")
        .get(i);
  }

  /** Exports the scientist's regression of the data set synthetic, with the penalty 1. */
  public static Path export(Path file) throws IOException {
    return write(file, smile(0));
  }

  private static Path write(Path file, JsonNode smile) throws IOException {
    double[] coefficients =
        smile.get("coefficients").valueStream().mapToDouble(JsonNode::asDouble).toArray();
    return write(
        file,
        ExportedModel.logisticRegression(
            Standardizer.fit(DATA.train().x()), coefficients, smile.get("intercept").asDouble()),
        DATA.train().featureNames());
  }

  private static Path write(Path file, ExportedModel model, List<String> features)
      throws IOException {
    Evaluation evaluation = new Evaluation(DATA.test().rows(), 100, 0.5, 0.5, 0.5);
    Metadata of = Metadata.of(Metadata.Role.SCIENTIST, "logistic regression", DATA, evaluation);
    var metadata =
        new Metadata(
            of.role(),
            of.model(),
            features,
            of.classNames(),
            of.dataset(),
            of.datasetSha256(),
            of.split(),
            of.seed(),
            of.evaluation(),
            of.libraries(),
            of.revision(),
            of.created());
    model.write(file, metadata);
    return file;
  }

  private static Preparation data(String dataset, long seed) {
    return Preparation.of(Datasets.load(DatasetOptions.of(dataset, seed)), 0.2, seed);
  }
}
