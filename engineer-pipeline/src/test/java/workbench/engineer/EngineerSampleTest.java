package workbench.engineer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.factory.Nd4j;
import workbench.data.Examples;
import workbench.data.Generated;

class EngineerSampleTest {

  private static final String TIME = "\\d+s \\d+ms/step";

  @TempDir Path folder;

  @Test
  void printsEpochsInTheShapeOfKeras() throws Exception {
    // Keras 3.15: «10/10 ━━━━━━━━━━━━━━━━━━━━ 0s 2ms/step - accuracy: 0.5300 - loss: 0.6968»
    List<String> lines = sample(42).outLines();
    for (int epoch = 1; epoch <= 3; epoch++) {
      assertEquals("Epoch " + epoch + "/3", lines.get(2 * epoch - 2));
      String line = lines.get(2 * epoch - 1);
      assertTrue(
          line.matches("10/10 ━{20} " + TIME + " - accuracy: [01]\\.\\d{4} - loss: \\d\\.\\d{4}"),
          line);
    }
  }

  @ParameterizedTest
  @CsvSource({"100, 10, 10", "101, 10, 11", "5, 10, 1"})
  void countsThePartialBatchAsAStep(int rows, int batchSize, int steps) throws Exception {
    Printed<MultiLayerNetwork> printed =
        Printed.of(() -> EngineerSample.run(rows, 10, 1, batchSize, 42, file()));
    String line = printed.outLines().get(1);
    assertTrue(line.startsWith(steps + "/" + steps + " ━━━━━━━━━━━━━━━━━━━━ "), line);
  }

  @Test
  void saysWhereHowLargeAndThatItLoadsBack() throws Exception {
    List<String> lines = sample(42).outLines();
    assertEquals(
        String.format(
            Locale.ROOT,
            "Saved %s (%,d bytes); loaded again, its predictions are bit-identical",
            file(),
            Files.size(file())),
        lines.get(lines.size() - 1));
  }

  @Test
  void savedModelPredictsTheSameBits() throws Exception {
    MultiLayerNetwork trained = sample(42).result();
    MultiLayerNetwork loaded = ModelSerializer.restoreMultiLayerNetwork(file().toFile());
    INDArray x =
        Nd4j.createFromArray(Examples.of(Generated.dummy(100, 5, 1)).x()).castTo(DataType.FLOAT);
    assertArrayEquals(trained.output(x).toFloatVector(), loaded.output(x).toFloatVector());
  }

  @Test
  void trainsOnTheRowsOfTheDummyData() throws Exception {
    Examples rows = Examples.of(Generated.dummy(100, 5, 42));
    var data =
        new DataSet(
            Nd4j.createFromArray(rows.x()).castTo(DataType.FLOAT),
            NetworkTraining.column(rows.y()));
    MultiLayerNetwork expected = EngineerSample.network(5, 10, 42);
    for (int epoch = 0; epoch < 3; epoch++) {
      data.shuffle(42 + epoch);
      expected.fit(new ViewIterator(data, 10));
    }
    assertArrayEquals(
        expected.params().toFloatVector(), sample(42).result().params().toFloatVector());
  }

  @Test
  void sameSeedPrintsTheSameFigures() throws Exception {
    assertEquals(figures(sample(42)), figures(sample(42)));
  }

  @Test
  void anotherSeedPrintsOtherFigures() throws Exception {
    assertNotEquals(figures(sample(42)), figures(sample(43)));
  }

  @Test
  void startsWithGlorotWeightsAndZeroBiases() {
    // Glorot and Bengio, 2010: uniform within sqrt(6 / (inputs + outputs)).
    MultiLayerNetwork network = EngineerSample.network(5, 10, 42);
    assertTrue(Arrays.stream(network.getParam("0_b").toDoubleVector()).allMatch(bias -> bias == 0));
    assertTrue(Arrays.stream(network.getParam("1_b").toDoubleVector()).allMatch(bias -> bias == 0));
    double limit = Math.sqrt(6.0 / (5 + 10));
    double largest = network.getParam("0_W").amaxNumber().doubleValue();
    assertTrue(largest <= limit && largest > 0.9 * limit, "largest weight " + largest);
  }

  @Test
  void certainAndWrongCostsWhatKerasCharges() {
    // keras.losses.binary_crossentropy([[1.0]], [[3.7e-44]]), Keras 3.15.1: the probability is
    // clipped at 1e-7.
    MultiLayerNetwork network = EngineerSample.network(5, 10, 42);
    network.params().assign(0);
    network.getParam("1_b").assign(-100);
    var row = new DataSet(Nd4j.zeros(DataType.FLOAT, 1, 5), Nd4j.ones(DataType.FLOAT, 1, 1));
    assertEquals(16.118095, network.score(row), 1e-5);
  }

  @Test
  void shufflingKeepsEveryLabelWithItsRow() {
    // Row i has the feature i in every column, and as label whether i is odd.
    double[][] x = new double[100][2];
    int[] y = new int[100];
    for (int i = 0; i < 100; i++) {
      Arrays.fill(x[i], i);
      y[i] = i % 2;
    }
    var data =
        new DataSet(Nd4j.createFromArray(x).castTo(DataType.FLOAT), NetworkTraining.column(y));
    data.shuffle(42);
    double[][] shuffled = data.getFeatures().toDoubleMatrix();
    double[] labels = data.getLabels().toDoubleVector();
    for (int i = 0; i < 100; i++) {
      assertEquals(shuffled[i][0] % 2, labels[i], "row " + i);
      assertEquals(shuffled[i][0], shuffled[i][1], "row " + i);
    }
    assertNotEquals(
        List.of(0.0, 1.0, 2.0), List.of(shuffled[0][0], shuffled[1][0], shuffled[2][0]));
  }

  private Path file() {
    return folder.resolve("model.zip");
  }

  private Printed<MultiLayerNetwork> sample(long seed) throws Exception {
    return Printed.of(() -> EngineerSample.run(100, 10, 3, 10, seed, file()));
  }

  private static List<String> figures(Printed<MultiLayerNetwork> printed) {
    return printed.outLines().stream().map(line -> line.replaceFirst(TIME, "")).toList();
  }
}
