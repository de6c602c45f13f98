package workbench.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import workbench.data.Standardizer;
import workbench.evaluation.Evaluation;
import workbench.model.ExportedModel.Activation;
import workbench.model.ExportedModel.DenseLayer;

/** Models and metadata that the tests export. */
final class ExportedModels {

  private ExportedModels() {}

  /** Two features, one layer with each activation. */
  static ExportedModel network() {
    return new ExportedModel(
        new Standardizer(new double[] {1, 100}, new double[] {2, 50}),
        List.of(
            new DenseLayer(
                new double[][] {{0.5, -1.0, 0.25}, {2.0, 0.75, -0.5}},
                new double[] {0.1, 0.2, -0.3},
                Activation.RELU),
            new DenseLayer(
                new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
                new double[3],
                Activation.IDENTITY),
            new DenseLayer(
                new double[][] {{1.0, -0.5}, {0.3, 0.8}, {-0.7, 0.2}},
                new double[] {0.05, -0.1},
                Activation.TANH),
            new DenseLayer(
                new double[][] {{1.5}, {-2.0}}, new double[] {0.25}, Activation.SIGMOID)));
  }

  static Metadata metadata(int features) {
    return new Metadata(
            Metadata.Role.ENGINEER,
            "network 2-3-2-1",
            IntStream.rangeClosed(1, features).mapToObj(j -> "x" + j).toList(),
            List.of("benign", "malignant"),
            "breast-cancer",
            "d606af411f3e5be8a317a5a8b652b425aaf0ff38ca683d5327ffff94c3695f4a",
            "80% to train, 20% to test, stratified",
            42,
            new Evaluation(114, 111, 0.0712, 0.9967, 0.6316),
            Map.of("onnxruntime", "1.28.0", "deeplearning4j", "1.0.0-M2.1"),
            "0123abc",
            Instant.parse("2026-11-23T12:00:00Z"))
        .with("2 inputs, Dense(3, relu), Dense(2, tanh), Output(1, sigmoid); optimizer Sgd(0.1)");
  }
}
