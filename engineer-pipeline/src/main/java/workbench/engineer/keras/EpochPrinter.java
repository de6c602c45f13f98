package workbench.engineer.keras;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import workbench.command.Terminal;

/**
 * Shows the training as Keras shows it: the epoch, then steps, a bar, time per step, accuracy and
 * loss. Both figures are means over the epoch's rows so far, taken before their step updates the
 * weights. A terminal sees the line grow; a log gets it once an epoch.
 */
public final class EpochPrinter extends BaseTrainingListener {

  /**
   * The printed figures of an epoch.
   *
   * @param accuracy share of rows with the right label, where a probability above 0.5 means 1
   * @param loss mean binary cross-entropy, in nats
   */
  public record Epoch(double accuracy, double loss) {}

  private static final int WIDTH = 20;

  private final int epochs;
  private final int steps;
  private final PrintStream out;
  private final boolean interactive = Terminal.isInteractive();
  private final String ink = System.out.charset().newEncoder().canEncode('━') ? "━" : "=";
  private final List<Epoch> history = new ArrayList<>();
  private int step;
  private double rows;
  private double correct;
  private double loss;
  private long start;

  /**
   * @param epochs their number
   * @param rows of the training data
   * @param batchSize rows of one step
   */
  public EpochPrinter(int epochs, int rows, int batchSize) {
    this(epochs, rows, batchSize, System.out);
  }

  /**
   * @param out where it is printed
   */
  public EpochPrinter(int epochs, int rows, int batchSize, PrintStream out) {
    this.out = out;
    this.epochs = epochs;
    this.steps = Math.ceilDiv(rows, batchSize);
  }

  /** The epochs so far. */
  public List<Epoch> history() {
    return List.copyOf(history);
  }

  @Override
  public void onEpochStart(Model model) {
    step = 0;
    rows = 0;
    correct = 0;
    loss = 0;
    out.printf(Locale.ROOT, "Epoch %d/%d%n", history.size() + 1, epochs);
    start = System.nanoTime();
  }

  /** The activations end with the hidden layer: the output layer's are computed with the loss. */
  @Override
  public void onForwardPass(Model model, List<INDArray> activations) {
    MultiLayerNetwork network = (MultiLayerNetwork) model;
    Layer output = network.getOutputLayer();
    INDArray hidden = activations.get(activations.size() - 1);
    INDArray logits = hidden.mmul(output.getParam("W")).addiRowVector(output.getParam("b"));
    INDArray predicted = Transforms.sigmoid(logits, false).gt(0.5);
    INDArray actual = network.getLabels().gt(0.5);
    correct += predicted.eq(actual).castTo(DataType.FLOAT).sumNumber().intValue();
  }

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    int batch = (int) ((MultiLayerNetwork) model).getLabels().size(0);
    step++;
    rows += batch;
    loss += batch * model.score();
    if (interactive) {
      out.print("\r" + line());
    }
  }

  @Override
  public void onEpochEnd(Model model) {
    out.println(interactive ? "" : line());
    history.add(new Epoch(correct / rows, loss / rows));
  }

  private String line() {
    double seconds = (System.nanoTime() - start) / 1e9;
    int filled = Math.min(WIDTH, WIDTH * step / steps);
    return String.format(
        Locale.ROOT,
        "%d/%d %s%s %.0fs %.0fms/step - accuracy: %.4f - loss: %.4f",
        step,
        steps,
        ink.repeat(filled),
        "-".repeat(WIDTH - filled),
        Math.floor(seconds),
        1e3 * seconds / step,
        correct / rows,
        loss / rows);
  }
}
