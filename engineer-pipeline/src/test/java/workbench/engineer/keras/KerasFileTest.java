package workbench.engineer.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.factory.Nd4j;
import tools.jackson.databind.JsonNode;
import workbench.data.InvalidInput;

/** Predictions and weights come from Keras itself. */
class KerasFileTest {

  @TempDir private Path folder;

  static Stream<JsonNode> loaded() {
    return KerasFixtures.loaded().stream();
  }

  static Stream<JsonNode> refused() {
    return KerasFixtures.refused().stream();
  }

  static Stream<JsonNode> continued() {
    return loaded().filter(each -> each.has("after_two_more_epochs"));
  }

  @Test
  void fixturesAreAsManyAsPromised() {
    assertTrue(KerasFixtures.loaded().size() >= 40);
    assertTrue(KerasFixtures.refused().size() >= 25);
  }

  @ParameterizedTest
  @MethodSource("loaded")
  void predictsWhatKerasPredicts(JsonNode fixture) throws IOException {
    KerasModel model = read(fixture);
    FoldedNetwork network = model.folded();
    double[] expected = KerasFixtures.numbers(fixture.path("predictions"));
    double[][] rows = Arrays.copyOf(KerasFixtures.x(), expected.length);
    double tolerance = fixture.path("double").asBoolean(false) ? 1e-9 : 1e-6;
    assertArrayEquals(expected, probabilities(network, rows), tolerance);
    assertTrue(
        model.version().startsWith(name(fixture).contains("k2") ? "2." : "3."), model.version());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesInOneLineThatNamesFileAndReason(JsonNode fixture) throws IOException {
    Path file = KerasFixtures.unpack(name(fixture), folder);
    var e = assertThrows(InvalidInput.class, () -> KerasFile.read(file).folded());
    String reason = fixture.path("reason").asString();
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
  }

  /**
   * The tolerance is small enough to notice a lost state of Adam: without it the predictions are
   * 1e-3 and more away.
   */
  @ParameterizedTest
  @MethodSource("continued")
  void trainsOnAsKerasDoes(JsonNode fixture) throws IOException {
    TrainableNetwork trainable = read(fixture).trainable();
    MultiLayerNetwork network = trainable.network();
    var rows =
        Nd4j.createFromArray(trainable.standardizer().transform(KerasFixtures.x()))
            .castTo(network.params().dataType());
    var labels =
        Nd4j.createFromArray(KerasFixtures.y())
            .castTo(network.params().dataType())
            .reshape(KerasFixtures.y().length, 1);
    for (int epoch = 0; epoch < 2; epoch++) {
      network.fit(new ViewIterator(new DataSet(rows, labels), 10));
    }
    double[] expected = KerasFixtures.numbers(fixture.path("after_two_more_epochs"));
    double[][] first = Arrays.copyOf(KerasFixtures.x(), expected.length);
    double[] found =
        network
            .output(
                Nd4j.createFromArray(trainable.standardizer().transform(first))
                    .castTo(network.params().dataType()))
            .toDoubleVector();
    assertArrayEquals(expected, found, 1e-6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dropout.keras: layer 'dropout",
        "batch-normalization.keras: layer 'batch_normalization",
        "no-bias.keras: has no bias",
        "frozen.keras: is frozen",
        "penalty.keras: has a regulariser or a constraint",
        "sgd.keras: its optimizer is SGD, not Adam",
        "clipped.keras: its Adam has clipnorm",
        "squared-loss.keras: its loss is not binary cross-entropy",
        "regression-k2.h5: it was saved without an optimizer",
        "sample-k2.h5: Keras 2 keeps Adam's state in another way",
      })
  void refusesToTrainFurtherWhatItCannotTrainInTheSameWay(String expected) throws IOException {
    String[] parts = expected.split(": ");
    KerasModel model = KerasFile.read(KerasFixtures.unpack(parts[0], folder));
    model.folded();
    var e = assertThrows(InvalidInput.class, model::trainable);
    assertTrue(e.getMessage().contains("for prediction only: "), e.getMessage());
    assertTrue(e.getMessage().contains(parts[1]), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything.keras", "sample.h5"})
  void damagedFileIsReadOrRefusedInOneLine(String name) throws IOException {
    byte[] content = Files.readAllBytes(KerasFixtures.unpack(name, folder));
    Path file = folder.resolve("damaged");
    var random = new Random(42);
    for (int i = 0; i < 60; i++) {
      byte[] damaged =
          i % 3 == 0 ? Arrays.copyOf(content, random.nextInt(content.length)) : content.clone();
      for (int k = 0; k < 5 && i % 3 != 0; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, damaged);
      try {
        KerasFile.read(file).folded();
      } catch (InvalidInput e) {
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      }
    }
  }

  private KerasModel read(JsonNode fixture) throws IOException {
    return KerasFile.read(KerasFixtures.unpack(name(fixture), folder));
  }

  private static String name(JsonNode fixture) {
    return fixture.path("file").asString();
  }

  private static double[] probabilities(FoldedNetwork network, double[][] rows) {
    return network
        .network()
        .output(Nd4j.createFromArray(network.standardizer().transform(rows)))
        .toDoubleVector();
  }
}
