package workbench.engineer.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class TrainingRowsTest {

  private static final int ROWS = 5000;

  /** Row i is i and -i, its label i. */
  private static TrainingRows rows() {
    INDArray numbers =
        Nd4j.createFromArray(IntStream.range(0, ROWS).toArray()).castTo(Nd4j.dataType());
    INDArray column = numbers.reshape(ROWS, 1);
    return new TrainingRows(Nd4j.hstack(column, column.neg()), column);
  }

  private static double[] labels(DataSet rows) {
    return rows.getLabels().toDoubleVector();
  }

  @Test
  void rowsPreparedInTheBackgroundAreThoseOfTheirSeed() {
    TrainingRows prepared = rows();
    for (int seed = 1; seed <= 5; seed++) {
      double[] expected = labels(rows().shuffled(seed, false));
      assertArrayEquals(expected, labels(prepared.shuffled(seed, true)));
    }
    assertArrayEquals(labels(rows().shuffled(42, false)), labels(prepared.shuffled(42, false)));
  }

  @Test
  void rowsInUseStayWhileTheNextAreCopied() {
    TrainingRows rows = rows();
    rows.shuffled(1, true);
    DataSet used = rows.shuffled(2, true);
    double[] before = labels(used);
    // Waits for the copy of seed 3.
    DataSet next = rows.shuffled(3, false);
    assertArrayEquals(before, labels(used));
    assertNotEquals(Arrays.toString(before), Arrays.toString(labels(next)));
  }

  @Test
  void eachRowIsThereOnceWithItsLabel() {
    DataSet rows = rows().shuffled(1, false);
    double[] labels = labels(rows);
    for (int i = 0; i < ROWS; i++) {
      assertEquals(labels[i], rows.getFeatures().getDouble(i, 0));
      assertEquals(-labels[i], rows.getFeatures().getDouble(i, 1));
    }
    Arrays.sort(labels);
    assertArrayEquals(IntStream.range(0, ROWS).asDoubleStream().toArray(), labels);
  }
}
