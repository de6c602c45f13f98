package workbench.evaluation;

import java.util.Locale;
import java.util.Optional;

/**
 * The probability above which a model answers with class 1.
 *
 * @param value above 0 and below 1, in single precision as in an exported model
 * @param cost for which it was chosen; empty: no cost was given, and the value is a half
 * @param source the rows that it was chosen on, in words; empty if no cost was given
 */
public record Threshold(float value, Optional<ErrorCost> cost, String source) {

  /** Default threshold, used without a cost. */
  public static final Threshold HALF = new Threshold(0.5f, Optional.empty(), "");

  /**
   * @throws IllegalArgumentException if the value is not above 0 and below 1
   */
  public Threshold {
    // Written so that a NaN is refused as well.
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException("a threshold is above 0 and below 1");
    }
  }

  /**
   * Chooses the threshold for a cost, on rows that the model was not fitted on.
   *
   * @param y {@code [n]}, 0 or 1
   * @param probabilities {@code [n]}, of the class 1
   * @param rows name of the rows, such as {@code 160 validation rows}
   */
  public static Threshold of(ErrorCost cost, int[] y, double[] probabilities, String rows) {
    return new Threshold(cost.threshold(y, probabilities), Optional.of(cost), rows);
  }

  /**
   * Returns the best threshold of calibrated probabilities, for when there are no rows to choose it
   * on.
   */
  public static Threshold theoretical(ErrorCost cost, String reason) {
    return new Threshold(cost.theoreticalThreshold(), Optional.of(cost), reason);
  }

  /** The class, 0 or 1, for a probability of the class 1. */
  public int label(double probability) {
    return probability > value ? 1 : 0;
  }

  /** Returns whether the threshold was chosen for a cost. */
  public boolean isChosen() {
    return cost.isPresent();
  }

  /**
   * One printed line: the threshold, and how it was chosen.
   *
   * @param positive the name of the class 1
   */
  public String describe(String positive) {
    return cost.map(
            given ->
                "'%s' above the probability %s: the threshold for -Dcost=%s (%s)"
                    .formatted(positive, this, given, source))
        .orElseGet(() -> "'%s' above the probability %s".formatted(positive, this));
  }

  /** Formats the threshold, such as {@code 0.0912}. */
  @Override
  public String toString() {
    return value == HALF.value ? "0.5" : String.format(Locale.ROOT, "%.3g", value);
  }
}
