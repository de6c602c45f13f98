package workbench.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.data.Standardizer;
import workbench.evaluation.ErrorCost;
import workbench.evaluation.Threshold;
import workbench.model.ExportedModel.Activation;
import workbench.model.ExportedModel.DenseLayer;

class ExportedModelTest {

  /**
   * Answers of {@link ExportedModels#network}, computed from its numbers with plain Python in
   * double precision.
   */
  private static final double[][] ROWS = {{1, 100}, {3, 150}, {-2, 40}, {0.5, 1000}};

  private static final double[] PROBABILITIES = {
    0.6319171898095823, 0.970852428852695, 0.4224378514447998, 0.9770225437692129
  };

  @TempDir Path folder;

  @Test
  void everyActivationComputesWhatPythonComputes() throws IOException {
    assertArrayEquals(PROBABILITIES, score(ExportedModels.network(), ROWS), 1e-7);
  }

  @Test
  void logisticRegressionIsTheSigmoidOfTheStandardisedSum() throws IOException {
    var standardizer = new Standardizer(new double[] {1, 100}, new double[] {2, 50});
    ExportedModel regression =
        ExportedModel.logisticRegression(standardizer, new double[] {2, -1}, 0.5);
    // z = (1, 1), logit = 2 - 1 + 0.5
    assertArrayEquals(
        new double[] {1 / (1 + Math.exp(-1.5))},
        score(regression, new double[][] {{3, 150}}),
        1e-7);
  }

  @Test
  void precisionDoesNotSufferFromFeaturesFarFromZero() throws IOException {
    var standardizer = new Standardizer(new double[] {1_000_000}, new double[] {0.5});
    ExportedModel regression =
        ExportedModel.logisticRegression(standardizer, new double[] {0.1}, 0);
    // z = (1_000_000.25 - 1_000_000) / 0.5 = 0.5; both numbers are exact in single precision.
    double[] expected = {1 / (1 + Math.exp(-0.05))};
    assertArrayEquals(expected, score(regression, new double[][] {{1_000_000.25}}), 6e-8);
  }

  @Test
  void labelIsOneAboveAHalfAndNotAtAHalf() throws OrtException {
    float[][] rows = {{-1}, {0}, {1e-3f}, {1}};
    assertArrayEquals(new long[] {0, 0, 1, 1}, labels(ExportedModels.metadata(1), rows));
  }

  /** The sigmoid is 1/11 at ln(1/10). */
  @Test
  void labelIsOneAboveTheThresholdOfTheMetadata() throws OrtException {
    Metadata metadata =
        ExportedModels.metadata(1).with(Threshold.theoretical(new ErrorCost(10, 1), "no rows"));
    float middle = (float) Math.log(0.1);
    float[][] rows = {{-3}, {middle - 1e-5f}, {middle + 1e-5f}, {0}};
    assertArrayEquals(new long[] {0, 0, 1, 1}, labels(metadata, rows));
  }

  private static long[] labels(Metadata metadata, float[][] rows) throws OrtException {
    var standardizer = new Standardizer(new double[1], new double[] {1});
    byte[] file =
        ExportedModel.logisticRegression(standardizer, new double[] {1}, 0).toOnnx(metadata);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (var session = environment.createSession(file);
        var tensor = OnnxTensor.createTensor(environment, rows);
        var result = session.run(Map.of("features", tensor))) {
      return (long[]) result.get("label").orElseThrow().getValue();
    }
  }

  @Test
  void sameModelIsWrittenToTheSameBytes() {
    assertArrayEquals(
        ExportedModels.network().toOnnx(ExportedModels.metadata(2)),
        ExportedModels.network().toOnnx(ExportedModels.metadata(2)));
  }

  @Test
  void refusesMetadataOfAnotherNumberOfFeatures() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ExportedModels.network().toOnnx(ExportedModels.metadata(3)));
  }

  @Test
  void refusesLayersThatDoNotFit() {
    var standardizer = new Standardizer(new double[2], new double[] {1, 1});
    var layer = new DenseLayer(new double[][] {{1}}, new double[1], Activation.SIGMOID);
    assertThrows(
        IllegalArgumentException.class, () -> new ExportedModel(standardizer, List.of(layer)));
  }

  @Test
  void refusesAnOutputThatIsNoProbability() {
    var standardizer = new Standardizer(new double[1], new double[] {1});
    var layer = new DenseLayer(new double[][] {{1}}, new double[1], Activation.TANH);
    assertThrows(
        IllegalArgumentException.class, () -> new ExportedModel(standardizer, List.of(layer)));
  }

  private double[] score(ExportedModel model, double[][] rows) throws IOException {
    Path file = folder.resolve("model.onnx");
    model.write(file, ExportedModels.metadata(rows[0].length));
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      return scorer.probabilities(rows);
    }
  }
}
