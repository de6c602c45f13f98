package workbench.engineer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.factory.Nd4j;
import workbench.command.Terminal;
import workbench.data.DatasetOptions;
import workbench.data.Examples;
import workbench.data.InvalidOption;
import workbench.data.Standardizer;
import workbench.data.TrainTestSplit;

/**
 * How the network is trained: the sample's network, on as many features as the data have, until a
 * part of the training rows that is kept for validation shows no more progress.
 *
 * @param hidden units of the hidden layer
 * @param epochs passes over the training part, at the most
 * @param batchSize rows to a step
 * @param patience epochs without a better loss on the validation part after which training stops;
 *     0: never
 * @param seed of the initial weights, of the validation part and of the order of the rows
 */
record NetworkTraining(int hidden, int epochs, int batchSize, int patience, long seed) {

  /** The share of the training rows to validate on. */
  private static final double VALIDATION_SIZE = 0.2;

  /** With fewer rows of a class there is nothing to validate on. */
  static final int FEWEST_ROWS = 10;

  /**
   * @throws InvalidOption if a number is too small
   */
  NetworkTraining {
    DatasetOptions.atLeastOne("hidden", hidden);
    DatasetOptions.atLeastOne("epochs", epochs);
    DatasetOptions.atLeastOne("batchSize", batchSize);
  }

  /**
   * What came out.
   *
   * @param model with the weights of its best epoch
   * @param epochs how many it was trained for
   * @param best the epoch whose weights it has, counted from 1
   * @param validationRows how many rows decided on that; 0: none, it has the last weights
   * @param history of the epochs that this training added
   */
  record Trained(
      StandardizedNetwork model,
      int epochs,
      int best,
      int validationRows,
      TrainingHistory history) {

    /** For a person. */
    String describe() {
      String trained = epochs == 1 ? "1 epoch" : epochs + " epochs";
      return validationRows == 0
          ? trained
          : "%s, weights of epoch %d, the best on %d validation rows"
              .formatted(trained, best, validationRows);
    }
  }

  /**
   * Trains a new network, with a progress bar.
   *
   * @param train as measured; the standardisation is fitted on the rows that are not kept for
   *     validation
   * @throws InvalidOption if the network would have too many weights to be saved
   */
  Trained fit(Examples train) {
    int most = NetworkFile.MOST_WEIGHTS / (train.features() + 2) - 1;
    if (hidden > most) {
      throw new InvalidOption(
          "hidden", hidden, "with %d features at most %d units".formatted(train.features(), most));
    }
    Parts parts = parts(train);
    MultiLayerNetwork network = DenseNetwork.of(train.features(), hidden, seed);
    return fit(new StandardizedNetwork(Standardizer.fit(parts.fit().x()), network), parts);
  }

  /**
   * Goes on with a network from a file, as if it had never been away: the same rows in the same
   * order, the state of the updater as it was.
   *
   * @param model the network; it is trained further
   * @param train the rows that it was trained on, as measured
   */
  Trained resume(StandardizedNetwork model, Examples train) {
    return fit(model, parts(train));
  }

  private Trained fit(StandardizedNetwork model, Parts parts) {
    MultiLayerNetwork network = model.network();
    DataSet fit = data(model, parts.fit());
    var rows = new TrainingRows(fit.getFeatures(), fit.getLabels());
    int done = network.getEpochCount();
    var losses = new BatchLosses();
    network.setListeners(losses);
    Best best =
        parts.validation() == null ? null : new Best(network, data(model, parts.validation()));
    int epoch = done;
    try (ProgressBar bar = Terminal.progress("Training", epochs)) {
      while (epoch < done + epochs && (best == null || epoch - best.epoch < patience)) {
        network.fit(new ViewIterator(rows.shuffled(seed + epoch++), batchSize));
        bar.step();
        if (best != null) {
          best.compare();
        }
      }
    }
    network.setListeners();
    if (best == null) {
      return new Trained(
          model,
          epoch,
          epoch,
          0,
          new TrainingHistory(done + 1, losses.ofEpochs(), new double[0], epoch));
    }
    best.restore();
    // The first one was before any epoch.
    double[] validation = best.losses.stream().skip(1).mapToDouble(Double::doubleValue).toArray();
    var history = new TrainingHistory(done + 1, losses.ofEpochs(), validation, best.epoch);
    return new Trained(model, epoch, best.epoch, parts.validation().rows(), history);
  }

  /** The mean loss of each epoch's rows, taken before their step, as Keras prints it. */
  private static final class BatchLosses extends BaseTrainingListener {
    private final List<Double> ofEpochs = new ArrayList<>();
    private double sum;
    private long rows;

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      long batch = ((MultiLayerNetwork) model).getLabels().size(0);
      sum += batch * model.score();
      rows += batch;
    }

    @Override
    public void onEpochEnd(Model model) {
      ofEpochs.add(sum / rows);
      sum = 0;
      rows = 0;
    }

    double[] ofEpochs() {
      return ofEpochs.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /** The best weights so far, with the updater's state that belongs to them. */
  private static final class Best {
    private final MultiLayerNetwork network;
    private final DataSet validation;
    private final List<Double> losses = new ArrayList<>();
    private double loss = Double.POSITIVE_INFINITY;
    private int epoch;
    private INDArray weights;
    private INDArray updaterState;

    Best(MultiLayerNetwork network, DataSet validation) {
      this.network = network;
      this.validation = validation;
      compare();
    }

    void compare() {
      double now = network.score(validation);
      losses.add(now);
      if (now < loss) {
        loss = now;
        epoch = network.getEpochCount();
        weights = network.params().dup();
        INDArray state = network.getUpdater().getStateViewArray();
        // Plain gradient descent has none.
        updaterState = state == null ? null : state.dup();
      }
    }

    void restore() {
      network.setParams(weights);
      if (updaterState != null) {
        network.getUpdater().setStateViewArray(network, updaterState, false);
      }
      network.setEpochCount(epoch);
    }
  }

  /**
   * @param validation null: there are too few rows, or nobody wants to stop early
   */
  record Parts(Examples fit, Examples validation) {}

  /** The rows to fit on and those that decide when to stop. */
  Parts parts(Examples train) {
    return patience == 0 ? new Parts(train, null) : split(train);
  }

  /** Holds a stratified fifth of the rows out, unless a class has too few rows. */
  Parts split(Examples train) {
    int positive = Arrays.stream(train.y()).sum();
    if (Math.min(positive, train.rows() - positive) < FEWEST_ROWS) {
      return new Parts(train, null);
    }
    TrainTestSplit split = TrainTestSplit.stratified(train.y(), VALIDATION_SIZE, seed);
    return new Parts(train.select(split.train()), train.select(split.test()));
  }

  private static DataSet data(StandardizedNetwork model, Examples examples) {
    return new DataSet(model.standardized(examples.x()), column(examples.y()));
  }

  /**
   * @param y {@code [n]}, 0 or 1
   * @return {@code [n, 1]}
   */
  static INDArray column(int[] y) {
    return Nd4j.createFromArray(y).castTo(DataType.FLOAT).reshape(y.length, 1);
  }
}
