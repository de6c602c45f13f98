package workbench.engineer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The sample's network learns what the Keras original learns: from the same initial weights, on the
 * same rows in the same order. In single precision against Keras itself, in double precision
 * against the same training in plain NumPy.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KerasParityTest {

  private static final double FLOAT = 1e-6;
  private static final double DOUBLE = 1e-10;

  private final Map<String, KerasParity.Trajectory> single = new HashMap<>();
  private final Map<String, KerasParity.Trajectory> twice = new HashMap<>();
  private KerasParity keras;

  @BeforeAll
  void train() throws Exception {
    keras = KerasParity.load();
    for (KerasParity.Case reference : keras.cases()) {
      single.put(reference.name(), train(reference, DataType.FLOAT, configuration()));
      twice.put(reference.name(), train(reference, DataType.DOUBLE, configuration()));
    }
  }

  List<KerasParity.Case> cases() {
    return keras.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void firstStepMovesTheWeightsAsInKeras(KerasParity.Case reference) {
    assertArrayEquals(
        reference.float32().afterFirstStep().flat(),
        single.get(reference.name()).afterFirstStep().flat(),
        FLOAT);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainingEndsWithTheWeightsOfKeras(KerasParity.Case reference) {
    assertArrayEquals(
        reference.float32().last().flat(), single.get(reference.name()).last().flat(), FLOAT);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void predictsAsKeras(KerasParity.Case reference) {
    assertArrayEquals(
        reference.float32().predictions(), single.get(reference.name()).predictions(), FLOAT);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reportsTheLossOfEveryEpochAsKeras(KerasParity.Case reference) {
    assertArrayEquals(reference.float32().losses(), single.get(reference.name()).losses(), FLOAT);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reportsTheAccuracyOfEveryEpochAsKeras(KerasParity.Case reference) {
    assertArrayEquals(
        reference.float32().accuracies(), single.get(reference.name()).accuracies(), FLOAT);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void firstStepInDoublePrecisionIsThatOfNumPy(KerasParity.Case reference) {
    assertArrayEquals(
        reference.float64().afterFirstStep().flat(),
        twice.get(reference.name()).afterFirstStep().flat(),
        DOUBLE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void weightsInDoublePrecisionAreThoseOfNumPy(KerasParity.Case reference) {
    assertArrayEquals(
        reference.float64().last().flat(), twice.get(reference.name()).last().flat(), DOUBLE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void predictionsInDoublePrecisionAreThoseOfNumPy(KerasParity.Case reference) {
    assertArrayEquals(
        reference.float64().predictions(), twice.get(reference.name()).predictions(), DOUBLE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lossesInDoublePrecisionAreThoseOfNumPy(KerasParity.Case reference) {
    assertArrayEquals(reference.float64().losses(), twice.get(reference.name()).losses(), DOUBLE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void accuraciesInDoublePrecisionAreThoseOfNumPy(KerasParity.Case reference) {
    assertArrayEquals(
        reference.float64().accuracies(), twice.get(reference.name()).accuracies(), DOUBLE);
  }

  /**
   * The tolerance has teeth: 1e-8 is the epsilon that Deeplearning4j and PyTorch would have taken.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void anotherEpsilonLeavesTheTolerance(KerasParity.Case reference) throws Exception {
    MultiLayerConfiguration configuration = configuration();
    for (int layer = 0; layer < 2; layer++) {
      ((BaseLayer) configuration.getConf(layer).getLayer())
          .setIUpdater(new Adam(1e-3, 0.9, 0.999, 1e-8));
    }
    double[] other = train(reference, DataType.FLOAT, configuration).last().flat();
    double[] expected = reference.float32().last().flat();
    double gap =
        IntStream.range(0, other.length)
            .mapToDouble(i -> Math.abs(other[i] - expected[i]))
            .max()
            .orElseThrow();
    assertTrue(gap > 10 * FLOAT, "largest difference " + gap);
  }

  /** A copy of what the sample trains, so that a constant changed there shows here. */
  private MultiLayerConfiguration configuration() {
    return DenseNetwork.of(keras.features(), keras.hidden(), 42)
        .getLayerWiseConfigurations()
        .clone();
  }

  private KerasParity.Trajectory train(
      KerasParity.Case reference, DataType precision, MultiLayerConfiguration configuration)
      throws Exception {
    configuration.setDataType(precision);
    var network = new MultiLayerNetwork(configuration);
    network.init();
    setWeights(network, reference.initial());
    var data =
        new DataSet(
            Nd4j.createFromArray(reference.x()).castTo(precision),
            Nd4j.createFromArray(reference.y()).castTo(precision).reshape(keras.rows(), 1));
    var printer = new EpochPrinter(keras.epochs(), keras.rows(), keras.batchSize());
    var firstStep = new FirstStep();
    network.setListeners(printer, firstStep);
    Printed.of(
        () -> {
          for (int epoch = 0; epoch < keras.epochs(); epoch++) {
            network.fit(new ViewIterator(data, keras.batchSize()));
          }
          return null;
        });
    List<KerasParity.Epoch> epochs = new ArrayList<>();
    printer
        .history()
        .forEach(epoch -> epochs.add(new KerasParity.Epoch(epoch.loss(), epoch.accuracy())));
    return new KerasParity.Trajectory(
        firstStep.weights,
        epochs,
        weights(network),
        network.output(data.getFeatures()).toDoubleVector());
  }

  /** Keeps the weights as they are after the first update. */
  private static final class FirstStep extends BaseTrainingListener {
    private KerasParity.Weights weights;

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      if (weights == null) {
        weights = weights((MultiLayerNetwork) model);
      }
    }
  }

  private static void setWeights(MultiLayerNetwork network, KerasParity.Weights weights) {
    setWeights(network, "0_W", Nd4j.createFromArray(weights.w1()));
    setWeights(network, "0_b", Nd4j.createFromArray(weights.b1()));
    setWeights(network, "1_W", Nd4j.createFromArray(weights.w2()));
    setWeights(network, "1_b", Nd4j.createFromArray(weights.b2()));
  }

  private static void setWeights(MultiLayerNetwork network, String name, INDArray values) {
    INDArray weights = network.getParam(name);
    weights.assign(values.castTo(weights.dataType()));
  }

  private static KerasParity.Weights weights(MultiLayerNetwork network) {
    return new KerasParity.Weights(
        network.getParam("0_W").toDoubleMatrix(),
        network.getParam("0_b").toDoubleVector(),
        network.getParam("1_W").toDoubleMatrix(),
        network.getParam("1_b").toDoubleVector());
  }
}
