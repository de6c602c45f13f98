package workbench.engineer.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import workbench.data.InvalidInput;

class NetworkDescriptionTest {

  @TempDir Path folder;

  @Test
  void fileTellsLayersActivationsLossAndOptimizer() throws Exception {
    var configuration =
        new NeuralNetConfiguration.Builder()
            .updater(new Adam(1e-2))
            .list(
                new DenseLayer.Builder().nIn(4).nOut(8).activation(Activation.TANH).build(),
                new DenseLayer.Builder()
                    .nOut(3)
                    .activation(Activation.RELU)
                    .dropOut(0.5)
                    .nIn(8)
                    .build(),
                new OutputLayer.Builder(LossFunction.XENT)
                    .nIn(3)
                    .nOut(1)
                    .activation(Activation.SIGMOID)
                    .build())
            .build();
    NetworkDescription network =
        NetworkDescription.read(written(new MultiLayerNetwork(configuration)));
    assertEquals("4-8-3-1", network.shape());
    assertEquals(OptionalLong.of(4), network.inputs());
    assertEquals(
        List.of("Dense(8, tanh)", "Dense(3, relu, Dropout(p=0.5))", "Output(1, sigmoid)"),
        network.layers().stream().map(NetworkDescription.Unit::toString).toList());
    assertEquals("binary cross-entropy", network.loss());
    // The settings that Deeplearning4j's Adam has by default, but for the learning rate.
    assertEquals(
        "Adam(learningRate=0.01, beta1=0.9, beta2=0.999, epsilon=1.0E-8)", network.optimizer());
    // (4 + 1) x 8, (8 + 1) x 3 and 3 + 1, by hand.
    assertEquals(71, network.parameters());
  }

  @Test
  void layersWithoutUnitsOfTheirOwnAreNamedToo() throws Exception {
    var configuration =
        new NeuralNetConfiguration.Builder()
            .updater(new Sgd(0.1))
            .list(
                new DenseLayer.Builder().nIn(2).nOut(4).activation(Activation.IDENTITY).build(),
                new BatchNormalization.Builder().nIn(4).nOut(4).build(),
                new ActivationLayer(Activation.ELU),
                new OutputLayer.Builder(LossFunction.MSE)
                    .nIn(4)
                    .nOut(1)
                    .activation(Activation.IDENTITY)
                    .build())
            .build();
    String text = NetworkDescription.read(written(new MultiLayerNetwork(configuration))).toString();
    assertTrue(
        text.matches(
            "2 inputs, Dense\\(4, identity\\), BatchNormalization\\(4, \\w+\\),"
                + " Activation\\(elu.*\\), Output\\(1, identity\\); loss mean squared error;"
                + " optimizer Sgd\\(learningRate=0.1\\)"),
        text);
  }

  @Test
  void graphIsDescribedByItsLayers() throws Exception {
    var configuration =
        new NeuralNetConfiguration.Builder()
            .updater(new Sgd(0.5))
            .graphBuilder()
            .addInputs("x")
            .addLayer("hidden", new DenseLayer.Builder().nIn(5).nOut(7).build(), "x")
            .addLayer(
                "y",
                new OutputLayer.Builder(LossFunction.XENT)
                    .nIn(7)
                    .nOut(1)
                    .activation(Activation.SIGMOID)
                    .build(),
                "hidden")
            .setOutputs("y")
            .build();
    var graph = new ComputationGraph(configuration);
    graph.init();
    Path file = folder.resolve("graph.zip");
    ModelSerializer.writeModel(graph, file.toFile(), true);
    assertEquals("5-7-1", NetworkDescription.read(file).shape());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing.zip", "text.zip", "empty.zip"})
  void fileWithoutANetworkIsOneLine(String name) throws Exception {
    Path file = folder.resolve(name);
    if (!name.startsWith("nothing")) {
      Files.writeString(file, name.startsWith("text") ? "not a network" : "");
    }
    var e = assertThrows(InvalidInput.class, () -> NetworkDescription.read(file));
    assertTrue(
        e.getMessage().startsWith(file + ": holds no network that Deeplearning4j can load ("),
        e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  private Path written(MultiLayerNetwork network) throws IOException {
    network.init();
    Path file = folder.resolve("network.zip");
    ModelSerializer.writeModel(network, file.toFile(), true);
    return file;
  }
}
