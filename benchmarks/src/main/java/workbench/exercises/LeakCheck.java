package workbench.exercises;

import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Selection of features inside the folds: mean accuracies over several seeds, on noise, where 0.5
 * is honest, and on rows with a signal.
 *
 * <p>T. Hastie, R. Tibshirani, J. Friedman, «The Elements of Statistical Learning», second edition,
 * 2009, section 7.10.2.
 */
final class LeakCheck implements Exercise {

  private static final int ROWS = 100;
  private static final int FEATURES = 100;
  private static final int KEEP = 5;
  private static final int FOLDS = 5;

  /**
   * On noise a right answer has a mean of 0.50 with a standard error of 0.015, the starter one of
   * 0.67 (200 other seeds).
   */
  private static final int SEEDS = 20;

  private static final long FIRST_SEED = 1020;

  private static final double TOLERANCE = 0.06;

  /** Shift of the first feature between the classes, in the rows with a signal. */
  private static final double SIGNAL = 3;

  /** Two test rows in each fold: too few to select the feature with the signal. */
  private static final int FOLDS_WITH_SIGNAL = ROWS / 2;

  private static final int SEEDS_WITH_SIGNAL = 3;

  /** The accuracy of the best rule there, rounded: the normal probability below 3/2. */
  private static final double WITH_SIGNAL = 0.933;

  /** Right answers have 0.89 or more, features that the test rows select 0.78. */
  private static final double NEEDED_WITH_SIGNAL = 0.85;

  @Override
  public Verdict check(Answer answer) {
    double noise = noise(answer, FEATURES);
    if (Math.abs(noise - 0.5) > TOLERANCE) {
      // Without a selection nothing can leak by one.
      double unselected = noise(answer, KEEP);
      return Verdict.notYet(
          "on pure noise your mean accuracy is %.2f over %d seeds; honest is 0.50. %s",
          noise,
          SEEDS,
          Math.abs(unselected - 0.5) > TOLERANCE
              ? "With all %d of %d features, none selected, it is %.2f: is a row tested by a model that was fitted on it?"
                  .formatted(KEEP, KEEP, unselected)
              : "Which rows decide on the features, and were the test rows of a fold among them?");
    }
    double signal =
        mean(
            SEEDS_WITH_SIGNAL, seed -> accuracy(answer, FEATURES, FOLDS_WITH_SIGNAL, SIGNAL, seed));
    return signal < NEEDED_WITH_SIGNAL
        ? Verdict.notYet(
            "noise gives an honest %.2f, but where one feature tells the class your accuracy is"
                + " %.2f; %.2f is possible. Does each fold still select its features, on its"
                + " training rows, and use them?",
            noise, signal, WITH_SIGNAL)
        : Verdict.passed(
            "%.2f on pure noise, %.2f where one feature tells the class: the selection sees only"
                + " training rows",
            noise, signal);
  }

  private static double noise(Answer answer, int features) {
    return mean(SEEDS, seed -> accuracy(answer, features, FOLDS, 0, seed));
  }

  private static double mean(int seeds, LongToDoubleFunction accuracy) {
    return LongStream.range(FIRST_SEED, FIRST_SEED + seeds)
        .mapToDouble(accuracy)
        .average()
        .orElseThrow();
  }

  private static double accuracy(Answer answer, int features, int folds, double signal, long seed) {
    var random = new SplittableRandom(seed);
    // Equal numbers of both classes in each fold.
    int[] y = IntStream.range(0, ROWS).map(i -> i % 2).toArray();
    int[] fold = IntStream.range(0, ROWS).map(i -> i / 2 % folds).toArray();
    double[][] x = new double[ROWS][features];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < features; j++) {
        x[i][j] = random.nextGaussian() + (j == 0 ? signal * y[i] : 0);
      }
    }
    double accuracy = answer.number("accuracy", x, y, KEEP, fold);
    if (accuracy < 0 || accuracy > 1) {
      throw new NotYet("accuracy returns %s: the share of rows is from 0 to 1", accuracy);
    }
    return accuracy;
  }
}
