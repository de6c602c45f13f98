package workbench.scientist.validation;

import java.util.Arrays;
import java.util.stream.IntStream;
import workbench.evaluation.ConfusionMatrix;
import workbench.evaluation.Evaluation;
import workbench.evaluation.Interval;
import workbench.evaluation.Threshold;

/**
 * Metrics of predicted probabilities against labels.
 *
 * @param confusion counts of the rows by true and predicted class
 * @param logLoss mean negative logarithm of the probability given to the right class, in nats
 * @param brier mean squared distance of the probability from the label (G. W. Brier, Monthly
 *     Weather Review 78, 1950)
 * @param auc area under the ROC curve
 */
public record Scores(ConfusionMatrix confusion, double logLoss, double brier, Auc auc) {

  /**
   * @param y {@code [n]}, 0 and 1
   * @param p {@code [n]}, the probability of the class 1; above 0.5 means 1
   * @throws IllegalArgumentException if a class has no row
   */
  public static Scores of(int[] y, double[] p) {
    return of(y, p, Threshold.HALF);
  }

  /**
   * @param y {@code [n]}, 0 and 1
   * @param p {@code [n]}, the probability of the class 1
   * @param threshold above which the prediction is 1
   * @throws IllegalArgumentException if a class has no row
   */
  public static Scores of(int[] y, double[] p, Threshold threshold) {
    if (Arrays.stream(y).distinct().count() < 2) {
      throw new IllegalArgumentException(
          "%d rows of one class cannot be scored".formatted(y.length));
    }
    double brier =
        IntStream.range(0, y.length)
            .mapToDouble(i -> (p[i] - y[i]) * (p[i] - y[i]))
            .average()
            .orElseThrow();
    return new Scores(
        ConfusionMatrix.of(y, p, threshold), Evaluation.logLoss(y, p), brier, Auc.of(y, p));
  }

  public double accuracy() {
    return confusion.accuracy();
  }

  /** The area under the ROC curve. */
  public double area() {
    return auc.area();
  }

  /** Wilson's 95% interval of the accuracy. */
  public Interval accuracyInterval() {
    return Interval.wilson(confusion.rows(), confusion.correct());
  }
}
