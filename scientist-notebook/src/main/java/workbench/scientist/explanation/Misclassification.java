package workbench.scientist.explanation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import workbench.data.Preparation;
import workbench.evaluation.Threshold;
import workbench.scientist.fit.StandardizedRegression;

/**
 * One row of the test set for which the model answered the wrong class.
 *
 * @param row its number in the data set, from 1
 * @param actual the class it has
 * @param predicted the class that the model answered
 * @param probability of the predicted class
 * @param reasons the features that spoke most for the predicted class, the strongest first
 */
public record Misclassification(
    int row, String actual, String predicted, double probability, List<Reason> reasons) {

  private static final int MOST_REASONS = 3;

  /**
   * The contribution of a feature to the logit.
   *
   * @param feature its name
   * @param value as measured
   * @param deviations how many standard deviations of the training set it is from the mean there
   * @param contribution coefficient times deviations, in the direction of the predicted class
   */
  public record Reason(String feature, double value, double deviations, double contribution) {}

  public Misclassification {
    reasons = List.copyOf(reasons);
  }

  /** Finds the misclassified test rows at the threshold 0.5, the most confident first. */
  public static List<Misclassification> of(Preparation data, StandardizedRegression model) {
    return of(data, model, Threshold.HALF);
  }

  /** Finds the misclassified test rows, the most confident first. */
  public static List<Misclassification> of(
      Preparation data, StandardizedRegression model, Threshold threshold) {
    double[][] x = data.test().x();
    double[] probabilities = model.probabilities(x);
    int[] rows = data.rowNumbers(data.split().test());
    List<String> classes = data.dataset().classNames();
    List<Misclassification> wrong = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      int predicted = threshold.label(probabilities[i]);
      int actual = data.test().y()[i];
      if (predicted != actual) {
        wrong.add(
            new Misclassification(
                rows[i] + 1,
                classes.get(actual),
                classes.get(predicted),
                predicted == 1 ? probabilities[i] : 1 - probabilities[i],
                reasons(data.train().featureNames(), x[i], model, predicted == 1 ? 1 : -1)));
      }
    }
    wrong.sort(
        Comparator.comparingDouble(Misclassification::probability)
            .reversed()
            .thenComparing(Misclassification::row));
    return List.copyOf(wrong);
  }

  private static List<Reason> reasons(
      List<String> names, double[] row, StandardizedRegression model, int sign) {
    double[] deviations = model.standardizer().transform(row);
    double[] coefficients = model.regression().coefficients();
    return IntStream.range(0, row.length)
        .mapToObj(
            j ->
                new Reason(
                    names.get(j), row[j], deviations[j], sign * coefficients[j] * deviations[j]))
        .filter(reason -> reason.contribution() > 0)
        .sorted(Comparator.comparingDouble(Reason::contribution).reversed())
        .limit(MOST_REASONS)
        .toList();
  }
}
