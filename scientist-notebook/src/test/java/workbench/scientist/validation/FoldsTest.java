package workbench.scientist.validation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbench.data.InvalidInput;
import workbench.scientist.validation.Folds.Fold;

class FoldsTest {

  /** 17 rows of class 1 among 60, in no order. */
  private static final int[] Y =
      PermutationTest.shuffled(IntStream.range(0, 60).map(i -> i < 17 ? 1 : 0).toArray(), 3);

  private static final Folds FOLDS = Folds.stratified(Y, 5, 3, 11);

  @Test
  void everyRowIsTestedOnceARepeat() {
    assertEquals(15, FOLDS.folds().size());
    for (int repeat = 0; repeat < 3; repeat++) {
      int[] tested =
          ofRepeat(FOLDS, repeat)
              .flatMapToInt(fold -> Arrays.stream(fold.test()))
              .sorted()
              .toArray();
      assertArrayEquals(IntStream.range(0, 60).toArray(), tested);
    }
  }

  @Test
  void trainingPartIsTheRest() {
    for (Fold fold : FOLDS.folds()) {
      int[] both =
          IntStream.concat(Arrays.stream(fold.train()), Arrays.stream(fold.test()))
              .sorted()
              .toArray();
      assertArrayEquals(IntStream.range(0, 60).toArray(), both);
    }
  }

  @ParameterizedTest
  @CsvSource({"60, 17, 5", "60, 17, 10", "60, 30, 7", "103, 5, 5", "103, 98, 4", "9, 4, 2"})
  void foldsDifferByOneRowOfAClassAndInAll(int rows, int positive, int k) {
    int[] y =
        PermutationTest.shuffled(
            IntStream.range(0, rows).map(i -> i < positive ? 1 : 0).toArray(), 5);
    for (Fold fold : Folds.stratified(y, k, 2, 1).folds()) {
      int ones = Arrays.stream(fold.test()).map(row -> y[row]).sum();
      assertTrue(Math.abs(ones - positive / (double) k) < 1, "class 1: " + ones);
      int zeros = fold.test().length - ones;
      assertTrue(Math.abs(zeros - (rows - positive) / (double) k) < 1, "class 0: " + zeros);
      assertTrue(
          Math.abs(fold.test().length - rows / (double) k) < 1, "rows: " + fold.test().length);
    }
  }

  @Test
  void repeatsHaveDifferentFolds() {
    assertFalse(Arrays.equals(FOLDS.folds().get(0).test(), FOLDS.folds().get(5).test()));
  }

  @Test
  void sameSeedGivesTheSameFolds() {
    Folds again = Folds.stratified(Y, 5, 3, 11);
    for (int i = 0; i < 15; i++) {
      assertArrayEquals(FOLDS.folds().get(i).test(), again.folds().get(i).test());
    }
  }

  @Test
  void anotherSeedGivesOtherFolds() {
    assertFalse(
        Arrays.equals(
            FOLDS.folds().get(0).test(), Folds.stratified(Y, 5, 3, 12).folds().get(0).test()));
  }

  /**
   * Expected by hand: the 43 rows of class 0 are dealt out as 9, 9, 9, 8, 8 and the 17 of class 1,
   * from there on, as 3, 3, 3, 4, 4. So in 2,000 deals a row of class 0 is in the second fold 419
   * times, one of class 1 353 times; standard deviation 18.
   */
  @Test
  void everyRowOfAClassIsAsLikelyToBeInAFold() {
    int[] hits = new int[60];
    new SplittableRandom(1)
        .longs(2000)
        .forEach(
            seed -> {
              Fold second = Folds.stratified(Y, 5, 1, seed).folds().get(1);
              Arrays.stream(second.test()).forEach(row -> hits[row]++);
            });
    for (int row = 0; row < 60; row++) {
      assertEquals(2000 * (Y[row] == 1 ? 3 / 17.0 : 9 / 43.0), hits[row], 4 * 18, "row " + row);
    }
  }

  @Test
  void refusesTooSmallAClass() {
    InvalidInput refused =
        assertThrows(
            InvalidInput.class, () -> Folds.stratified(new int[] {1, 0, 0, 0, 0, 1}, 3, 1, 1));
    assertEquals(
        "the smaller class has 2 of 6 rows; 3 folds need as many in each class: use fewer folds or"
            + " more rows",
        refused.getMessage());
  }

  @Test
  void refusesOneFold() {
    assertThrows(IllegalArgumentException.class, () -> Folds.stratified(Y, 1, 1, 1));
  }

  private static Stream<Fold> ofRepeat(Folds folds, int repeat) {
    return folds.folds().stream().filter(fold -> fold.repeat() == repeat);
  }
}
