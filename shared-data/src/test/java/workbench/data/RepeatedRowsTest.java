package workbench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import workbench.evaluation.Threshold;

class RepeatedRowsTest {

  @Test
  void countsRowsWithTheSameFeatures() {
    // By hand: rows 2 and 3 repeat row 0, row 4 repeats row 1; the groups of rows 0 and 1 have both
    // labels, and 5 rows; a missing value is like another, and 0 like -0.
    Dataset dataset =
        dataset(new double[] {0, Double.NaN, -0.0, 0, Double.NaN, 2}, new int[] {0, 0, 1, 0, 1, 1});
    assertEquals(new RepeatedRows(6, 3, 5), RepeatedRows.of(dataset));
    assertEquals(
        Optional.of(
            "3 of 6 rows repeat the features of an earlier row, and 5 rows have the features of a"
                + " row with the other label"),
        RepeatedRows.of(dataset).describe());
  }

  @Test
  void rowsThatAllDifferNeedNoWords() {
    Dataset dataset = tenOf(20);
    assertEquals(Optional.empty(), RepeatedRows.of(dataset.select(first(20))).describe());
  }

  @Test
  void accuracyOnRowsNotSeenInTrainingIsShown() {
    // Rows 1 and 2 of the test set are new, and one of them is right.
    var seen = new SeenRows(new boolean[] {true, false, false});
    assertEquals(
        Optional.of(
            "1 of 3 test rows have the features of a training row: -Dsplit=grouped keeps equal rows"
                + " together"),
        seen.describe());
    assertEquals(
        Optional.of("accuracy 0.500 (1 of 2) on the test rows that are not seen in training"),
        seen.describeAccuracy(new int[] {1, 1, 0}, new double[] {0.9, 0.8, 0.7}, Threshold.HALF));
  }

  @Test
  void groupedSplitKeepsEqualRowsTogetherAndTheSharesOfTheClasses() {
    for (long seed = 1; seed <= 20; seed++) {
      Dataset dataset = tenOf(40);
      Preparation data = Preparation.of(dataset, 0.25, seed, TrainTestSplit.Kind.GROUPED);
      assertEquals(0, SeenRows.of(data).count());
      assertTrue(SeenRows.of(Preparation.of(dataset, 0.25, seed)).count() > 0);
      // 400 rows, half of each class: 100 test rows, 50 of each, where a group has 10.
      assertEquals(100, data.test().rows(), 10);
      assertEquals(50, IntStream.of(data.test().y()).sum(), 10);
      assertEquals(400, data.train().rows() + data.test().rows());
    }
  }

  @Test
  void groupedSplitOfOneGroupIsRefused() {
    Dataset same = dataset(new double[8], new int[] {0, 1, 0, 1, 0, 1, 0, 1});
    assertTrue(
        assertThrows(
                InvalidInput.class,
                () -> Preparation.of(same, 0.25, 1, TrainTestSplit.Kind.GROUPED))
            .getMessage()
            .startsWith("split=grouped leaves a part without one of the classes"));
  }

  /** Makes so many values, each in ten rows of one class. */
  private static Dataset tenOf(int values) {
    double[] x = IntStream.range(0, 10 * values).mapToDouble(i -> i % values).toArray();
    return dataset(x, IntStream.range(0, x.length).map(i -> i % values % 2).toArray());
  }

  private static int[] first(int rows) {
    return IntStream.range(0, rows).toArray();
  }

  private static Dataset dataset(double[] x, int[] labels) {
    return new Dataset(
        "made", List.of(new Column.Numeric("x", x)), "y", List.of("0", "1"), labels, "");
  }
}
