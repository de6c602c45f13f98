package workbench.evaluation;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Metrics of a model on the test set, beside the baseline, the larger class.
 *
 * @param rows of the test set
 * @param correct rows for which the model answered the right class
 * @param logLoss mean negative logarithm of the probability given to the right class, in nats
 * @param auc area under the ROC curve: the chance that a row of class 1 is ranked above one of
 *     class 0
 * @param baseline accuracy of the majority class of the training set on the same rows
 */
public record Evaluation(int rows, int correct, double logLoss, double auc, double baseline) {

  /**
   * A probability of 0 would make the loss infinite; scikit-learn stops at the same distance from
   * it.
   */
  private static final double CLOSEST = Math.ulp(1.0);

  /**
   * @param y {@code [m]}, 0 or 1
   * @param probabilities {@code [m]}, of the class 1; above 0.5 means 1
   */
  public static Evaluation of(int[] y, double[] probabilities, Baseline baseline) {
    return of(y, probabilities, Threshold.HALF, baseline);
  }

  /**
   * @param y {@code [m]}, 0 or 1
   * @param probabilities {@code [m]}, of the class 1
   * @param threshold above which the model's answer is 1
   */
  public static Evaluation of(
      int[] y, double[] probabilities, Threshold threshold, Baseline baseline) {
    int correct =
        (int)
            IntStream.range(0, y.length)
                .filter(i -> threshold.label(probabilities[i]) == y[i])
                .count();
    return new Evaluation(
        y.length, correct, logLoss(y, probabilities), auc(y, probabilities), baseline.accuracy(y));
  }

  /**
   * The mean negative logarithm of the probability given to the right class, in nats. A probability
   * closer to 0 or 1 than 2.2e-16 is taken for that close, as in scikit-learn.
   *
   * @param y {@code [m]}, 0 or 1, m at least 1
   * @param probabilities {@code [m]}, of the class 1
   */
  public static double logLoss(int[] y, double[] probabilities) {
    return IntStream.range(0, y.length)
        .mapToDouble(i -> y[i] == 1 ? probabilities[i] : 1 - probabilities[i])
        .map(p -> -Math.log(Math.clamp(p, CLOSEST, 1 - CLOSEST)))
        .average()
        .orElseThrow();
  }

  /**
   * The area under the ROC curve, counted in pairs: how many of the pairs of a row of class 1 and a
   * row of class 0 have the higher probability for the first, a tie being half a pair (Hanley and
   * McNeil, Radiology 143, 1982). ND4J's ROC is not used for it: where probabilities tie, its area
   * depends on the order of the rows.
   *
   * @param y {@code [m]}, 0 and 1
   * @param probabilities {@code [m]}, of the class 1
   */
  public static double auc(int[] y, double[] probabilities) {
    double[] placements = placements(1, y, probabilities);
    int negative = y.length - placements.length;
    return Arrays.stream(placements).sum() / ((double) placements.length * negative);
  }

  /**
   * Computes placements: for each row of one class the number of rows of the other class that have
   * a lower probability, a tie being half a row. O(m log m).
   *
   * @param label the class, 0 or 1
   * @param y {@code [m]}, 0 and 1
   * @param probabilities {@code [m]}, of the class 1
   * @return one number a row of the class, the lowest probability first
   */
  public static double[] placements(int label, int[] y, double[] probabilities) {
    double[] others = ofClass(1 - label, y, probabilities);
    return Arrays.stream(ofClass(label, y, probabilities))
        .map(p -> (below(p, others) + below(Math.nextUp(p), others)) / 2.0)
        .toArray();
  }

  /** The sorted probabilities of one class's rows. */
  private static double[] ofClass(int label, int[] y, double[] probabilities) {
    return IntStream.range(0, y.length)
        .filter(i -> y[i] == label)
        .mapToDouble(i -> probabilities[i])
        .sorted()
        .toArray();
  }

  /** Counts the values below a limit, by bisection. */
  private static int below(double limit, double[] sorted) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < limit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  public double accuracy() {
    return correct / (double) rows;
  }

  /** The 95% interval of the accuracy. */
  public Interval interval() {
    return Interval.wilson(rows, correct);
  }

  /**
   * Returns whether chance is ruled out as the reason for being better than the majority class,
   * with 95% confidence.
   */
  public boolean beatsBaseline() {
    return interval().lower() > baseline;
  }

  /** Formats the accuracy with its interval, and the other figures. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "accuracy %.3f (%d of %d; 95%% interval %s), log-loss %.3f, AUC %.3f",
        accuracy(),
        correct,
        rows,
        interval(),
        logLoss,
        auc);
  }
}
