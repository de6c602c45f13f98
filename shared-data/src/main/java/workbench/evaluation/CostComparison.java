package workbench.evaluation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The errors on the test rows at a threshold that was chosen for a cost, beside those at 0.5.
 *
 * @param threshold of the model
 * @param cost for which it was chosen
 * @param chosen the errors at this threshold
 * @param half the errors at 0.5
 */
public record CostComparison(
    Threshold threshold, ErrorCost cost, ConfusionMatrix chosen, ConfusionMatrix half) {

  /**
   * @param y {@code [m]} of the test rows, 0 or 1
   * @param probabilities {@code [m]} of the class 1
   * @return empty if the threshold was not chosen for a cost
   */
  public static Optional<CostComparison> of(Threshold threshold, int[] y, double[] probabilities) {
    return threshold
        .cost()
        .map(
            cost ->
                new CostComparison(
                    threshold,
                    cost,
                    ConfusionMatrix.of(y, probabilities, threshold),
                    ConfusionMatrix.of(y, probabilities, Threshold.HALF)));
  }

  /** The total cost on the test rows at the threshold of the model. */
  public String chosenCost() {
    return text(cost.of(chosen));
  }

  /** The total cost on the test rows at 0.5. */
  public String halfCost() {
    return text(cost.of(half));
  }

  /** Two printed lines: the errors at both thresholds. */
  public List<String> describe() {
    return List.of(
        describe(threshold.toString(), chosenCost(), chosen),
        describe(Threshold.HALF.toString(), halfCost(), half));
  }

  private static String describe(String threshold, String cost, ConfusionMatrix errors) {
    return String.format(
        Locale.ROOT,
        "at the threshold %s: cost %s (misses: %,d of %,d, false alarms: %,d of %,d), accuracy"
            + " %.3f",
        threshold,
        cost,
        errors.falseNegative(),
        errors.falseNegative() + errors.truePositive(),
        errors.falsePositive(),
        errors.falsePositive() + errors.trueNegative(),
        errors.accuracy());
  }

  /** A cost as it is printed. */
  public static String text(double cost) {
    return BigDecimal.valueOf(Math.round(1e6 * cost), 6).stripTrailingZeros().toPlainString();
  }
}
