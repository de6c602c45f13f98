package workbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainTestSplitTest {

  /** 30 rows, every third of class 1. */
  private static final int[] THIRTY =
      IntStream.range(0, 30).map(row -> row % 3 == 0 ? 1 : 0).toArray();

  @Test
  void seed42DrawsTheTestRowsThatItAlwaysDrew() {
    // SplitMix64 and the shuffle of Fisher and Yates, programmed again in Python.
    int[] expected = {
      99, 52, 38, 6, 66, 73, 26, 93, 32, 54, 20, 24, 11, 95, 67, 96, 81, 78, 30, 57
    };
    assertArrayEquals(expected, TrainTestSplit.random(alternating(100), 0.2, 42).test());
  }

  @Test
  void seed42DrawsTheStratifiedRowsThatItAlwaysDrew() {
    // Computed by the same algorithm in Python.
    TrainTestSplit split = TrainTestSplit.stratified(THIRTY, 0.2, 42);
    assertArrayEquals(new int[] {7, 2, 27, 22, 26, 3}, split.test());
    assertArrayEquals(new int[] {8, 5, 13, 14, 10, 28}, Arrays.copyOf(split.train(), 6));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sameSeedGivesTheSameSplit(boolean stratified) {
    TrainTestSplit one = split(stratified, alternating(100), 0.2, 7);
    TrainTestSplit two = split(stratified, alternating(100), 0.2, 7);
    assertArrayEquals(one.train(), two.train());
    assertArrayEquals(one.test(), two.test());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anotherSeedGivesAnotherSplit(boolean stratified) {
    assertFalse(
        Arrays.equals(
            split(stratified, alternating(100), 0.2, 7).test(),
            split(stratified, alternating(100), 0.2, 8).test()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyRowIsInOnePartOnce(boolean stratified) {
    TrainTestSplit split = split(stratified, alternating(101), 0.3, 7);
    int[] rows =
        IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.test()))
            .sorted()
            .toArray();
    assertArrayEquals(IntStream.range(0, 101).toArray(), rows);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 0.2, 20",
    "101, 0.2, 21",
    "569, 0.2, 114",
    "100, 0.07, 7",
    "100, 0.29, 29",
    "10, 0.5, 5"
  })
  void testRowsAreTheShareRoundedUp(int rows, double testSize, int expected) {
    // scikit-learn's train_test_split rounds up as well.
    assertEquals(expected, TrainTestSplit.random(alternating(rows), testSize, 1).test().length);
    assertEquals(expected, TrainTestSplit.stratified(alternating(rows), testSize, 1).test().length);
  }

  @Test
  void stratifiedPartsHaveTheSameShareOfEachClass() {
    // Breast cancer: 212 of 569 are malignant, so 42.5 of 114.
    int[] labels = IntStream.range(0, 569).map(row -> row < 212 ? 1 : 0).toArray();
    for (int seed = 1; seed <= 20; seed++) {
      TrainTestSplit split = TrainTestSplit.stratified(labels, 0.2, seed);
      long positive = Arrays.stream(split.test()).filter(row -> labels[row] == 1).count();
      assertEquals(42.5, positive, 0.5, "seed " + seed);
    }
  }

  @Test
  void everyRowIsTestedAsOftenAsAnyOther() {
    // 20 of 100 rows, 5,000 splits: 1,000 each, standard deviation 28.3; five of them allowed.
    int[] labels = alternating(100);
    int[] tested = new int[100];
    for (int seed = 1; seed <= 5000; seed++) {
      for (int row : TrainTestSplit.random(labels, 0.2, seed).test()) {
        tested[row]++;
      }
    }
    for (int row = 0; row < 100; row++) {
      assertEquals(1000, tested[row], 5 * 28.3, "row " + row);
    }
  }

  @Test
  void classesAreMixedWithinEachPart() {
    int[] labels = IntStream.range(0, 100).map(row -> row < 50 ? 0 : 1).toArray();
    int[] test = TrainTestSplit.stratified(labels, 0.2, 1).test();
    int[] inOrder = Arrays.stream(test).map(row -> labels[row]).sorted().toArray();
    assertFalse(Arrays.equals(inOrder, Arrays.stream(test).map(row -> labels[row]).toArray()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -1, 1.5, Double.NaN})
  void refusesTestSizeThatIsNoShare(double testSize) {
    for (boolean stratified : new boolean[] {false, true}) {
      var e =
          assertThrows(InvalidOption.class, () -> split(stratified, alternating(100), testSize, 1));
      assertEquals(
          "testSize=" + testSize + " is not possible: a share above 0 and below 1, such as 0.2",
          e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0.2", "2, 0.9", "10, 0.99", "0, 0.2"})
  void refusesEmptyPart(int rows, double testSize) {
    for (boolean stratified : new boolean[] {false, true}) {
      var e =
          assertThrows(InvalidInput.class, () -> split(stratified, alternating(rows), testSize, 1));
      assertEquals(
          "testSize="
              + testSize
              + " of "
              + rows
              + " rows leaves the training or the test set empty: use more rows",
          e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void stratifiedNamesTheRowsThatAClassNeeds(int positive) {
    int[] labels = positives(30, positive);
    var e = assertThrows(InvalidInput.class, () -> TrainTestSplit.stratified(labels, 0.2, 1));
    assertEquals(
        "a split needs 2 rows of each class, one to train on and one to test on; there are "
            + (30 - positive)
            + " and "
            + positive
            + ": collect more rows",
        e.getMessage());
  }

  /** Sizes are 10 to 3,000 rows, with 0.3% to 50% of them of class 1. */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.118, 0.2, 0.5, 0.8})
  void bothPartsHaveBothClassesOnAnyNumberOfRows(double testSize) {
    for (int rows = 10; rows <= 3_000; rows = rows * 13 / 10 + 1) {
      for (double share : new double[] {0.003, 0.01, 0.1, 0.5}) {
        int positive = Math.max(2, (int) (share * rows));
        int[] labels = positives(rows, positive);
        int[] alone = IntStream.range(0, rows).toArray();
        for (TrainTestSplit split :
            new TrainTestSplit[] {
              TrainTestSplit.stratified(labels, testSize, 7),
              TrainTestSplit.grouped(alone, labels, testSize, 7)
            }) {
          assertEquals(2, classes(split.train(), labels));
          assertEquals(2, classes(split.test(), labels));
          assertEquals(rows * testSize, split.test().length, 2);
        }
      }
    }
  }

  private static long classes(int[] rows, int[] labels) {
    return IntStream.of(rows).map(row -> labels[row]).distinct().count();
  }

  private static int[] positives(int rows, int positive) {
    return IntStream.range(0, rows).map(row -> row < positive ? 1 : 0).toArray();
  }

  @Test
  void randomRefusesTrainingPartOfOneClass() {
    int[] labels = {0, 0, 0, 0};
    var e = assertThrows(InvalidInput.class, () -> TrainTestSplit.random(labels, 0.2, 9));
    assertEquals(
        "testSize=0.2 of 4 rows with seed=9 leaves one class to train on: use more rows",
        e.getMessage());
  }

  @Test
  void randomDoesNotLookAtTheLabels() {
    assertArrayEquals(
        TrainTestSplit.random(alternating(30), 0.2, 5).test(),
        TrainTestSplit.random(THIRTY, 0.2, 5).test());
  }

  private static TrainTestSplit split(
      boolean stratified, int[] labels, double testSize, long seed) {
    return stratified
        ? TrainTestSplit.stratified(labels, testSize, seed)
        : TrainTestSplit.random(labels, testSize, seed);
  }

  private static int[] alternating(int rows) {
    return IntStream.range(0, rows).map(row -> row % 2).toArray();
  }
}
