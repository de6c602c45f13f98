package workbench.engineer.training;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The rows to train on, which every epoch has in an order of its own. To copy them in a new order
 * takes a fiftieth of the time of {@link DataSet#shuffle(long)}, which swaps row by row: of a
 * million rows, 0.1 s for 7 s.
 */
public final class TrainingRows {

  private final INDArray x;
  private final INDArray y;
  private final DataSet shuffled;

  /**
   * @param x {@code [n, p]}, standardised
   * @param y {@code [n, 1]}, 0 or 1
   */
  public TrainingRows(INDArray x, INDArray y) {
    this.x = x;
    this.y = y;
    this.shuffled =
        new DataSet(
            Nd4j.createUninitialized(x.dataType(), x.shape()),
            Nd4j.createUninitialized(y.dataType(), y.shape()));
  }

  public INDArray x() {
    return x;
  }

  public INDArray y() {
    return y;
  }

  /**
   * @param seed the same seed gives the same order
   * @return a copy of all rows, until the next call, which writes to the same arrays
   */
  public DataSet shuffled(long seed) {
    var random = new SplittableRandom(seed);
    int[] order = new int[(int) x.size(0)];
    for (int i = 1; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    Nd4j.pullRows(x, shuffled.getFeatures(), 1, order);
    Nd4j.pullRows(y, shuffled.getLabels(), 1, order);
    return shuffled;
  }
}
