package workbench.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Training and test rows of a data set; every row is in exactly one of the two. The same seed gives
 * the same split, to both roles and on every machine.
 *
 * @param train row numbers, in random order
 * @param test row numbers, in random order
 */
public record TrainTestSplit(int[] train, int[] test) {

  /** Ways to divide the rows at random. */
  public enum Kind {
    /** Both parts have the same share of each class. */
    STRATIFIED,
    /**
     * Rows with the same features are in the same part; the shares of the classes are as equal as
     * that allows.
     */
    GROUPED;

    /**
     * @param option null: stratified
     * @throws InvalidOption if it is no kind
     */
    public static Kind of(String option) {
      return switch (option) {
        case null -> STRATIFIED;
        case "stratified" -> STRATIFIED;
        case "grouped" -> GROUPED;
        default -> throw new InvalidOption("split", option, "stratified or grouped");
      };
    }

    /** Returns the value that the option takes. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Draws the test rows at random. Their number is {@code rows * testSize}, rounded up.
   *
   * @param labels {@code [n]}, 0 or 1; the split does not depend on them
   * @param testSize the share of the rows to test on, above 0 and below 1
   * @throws InvalidInput if one of the parts would be empty, or the training set lack a class
   */
  public static TrainTestSplit random(int[] labels, double testSize, long seed) {
    int[] order = shuffled(IntStream.range(0, labels.length).toArray(), new SplittableRandom(seed));
    int tests = tests(labels.length, testSize);
    int[] train = Arrays.copyOfRange(order, tests, order.length);
    if (Arrays.stream(train).map(row -> labels[row]).distinct().count() < 2) {
      throw new InvalidInput(
          "testSize=%s of %d rows with seed=%d leaves one class to train on: use more rows"
              .formatted(testSize, labels.length, seed));
    }
    return new TrainTestSplit(train, Arrays.copyOf(order, tests));
  }

  /**
   * Draws the test rows at random within each class, so that both parts have the same balance of
   * classes, as nearly as whole rows allow. Each part has at least one row of each class.
   *
   * @param labels {@code [n]}, 0 or 1
   * @param testSize the share of the rows to test on, above 0 and below 1
   * @throws InvalidInput if a class has fewer than two rows, or if one of the parts would be empty
   */
  public static TrainTestSplit stratified(int[] labels, double testSize, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] negative = shuffled(rowsOf(0, labels), random);
    int[] positive = shuffled(rowsOf(1, labels), random);
    int[] tests = testsByClass(negative.length, positive.length, testSize);
    int negativeTests = tests[0];
    int positiveTests = tests[1];
    return new TrainTestSplit(
        shuffled(
            concat(
                Arrays.copyOfRange(negative, negativeTests, negative.length),
                Arrays.copyOfRange(positive, positiveTests, positive.length)),
            random),
        shuffled(
            concat(Arrays.copyOf(negative, negativeTests), Arrays.copyOf(positive, positiveTests)),
            random));
  }

  /**
   * Draws whole groups of rows at random, so that both parts have nearly the same balance of
   * classes: a group goes to the test set if that brings its numbers of rows of the two classes
   * nearer to what {@link #stratified} would take.
   *
   * @param groups {@code [n]} the group of each row, from 0
   * @param labels {@code [n]}, 0 or 1
   * @param testSize the share of the rows to test on, above 0 and below 1
   * @throws InvalidInput if one of the parts would lack a class
   */
  public static TrainTestSplit grouped(int[] groups, int[] labels, double testSize, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int count = Arrays.stream(groups).max().orElseThrow() + 1;
    int[][] sizes = new int[count][2];
    int[] rows = new int[2];
    for (int i = 0; i < groups.length; i++) {
      sizes[groups[i]][labels[i]]++;
      rows[labels[i]]++;
    }
    int[] missing = testsByClass(rows[0], rows[1], testSize);
    boolean[] isTest = new boolean[count];
    for (int group : shuffled(IntStream.range(0, count).toArray(), random)) {
      int without = Math.abs(missing[0]) + Math.abs(missing[1]);
      int with = Math.abs(missing[0] - sizes[group][0]) + Math.abs(missing[1] - sizes[group][1]);
      if (with < without) {
        isTest[group] = true;
        missing[0] -= sizes[group][0];
        missing[1] -= sizes[group][1];
      }
    }
    int[] all = IntStream.range(0, labels.length).toArray();
    int[] test = Arrays.stream(all).filter(row -> isTest[groups[row]]).toArray();
    int[] train = Arrays.stream(all).filter(row -> !isTest[groups[row]]).toArray();
    if (isOneSided(test, labels) || isOneSided(train, labels)) {
      throw new InvalidInput(
          "split=grouped leaves a part without one of the classes: each class needs 2 groups of rows with the same features, there are %d groups in all; use more rows or -Dsplit=stratified"
              .formatted(count));
    }
    return new TrainTestSplit(shuffled(train, random), shuffled(test, random));
  }

  private static boolean isOneSided(int[] rows, int[] labels) {
    return Arrays.stream(rows).map(row -> labels[row]).distinct().count() < 2;
  }

  /** The number of test rows of the class 0 and of the class 1. */
  private static int[] testsByClass(int negative, int positive, double testSize) {
    int tests = tests(negative + positive, testSize);
    if (Math.min(negative, positive) < 2) {
      throw new InvalidInput(
          "a split needs 2 rows of each class, one to train on and one to test on; there are %d and %d: collect more rows"
              .formatted(negative, positive));
    }
    int wanted = (int) Math.round((double) tests * positive / (negative + positive));
    int positiveTests = Math.clamp(wanted, 1, positive - 1);
    return new int[] {Math.clamp(tests - positiveTests, 1, negative - 1), positiveTests};
  }

  private static int tests(int rows, double testSize) {
    if (!(testSize > 0 && testSize < 1)) {
      throw new InvalidOption("testSize", testSize, "a share above 0 and below 1, such as 0.2");
    }
    // The product can lie a rounding error above the whole number that is meant: 0.07 * 100.
    int tests = (int) Math.ceil(rows * testSize - 1e-9);
    if (tests == 0 || tests >= rows) {
      throw new InvalidInput(
          "testSize=%s of %d rows leaves the training or the test set empty: use more rows"
              .formatted(testSize, rows));
    }
    return tests;
  }

  private static int[] rowsOf(int label, int[] labels) {
    return IntStream.range(0, labels.length).filter(row -> labels[row] == label).toArray();
  }

  /** Shuffles in place, after Fisher and Yates. */
  private static int[] shuffled(int[] rows, SplittableRandom random) {
    for (int i = rows.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int row = rows[i];
      rows[i] = rows[j];
      rows[j] = row;
    }
    return rows;
  }

  private static int[] concat(int[] a, int[] b) {
    return IntStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
  }
}
