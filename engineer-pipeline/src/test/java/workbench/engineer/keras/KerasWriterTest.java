package workbench.engineer.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import tools.jackson.databind.json.JsonMapper;
import workbench.data.InvalidInput;
import workbench.data.Standardizer;

/** Files for Keras. That Keras itself loads them and trains on is checked by .ci/keras. */
class KerasWriterTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"keras", "h5"})
  void weightsAndTheOptimizersStateComeBackBitForBit(String ending) throws IOException {
    MultiLayerNetwork network = trained(new Adam(1e-2), dense(4), dense(3));
    TrainableNetwork read = KerasFile.read(saved(network, "m." + ending)).trainable();
    assertArrayEquals(network.params().toFloatVector(), read.network().params().toFloatVector());
    assertArrayEquals(state(network), state(read.network()));
    assertEquals(network.getIterationCount(), read.network().getIterationCount());
    assertEquals(
        network.getLayerWiseConfigurations().getConf(0).getLayer().getUpdaterByParam("W"),
        read.network().getLayerWiseConfigurations().getConf(0).getLayer().getUpdaterByParam("W"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras", "h5"})
  void standardisationIsTheFirstLayer(String ending) throws IOException {
    MultiLayerNetwork network = trained(new Adam(1e-2), dense(4));
    var standardizer = new Standardizer(new double[] {1, 2, 3}, new double[] {0.5, 2, 1});
    Path file = folder.resolve("m." + ending);
    KerasFile.save(Optional.of(standardizer), network, file);
    Standardizer read = KerasFile.read(file).trainable().standardizer();
    assertArrayEquals(standardizer.mean(), read.mean());
    assertArrayEquals(standardizer.scale(), read.scale());
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras", "h5"})
  void sameNetworkGivesTheSameBytesWithoutTheSystemsName(String ending) throws IOException {
    MultiLayerNetwork network = trained(new Adam(1e-2), dense(4));
    byte[] first = Files.readAllBytes(saved(network, "a." + ending));
    assertArrayEquals(first, Files.readAllBytes(saved(network, "b." + ending)));
    String text = new String(first, StandardCharsets.ISO_8859_1);
    assertFalse(text.contains(System.getProperty("os.name")));
    assertFalse(text.contains("jHDF"));
  }

  /** Leaves files for .ci/keras, where Keras loads them and trains on. */
  @Test
  void filesForKerasAreWrittenWithTheirPredictions() throws IOException {
    Path files = Files.createDirectories(Path.of("target", "keras-files"));
    MultiLayerNetwork network = trained(new Adam(1e-2), dense(4), dense(3));
    for (String ending : List.of("keras", "h5")) {
      KerasFile.save(network, files.resolve("java." + ending).toFile());
    }
    MultiLayerNetwork activations =
        trained(
            new Adam(1e-2),
            Stream.of("ELU", "SWISH", "MISH", "SOFTPLUS", "SOFTSIGN", "SELU", "RELU6")
                .map(name -> dense(4, Activation.valueOf(name)))
                .toArray(Layer[]::new));
    KerasFile.save(activations, files.resolve("activations.keras").toFile());
    double[] before = probabilities(network);
    network.fit(rows());
    network.fit(rows());
    double[] after = probabilities(network);
    assertFalse(Arrays.equals(before, after));
    Files.writeString(
        files.resolve("java.json"),
        JsonMapper.shared()
            .writeValueAsString(
                Map.of(
                    "x",
                    KerasFixtures.x(),
                    "y",
                    KerasFixtures.y(),
                    "predictions",
                    before,
                    "after_two_more_steps",
                    after,
                    "activations",
                    probabilities(activations))));
  }

  @Test
  void dropoutAndActivationsAreLayersOfTheirOwn() throws IOException {
    MultiLayerNetwork network =
        trained(
            new Adam(1e-2),
            new DenseLayer.Builder().nOut(4).activation(Activation.IDENTITY).dropOut(0.8).build(),
            new ActivationLayer(Activation.TANH),
            new DropoutLayer(0.75));
    KerasModel model = KerasFile.read(saved(network, "m.keras"));
    assertEquals(
        List.of("InputLayer", "Dropout", "Dense", "Activation", "Dropout", "Dense"),
        model.layers().stream().map(KerasLayer::kind).toList());
    assertEquals(0.25, model.layers().get(4).config().path("rate").asDouble());
    assertArrayEquals(
        probabilities(network),
        model.folded().network().output(Nd4j.createFromArray(KerasFixtures.x())).toDoubleVector(),
        1e-6);
  }

  @Test
  void otherOptimizerIsLeftOut() throws IOException {
    KerasModel model = KerasFile.read(saved(trained(new RmsProp(0.1), dense(4)), "m.h5"));
    assertTrue(model.compilation().isEmpty());
  }

  @Test
  void layerWithoutCounterpartIsRefusedAndTheOldFileStays() throws IOException {
    Path file = Files.writeString(folder.resolve("m.h5"), "old");
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list(
                    new ConvolutionLayer.Builder(2, 2).nIn(1).nOut(1).build(),
                    new OutputLayer.Builder(new LossBinaryXENT())
                        .nIn(1)
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .build());
    network.init();
    var e = assertThrows(InvalidInput.class, () -> KerasFile.save(network, file.toFile()));
    assertTrue(
        e.getMessage().startsWith("the network has a ConvolutionLayer, which is not written"),
        e.getMessage());
    assertEquals("old", Files.readString(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void endingThatKerasDoesNotKnowIsRefused() {
    MultiLayerNetwork network = trained(new Adam(1e-2), dense(4));
    assertThrows(InvalidInput.class, () -> saved(network, "m.zip"));
  }

  private Path saved(MultiLayerNetwork network, String name) throws IOException {
    Path file = folder.resolve(name);
    KerasFile.save(network, file.toFile());
    return file;
  }

  private static Layer dense(int units) {
    return dense(units, Activation.RELU);
  }

  private static Layer dense(int units, Activation activation) {
    return new DenseLayer.Builder().nOut(units).activation(activation).build();
  }

  private static float[] state(MultiLayerNetwork network) {
    return network.getUpdater().getStateViewArray().dup().toFloatVector();
  }

  /** Makes a network that was trained for two steps. */
  private static MultiLayerNetwork trained(IUpdater updater, Layer... hidden) {
    var list = new NeuralNetConfiguration.Builder().seed(42).updater(updater).list();
    Stream.of(hidden).forEach(list::layer);
    list.layer(
        new OutputLayer.Builder(new LossBinaryXENT(1e-7))
            .nOut(1)
            .activation(Activation.SIGMOID)
            .build());
    list.setInputType(org.deeplearning4j.nn.conf.inputs.InputType.feedForward(3));
    var network = new MultiLayerNetwork(list.build());
    network.init();
    network.fit(rows());
    network.fit(rows());
    return network;
  }

  private static double[] probabilities(MultiLayerNetwork network) {
    return network.output(rows().getFeatures()).toDoubleVector();
  }

  private static DataSet rows() {
    double[] y = KerasFixtures.y();
    return new DataSet(
        Nd4j.createFromArray(KerasFixtures.x()).castTo(DataType.FLOAT),
        Nd4j.createFromArray(y).castTo(DataType.FLOAT).reshape(y.length, 1));
  }
}
