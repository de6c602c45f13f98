package workbench.benchmarks.comparison;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import smile.classification.LogisticRegression;
import smile.math.MathEx;
import smile.validation.Bag;
import smile.validation.metric.Accuracy;
import workbench.engineer.keras.EpochPrinter;

/**
 * The accuracy of a sample for many seeds, by the steps of the committed sample. The labels are
 * tosses of a coin, and each seed tosses it again.
 *
 * @param role engineer or scientist
 * @param firstSeed the seed of the committed sample; the tosses have this seed and the next ones
 * @param rows on which the accuracy of a toss is measured
 * @param correct rows that are right, for each toss
 * @param mean of the accuracy
 * @param low tosses with an accuracy of at most 0.40, the accuracy that the page asks about
 */
public record Tosses(String role, int firstSeed, int rows, int[] correct, double mean, int low) {

  /** The steps of the samples, with their constants. */
  private static final int SEED = 42, ROWS = 100, FEATURES = 5, EPOCHS = 3, BATCH_SIZE = 10;

  private static final double TEST_SIZE = 0.2;

  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  /**
   * The engineer's sample: the accuracy that it prints for the last epoch, on the rows that it
   * trains on.
   *
   * @param tosses number of tosses
   */
  public static Tosses engineer(int tosses) {
    return of("engineer", tosses, ROWS, Tosses::network);
  }

  /**
   * The scientist's sample: the accuracy on its test rows.
   *
   * @param tosses number of tosses
   */
  public static Tosses scientist(int tosses) {
    return of("scientist", tosses, (int) (TEST_SIZE * ROWS), Tosses::regression);
  }

  private static Tosses of(String role, int tosses, int rows, IntToDoubleFunction accuracy) {
    int[] correct =
        IntStream.range(SEED, SEED + tosses)
            .map(seed -> (int) Math.round(rows * accuracy.applyAsDouble(seed)))
            .toArray();
    IntSummaryStatistics summary = Arrays.stream(correct).summaryStatistics();
    int low = (int) Arrays.stream(correct).filter(right -> 5 * right <= 2 * rows).count();
    return new Tosses(role, SEED, rows, correct, summary.getAverage() / rows, low);
  }

  private static double network(int seed) {
    Nd4j.getRandom().setSeed(seed);
    var data = new DataSet(Nd4j.rand(ROWS, FEATURES), Nd4j.randomBernoulli(0.5, ROWS, 1));
    var model =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(1e-3, 0.9, 0.999, 1e-7))
                .weightInit(WeightInit.XAVIER_UNIFORM)
                .list(
                    new DenseLayer.Builder().nOut(10).activation(Activation.RELU).build(),
                    new OutputLayer.Builder(new LossBinaryXENT(1e-7))
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .setInputType(InputType.feedForward(FEATURES))
                .build());
    model.init();
    var printer = new EpochPrinter(EPOCHS, ROWS, BATCH_SIZE, NOWHERE);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      if (epoch == EPOCHS - 1) {
        // It takes a third of the time, and only the last epoch's accuracy is asked for.
        model.addListeners(printer);
      }
      data.shuffle(seed + epoch);
      model.fit(new ViewIterator(data, BATCH_SIZE));
    }
    return printer.history().getLast().accuracy();
  }

  private static double regression(int seed) {
    MathEx.setSeed(seed);
    double[][] features = new double[ROWS][];
    Arrays.setAll(features, _ -> MathEx.random(FEATURES));
    int[] labels = MathEx.random(new double[] {0.5, 0.5}, ROWS);
    Bag split = Bag.split(ROWS, TEST_SIZE);
    var model =
        LogisticRegression.fit(
            MathEx.slice(features, split.samples()),
            MathEx.slice(labels, split.samples()),
            new LogisticRegression.Options(1.0, 1e-8, 500));
    return Accuracy.of(
        MathEx.slice(labels, split.oob()), model.predict(MathEx.slice(features, split.oob())));
  }
}
