package workbench.engineer.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class DenseNetworkTest {

  @Test
  void startsWithGlorotWeightsAndZeroBiases() {
    // Glorot and Bengio, 2010: uniform within sqrt(6 / (inputs + outputs)).
    MultiLayerNetwork network = DenseNetwork.of(5, 10, 42);
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
    MultiLayerNetwork network = DenseNetwork.of(5, 10, 42);
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
}
