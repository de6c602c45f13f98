package workbench.scientist.validation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StratifiedSampleTest {

  private static final int[] ALONE = {};

  private static int[] labels(int rows, int positive) {
    return IntStream.range(0, rows).map(i -> i < positive ? 1 : 0).toArray();
  }

  private static int positives(int[] y, int[] sample) {
    return Arrays.stream(sample).map(row -> y[row]).sum();
  }

  @Test
  void keepsTheShareOfEachClass() {
    int[] y = labels(3_000, 600);
    int[] sample = StratifiedSample.of(y, ALONE, 500, 5, 1);
    assertEquals(500, sample.length);
    assertEquals(100, positives(y, sample));
  }

  /** 501 and 2,001 rows: one more than a limit. */
  @ParameterizedTest
  @ValueSource(ints = {10, 100, 499, 500, 501, 502, 2_001, 3_000})
  void hasRowsForFiveFoldsAtAnyShare(int rows) {
    for (int positive = 5; positive <= rows / 2; positive = positive * 3 / 2 + 1) {
      int[] y = labels(rows, positive);
      int[] sample = StratifiedSample.of(y, ALONE, 500, 5, 1);
      assertEquals(Math.min(rows, 500), sample.length, 5);
      assertTrue(positives(y, sample) >= 5);
      int[] sampled = Arrays.stream(sample).map(row -> y[row]).toArray();
      assertEquals(5, Folds.stratified(sampled, 5, 1, 1).folds().size());
    }
  }

  @Test
  void allRowsAreTheSampleWhereTheyAreFew() {
    assertArrayEquals(new int[] {0, 1, 2}, StratifiedSample.of(labels(3, 1), ALONE, 3, 2, 1));
  }

  /** The first five rows of class 1 are equal: one group, in which no two folds could share. */
  @Test
  void keepsAsManyGroupsOfASmallClassAsThereAreFolds() {
    int[] y = labels(2_000, 9);
    int[] groups = IntStream.range(0, y.length).map(i -> i < 5 ? 0 : i).toArray();
    int[] sample = StratifiedSample.of(y, groups, 500, 5, 1);
    assertEquals(
        5,
        Arrays.stream(sample)
            .filter(row -> y[row] == 1)
            .map(row -> groups[row])
            .distinct()
            .count());
  }

  /** Nine rows of class 1 in two groups: more groups there are not, but rows. */
  @Test
  void keepsAsManyRowsAsThereAreFoldsWhereGroupsAreFewer() {
    int[] y = labels(2_000, 9);
    int[] groups = IntStream.range(0, y.length).map(i -> i % 2).toArray();
    assertEquals(5, positives(y, StratifiedSample.of(y, groups, 500, 5, 1)));
  }

  @Test
  void seedChoosesTheRows() {
    int[] y = labels(1_000, 300);
    assertArrayEquals(
        StratifiedSample.of(y, ALONE, 100, 5, 3), StratifiedSample.of(y, ALONE, 100, 5, 3));
    assertTrue(
        !Arrays.equals(
            StratifiedSample.of(y, ALONE, 100, 5, 3), StratifiedSample.of(y, ALONE, 100, 5, 4)));
  }
}
