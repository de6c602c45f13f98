package workbench.engineer.training;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The rows to train on, which every epoch has in an order of its own. They are copied in the new
 * order, in the background while the epoch before is trained. {@link DataSet#shuffle(long)} swaps
 * row by row instead, which takes 50 times as long.
 */
public final class TrainingRows {

  private final INDArray x;
  private final INDArray y;
  private CompletableFuture<DataSet> next;
  private long seedOfNext;
  private DataSet last;

  /**
   * @param x {@code [n, p]}, standardised
   * @param y {@code [n, 1]}, 0 or 1
   */
  public TrainingRows(INDArray x, INDArray y) {
    this.x = x;
    this.y = y;
  }

  public INDArray x() {
    return x;
  }

  public INDArray y() {
    return y;
  }

  /**
   * Returns a copy of all rows. Two copies are in memory: the call after the next one writes to the
   * same arrays.
   *
   * @param seed the same seed gives the same order
   * @param more whether the next call asks for {@code seed + 1}
   */
  public DataSet shuffled(long seed, boolean more) {
    DataSet rows = next != null && seedOfNext == seed ? next.join() : copy(seed, empty());
    next = null;
    if (more) {
      DataSet free = last == null ? empty() : last;
      seedOfNext = seed + 1;
      next = CompletableFuture.supplyAsync(() -> copy(seed + 1, free));
    }
    last = rows;
    return rows;
  }

  private DataSet empty() {
    return new DataSet(
        Nd4j.createUninitialized(x.dataType(), x.shape()),
        Nd4j.createUninitialized(y.dataType(), y.shape()));
  }

  private DataSet copy(long seed, DataSet to) {
    var random = new SplittableRandom(seed);
    int[] order = new int[(int) x.size(0)];
    for (int i = 1; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    copy(x, to.getFeatures(), order);
    copy(y, to.getLabels(), order);
    return to;
  }

  private static void copy(INDArray from, INDArray to, int[] order) {
    FloatIndexer source = (FloatIndexer) from.data().indexer();
    FloatIndexer target = (FloatIndexer) to.data().indexer();
    int columns = (int) from.size(1);
    long down = from.stride(0);
    long across = from.stride(1);
    for (int i = 0; i < order.length; i++) {
      for (int j = 0; j < columns; j++) {
        target.put((long) i * columns + j, source.get(order[i] * down + j * across));
      }
    }
  }
}
