package workbench.engineer.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.factory.Nd4j;
import workbench.command.Progress;
import workbench.data.DatasetOptions;
import workbench.data.Examples;
import workbench.data.InvalidOption;
import workbench.data.Standardizer;
import workbench.data.TrainTestSplit;

/**
 * Training of the sample's network on the features of a data set, with early stopping: it ends when
 * the loss on the validation set, a part of the training rows, stops improving.
 *
 * @param hidden units of the hidden layer
 * @param epochs passes over the training set, at the most
 * @param batchSize rows of a step; null: it grows with the rows, {@link #batchSize(int)}
 * @param patience epochs without a better loss on the validation part after which training stops;
 *     0: never
 * @param seed of the initial weights, of the validation part and of the order of the rows
 */
public record NetworkTraining(int hidden, int epochs, Integer batchSize, int patience, long seed) {

  /** The share of the training rows to validate on. */
  private static final double VALIDATION_SIZE = 0.2;

  /** Fewest rows of a class for a validation set. */
  static final int FEWEST_ROWS = 10;

  private static final int SMALLEST_BATCH = 10;
  private static final int LARGEST_BATCH = 4096;
  private static final int STEPS_OF_AN_EPOCH = 1000;

  /**
   * @throws InvalidOption if a number is too small
   */
  public NetworkTraining {
    DatasetOptions.atLeastOne("hidden", hidden);
    DatasetOptions.atLeastOne("epochs", epochs);
    DatasetOptions.atLeastOne("batchSize", batchSize);
  }

  /**
   * The rows of a step: as many as asked for, or else a thousandth of the training rows, from 10 to
   * 4,096. An epoch of many rows then has about a thousand steps.
   *
   * @param rows of the training set
   */
  int batchSize(int rows) {
    return batchSize != null
        ? batchSize
        : Math.clamp(rows / STEPS_OF_AN_EPOCH, SMALLEST_BATCH, LARGEST_BATCH);
  }

  /**
   * The rows of a step, as printed.
   *
   * @param rows of the training set
   */
  public String describeBatches(int rows) {
    int size = batchSize(rows);
    return String.format(
        Locale.ROOT,
        "batches of %,d%s",
        size,
        batchSize != null || size == SMALLEST_BATCH
            ? ""
            : String.format(
                Locale.ROOT,
                " (%s; -DbatchSize= sets another size)",
                size == LARGEST_BATCH ? "the largest default" : "a thousandth of the rows"));
  }

  /**
   * The result of a training.
   *
   * @param model with the weights of its best epoch
   * @param epochs how many it was trained for
   * @param best the epoch whose weights it has, counted from 1
   * @param validationRows rows of the validation set that chose it; 0: none, and the last weights
   *     are kept
   * @param history of the epochs that this training added
   */
  public record Trained(
      StandardizedNetwork model,
      int epochs,
      int best,
      int validationRows,
      TrainingHistory history) {

    /** The number of epochs, in words. */
    public String describeEpochs() {
      return epochs == 1 ? "1 epoch" : epochs + " epochs";
    }

    /** The epoch whose weights were kept, in words; empty if those of the last one were. */
    public Optional<String> describeBest() {
      return validationRows == 0
          ? Optional.empty()
          : Optional.of(
              "weights of epoch %d, which has the lowest loss on the validation set of %d rows"
                  .formatted(best, validationRows));
    }
  }

  /**
   * Trains a new network, with a progress bar.
   *
   * @param train as measured; the standardisation is fitted on the rows that are not kept for
   *     validation
   * @throws InvalidOption if the network would have too many weights to be saved
   */
  public Trained fit(Examples train) {
    int most = NetworkFile.MOST_WEIGHTS / (train.features() + 2) - 1;
    if (hidden > most) {
      throw new InvalidOption(
          "hidden", hidden, "with %d features at most %d units".formatted(train.features(), most));
    }
    Parts parts = parts(train);
    MultiLayerNetwork network = DenseNetwork.of(train.features(), hidden, seed);
    return fit(
        new StandardizedNetwork(Standardizer.fit(parts.fit().x()), network),
        parts,
        batchSize(train.rows()));
  }

  /**
   * Goes on with a network from a file, as if it had never been away: the same rows in the same
   * order, the state of the updater as it was.
   *
   * @param model the network; it is trained further
   * @param train the rows that it was trained on, as measured
   */
  public Trained resume(StandardizedNetwork model, Examples train) {
    return fit(model, parts(train), batchSize(train.rows()));
  }

  private Trained fit(StandardizedNetwork model, Parts parts, int batch) {
    MultiLayerNetwork network = model.network();
    DataSet fit = data(model, parts.fit());
    var rows = new TrainingRows(fit.getFeatures(), fit.getLabels());
    int done = network.getEpochCount();
    Best best =
        parts.validation() == null ? null : new Best(network, data(model, parts.validation()));
    int epoch = done;
    BatchLosses losses;
    long steps = (long) epochs * Math.ceilDiv(parts.fit().rows(), batch);
    try (Progress progress = Progress.of("train", steps)) {
      losses = new BatchLosses(progress);
      network.setListeners(losses);
      while (epoch < done + epochs && (best == null || epoch - best.epoch < patience)) {
        boolean more = epoch + 1 < done + epochs;
        network.fit(new ViewIterator(rows.shuffled(seed + epoch++, more), batch));
        if (best != null) {
          best.compare();
        }
        progress.state(state(epoch, done + epochs, losses, best));
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

  /** Formats the state of an epoch in the words of Keras. */
  private static String state(int epoch, int epochs, BatchLosses losses, Best best) {
    String loss =
        String.format(
            Locale.ROOT, "epoch %d/%d - loss: %.4f", epoch, epochs, losses.ofEpochs.getLast());
    return best == null
        ? loss
        : String.format(Locale.ROOT, "%s - val_loss: %.4f", loss, best.losses.getLast());
  }

  /** The mean loss of each epoch's rows, taken before their step, as Keras prints it. */
  private static final class BatchLosses extends BaseTrainingListener {
    private final Progress progress;
    private final List<Double> ofEpochs = new ArrayList<>();
    private double sum;
    private long rows;

    BatchLosses(Progress progress) {
      this.progress = progress;
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      long batch = ((MultiLayerNetwork) model).getLabels().size(0);
      sum += batch * model.score();
      rows += batch;
      progress.step();
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
   * @param validation null: there are too few rows, or early stopping is off
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
