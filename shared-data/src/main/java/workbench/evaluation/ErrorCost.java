package workbench.evaluation;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Costs of the two kinds of error, in any unit.
 *
 * @param miss a row of class 1 for which the model answers 0
 * @param falseAlarm a row of class 0 for which the model answers 1
 */
public record ErrorCost(double miss, double falseAlarm) {

  private static final double LARGEST_RATIO = 1e6;
  private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?):(\\d+(?:\\.\\d+)?)");

  /**
   * @throws IllegalArgumentException if a cost is not a number above 0, or if one is more than a
   *     million times the other
   */
  public ErrorCost {
    double ratio = miss / falseAlarm;
    // Written so that a NaN is refused as well.
    if (!(miss > 0 && falseAlarm > 0 && ratio <= LARGEST_RATIO && ratio >= 1 / LARGEST_RATIO)) {
      throw new IllegalArgumentException(
          "two numbers above 0 are expected, one at most a million times the other");
    }
  }

  /**
   * @param text such as {@code 10:1}
   * @throws IllegalArgumentException if it is not such a text
   */
  public static ErrorCost parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("two numbers with ':' between them are expected");
    }
    return new ErrorCost(Double.parseDouble(parts.group(1)), Double.parseDouble(parts.group(2)));
  }

  /** The total cost of the errors. */
  public double of(ConfusionMatrix errors) {
    return miss * errors.falseNegative() + falseAlarm * errors.falsePositive();
  }

  /**
   * The threshold with the lowest expected cost if the probabilities are right: a false alarm then
   * costs as much as a miss (C. Elkan, «The Foundations of Cost-Sensitive Learning», IJCAI 2001,
   * equation 2).
   */
  public float theoreticalThreshold() {
    return (float) (falseAlarm / (miss + falseAlarm));
  }

  /**
   * The threshold with the lowest cost on these rows. The candidates lie between neighbouring
   * probabilities, in the middle, and likewise below the lowest and above the highest one. Of
   * candidates with the same cost, the one nearest to {@link #theoreticalThreshold} is chosen, and
   * of two as near the lower one. The order of the rows does not matter.
   *
   * @param y {@code [n]}, 0 or 1; the model must not have been fitted on these rows
   * @param p {@code [n]}, probabilities of the class 1, rounded to single precision as in a
   *     exported model
   * @return the theoretical threshold if a class has no row
   */
  public float threshold(int[] y, double[] p) {
    long positive = Arrays.stream(y).filter(label -> label == 1).count();
    if (positive == 0 || positive == y.length) {
      return theoreticalThreshold();
    }
    // The label in the lowest bits: probabilities are not negative, so their bits are in order.
    long[] rows = new long[y.length];
    for (int i = 0; i < y.length; i++) {
      rows[i] = (long) Float.floatToIntBits((float) p[i] + 0f) << 1 | y[i];
    }
    Arrays.sort(rows);
    double theoretical = theoreticalThreshold();
    float best = theoreticalThreshold();
    double lowest = Double.POSITIVE_INFINITY;
    double nearest = Double.POSITIVE_INFINITY;
    long misses = 0;
    long falseAlarms = y.length - positive;
    for (int i = 0; i <= rows.length; i++) {
      float below = i == 0 ? 0 : probability(rows[i - 1]);
      float above = i == rows.length ? 1 : probability(rows[i]);
      float candidate = between(below, above);
      if (below < above && 0 < candidate && candidate < 1) {
        double cost = miss * misses + falseAlarm * falseAlarms;
        double distance = Math.abs(candidate - theoretical);
        if (cost < lowest || cost == lowest && distance < nearest) {
          best = candidate;
          lowest = cost;
          nearest = distance;
        }
      }
      if (i < rows.length) {
        boolean isPositive = (rows[i] & 1) == 1;
        misses += isPositive ? 1 : 0;
        falseAlarms -= isPositive ? 0 : 1;
      }
    }
    return best;
  }

  private static float probability(long row) {
    return Float.intBitsToFloat((int) (row >> 1));
  }

  /** A number that the lower one is not above, and the higher one is. */
  private static float between(float below, float above) {
    float middle = (float) ((below + (double) above) / 2);
    return middle < above ? middle : below;
  }

  /** Returns the costs as you type them: {@code 10:1}. */
  @Override
  public String toString() {
    return plain(miss) + ":" + plain(falseAlarm);
  }

  private static String plain(double cost) {
    return new BigDecimal(Double.toString(cost)).stripTrailingZeros().toPlainString();
  }
}
