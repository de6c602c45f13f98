package workbench.engineer.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Preparation;
import workbench.data.Standardizer;
import workbench.model.ExportedModel;
import workbench.model.OnnxScorer;
import workbench.model.Verification;
import workbench.testing.MadeUp;

class NetworkExportTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"breast-cancer, 10", "breast-cancer, 64", "penguins, 10", "dummy, 10"})
  void fileAnswersAsTheNetworkOnTheTestRowsAndFarFromThem(String dataset, int hidden)
      throws IOException {
    Preparation data = Preparation.of(Datasets.load(DatasetOptions.of(dataset, 42)), 0.2, 42);
    StandardizedNetwork model =
        new NetworkTraining(hidden, 20, 10, 0, 42).fit(data.train()).model();
    try (OnnxScorer scorer = export(model.exported(), data)) {
      Verification verification =
          Verification.of(scorer, model.standardizer(), data.test().x(), model::probabilities);
      assertTrue(verification.onRows() <= 1e-6, verification.toString());
      assertTrue(verification.onExtremes() <= 1e-6, verification.toString());
    }
  }

  @Test
  void fileOfALargeNetworkIsExactWhereSinglePrecisionIsNot() throws IOException {
    var options = new DatasetOptions("synthetic", 600, 200, null, 42);
    Preparation data = Preparation.of(Datasets.load(options), 0.2, 42);
    StandardizedNetwork model = new NetworkTraining(256, 5, 32, 0, 42).fit(data.train()).model();
    StandardizedNetwork exact = model.inDoublePrecision();
    try (OnnxScorer scorer = export(model.exported(), data)) {
      Verification verification =
          Verification.of(scorer, model.standardizer(), data.test().x(), exact::probabilities);
      // Only the rounding of the output differs.
      assertTrue(verification.onRows() <= 3.1e-8, verification.toString());
      assertTrue(verification.onExtremes() <= 3.1e-8, verification.toString());
    }
    assertArrayEquals(
        exact.probabilities(data.test().x()), model.probabilities(data.test().x()), 1e-6);
  }

  @Test
  void everyActivationOfTheFileIsTheNetworks() throws IOException {
    Preparation data = Preparation.of(Datasets.load(DatasetOptions.of("penguins", 42)), 0.2, 42);
    var model =
        new StandardizedNetwork(
            Standardizer.fit(data.train().x()),
            network(
                data.train().features(),
                Activation.RELU,
                Activation.TANH,
                Activation.SIGMOID,
                Activation.IDENTITY));
    try (OnnxScorer scorer = export(model.exported(), data)) {
      Verification.of(scorer, model.standardizer(), data.test().x(), model::probabilities);
      assertEquals(5, model.exported().layers().size());
    }
  }

  @Test
  void refusesAnActivationThatTheFileDoesNotKnow() {
    var standardizer = new Standardizer(new double[2], new double[] {1, 1});
    var model = new StandardizedNetwork(standardizer, network(2, Activation.SOFTPLUS));
    assertThrows(IllegalArgumentException.class, model::exported);
  }

  private static MultiLayerNetwork network(int features, Activation... hidden) {
    var layers = new NeuralNetConfiguration.Builder().seed(42).list();
    int width = features;
    for (Activation activation : hidden) {
      layers.layer(new DenseLayer.Builder().nIn(width).nOut(4).activation(activation).build());
      width = 4;
    }
    var network =
        new MultiLayerNetwork(
            layers
                .layer(
                    new OutputLayer.Builder(new LossBinaryXENT())
                        .nIn(width)
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .build());
    network.init();
    return network;
  }

  private OnnxScorer export(ExportedModel model, Preparation data) throws IOException {
    Path file = folder.resolve("model.onnx");
    model.write(file, MadeUp.metadata(data.train().featureNames(), data.dataset()));
    return OnnxScorer.open(file);
  }
}
