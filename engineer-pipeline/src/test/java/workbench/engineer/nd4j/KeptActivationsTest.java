package workbench.engineer.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.LinkedHashMap;
import java.util.stream.Stream;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.factory.Nd4j;
import workbench.engineer.training.DenseNetwork;

/** The layers that Deeplearning4j ships are the reference. */
class KeptActivationsTest {

  private static final String SWITCH = "kept.activations";

  private final DataSet rows;

  KeptActivationsTest() {
    Nd4j.getRandom().setSeed(1);
    INDArray x = Nd4j.randn(3000, 7);
    rows = new DataSet(x, x.getColumn(0, true).gt(0.3).castTo(x.dataType()));
  }

  private static MultiLayerNetwork network(boolean kept) {
    String before = System.setProperty(SWITCH, String.valueOf(kept));
    try {
      return DenseNetwork.of(7, 12, 42);
    } finally {
      System.setProperty(SWITCH, before);
    }
  }

  @Test
  void theSwitchSetsTheLayers() {
    assertEquals(DenseLayer.class, network(false).getLayer(0).getClass());
    assertNotEquals(DenseLayer.class, network(true).getLayer(0).getClass());
    assertNotEquals(OutputLayer.class, network(true).getLayer(1).getClass());
  }

  /**
   * Each product of a layer reads its weights once. {@link KeptActivations} is needed while the
   * shipped layers read them three times a step.
   */
  @ParameterizedTest
  @CsvSource({"false, 3, 3", "true, 1, 2"})
  void weightsAreReadOnceForEachProduct(boolean kept, int first, int last) {
    MultiLayerNetwork network = network(kept);
    int[] reads = new int[2];
    for (int i = 0; i < 2; i++) {
      int layer = i;
      network
          .getLayer(i)
          .setParamTable(
              new LinkedHashMap<>(network.getLayer(i).paramTable()) {
                @Override
                public INDArray get(Object name) {
                  reads[layer] += name.equals("W") ? 1 : 0;
                  return super.get(name);
                }
              });
    }
    network.setInput(rows.getFeatures());
    network.setLabels(rows.getLabels());
    network.computeGradientAndScore();
    assertArrayEquals(new int[] {first, last}, reads);
  }

  /** The last batch is smaller. Between two epochs the loss of 50 rows is computed. */
  @ParameterizedTest
  @ValueSource(ints = {10, 32, 500, 3000})
  void trainingGivesTheSameWeightsLossesAndProbabilities(int batch) {
    double[][] both =
        Stream.of(false, true)
            .map(
                kept -> {
                  MultiLayerNetwork network = network(kept);
                  double between = 0;
                  for (int epoch = 0; epoch < 3; epoch++) {
                    network.fit(new ViewIterator(rows, batch));
                    between += network.score((DataSet) rows.getRange(0, 50));
                  }
                  return Nd4j.concat(
                          0,
                          network.params().reshape(-1),
                          network.output(rows.getFeatures()).reshape(-1),
                          Nd4j.createFromArray((float) network.score(), (float) between))
                      .toDoubleVector();
                })
            .toArray(double[][]::new);
    assertArrayEquals(both[0], both[1], 1e-5);
  }

  @Test
  void lossOfOtherRowsIsNotTheKeptOne() {
    MultiLayerNetwork network = network(true);
    network.fit(rows);
    DataSet few = (DataSet) rows.getRange(0, 50);
    double loss = network.score(few, true);
    assertEquals(network.score(few, false), loss, 1e-6);
    assertNotEquals(network.score(rows, true), loss, 1e-4);
  }

  @Test
  void gradientIsThatOfTheShippedLayers() {
    INDArray[] gradients = new INDArray[2];
    for (int i = 0; i < 2; i++) {
      MultiLayerNetwork network = network(i == 1);
      network.setInput(rows.getFeatures());
      network.setLabels(rows.getLabels());
      network.computeGradientAndScore();
      gradients[i] = network.gradient().gradient().dup();
    }
    assertArrayEquals(gradients[0].toDoubleVector(), gradients[1].toDoubleVector(), 2e-2);
  }
}
