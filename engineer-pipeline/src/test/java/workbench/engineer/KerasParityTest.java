package workbench.engineer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import workbench.engineer.keras.EpochPrinter;
import workbench.testing.SampleCopy;

/**
 * A copy of the sample learns what the Keras original learns: from the same initial weights, on the
 * same rows in the same order. In single precision against Keras itself, in double precision
 * against the same training in plain NumPy.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KerasParityTest {

  private static final double FLOAT = 1e-6;
  private static final double DOUBLE = 1e-10;

  @TempDir private static Path folder;

  private final Map<String, KerasParity.Trajectory> single = new HashMap<>();
  private final Map<String, KerasParity.Trajectory> twice = new HashMap<>();
  private KerasParity keras;

  @BeforeAll
  void train() throws Exception {
    keras = KerasParity.load();
    SampleCopy sample = SampleCopy.of(sample(), folder);
    for (KerasParity.Case reference : keras.cases()) {
      single.put(reference.name(), train(reference, DataType.FLOAT, sample));
      twice.put(reference.name(), train(reference, DataType.DOUBLE, sample));
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
   * The tolerance is small enough to notice another epsilon: 1e-8 is the default of Deeplearning4j
   * and PyTorch.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void anotherEpsilonExceedsTheTolerance(KerasParity.Case reference) throws Exception {
    String source = SampleCopy.replaced(sample(), "0.999, 1e-7", "0.999, 1e-8");
    double[] other = train(reference, DataType.FLOAT, SampleCopy.of(source, folder)).last().flat();
    double[] expected = reference.float32().last().flat();
    double gap =
        IntStream.range(0, other.length)
            .mapToDouble(i -> Math.abs(other[i] - expected[i]))
            .max()
            .orElseThrow();
    assertTrue(gap > 10 * FLOAT, "largest difference " + gap);
  }

  /**
   * The sample with other lines for its data and for the model's first weights, and with a last
   * line that hands over the model.
   */
  private static String sample() throws IOException {
    String text = SampleCopy.committed();
    int data = text.indexOf("    // Data\n");
    int model = text.indexOf("    // Model\n");
    int saved = text.indexOf("    // Saved model\n");
    String copy =
        text.substring(0, data)
            + "    var data = fixture;\n"
            + text.substring(model, saved)
            + "    trained.accept(model);\n}\n"
            + "DataSet fixture;\njava.util.function.Consumer<Object> start;\n"
            + "java.util.function.Consumer<Object> trained;\n";
    return SampleCopy.replaced(copy, "model.init();", "start.accept(model);");
  }

  private KerasParity.Trajectory train(
      KerasParity.Case reference, DataType precision, SampleCopy sample) throws Exception {
    var data =
        new InOrder(
            Nd4j.createFromArray(reference.x()).castTo(precision),
            Nd4j.createFromArray(reference.y()).castTo(precision).reshape(keras.rows(), 1));
    var firstStep = new FirstStep();
    Consumer<Object> start =
        model -> {
          MultiLayerNetwork network = (MultiLayerNetwork) model;
          network.getLayerWiseConfigurations().setDataType(precision);
          network.init();
          setWeights(network, reference.initial());
          network.addListeners(firstStep);
        };
    var trained = new AtomicReference<>();
    Consumer<Object> end = trained::set;
    sample.run(Map.of("fixture", data, "start", start, "trained", end));
    MultiLayerNetwork network = (MultiLayerNetwork) trained.get();
    EpochPrinter printer =
        network.getListeners().stream()
            .filter(EpochPrinter.class::isInstance)
            .map(EpochPrinter.class::cast)
            .findFirst()
            .orElseThrow();
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

  /** Rows that stay in the order of the fixture, in which Keras trained. */
  private static final class InOrder extends DataSet {
    private static final long serialVersionUID = 1;

    InOrder(INDArray features, INDArray labels) {
      super(features, labels);
    }

    @Override
    public void shuffle(long seed) {}
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
