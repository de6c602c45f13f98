package workbench.evaluation;

import java.util.Locale;

/**
 * Prints p-values: three significant digits, and {@code < 0.001} for anything smaller. JSON gets
 * the value itself.
 */
public final class PValue {

  private static final double SMALLEST = 0.001;

  private PValue() {}

  /**
   * Formats for a sentence: {@code p = 0.0123} or {@code p < 0.001}.
   *
   * @throws IllegalArgumentException if the value is not from 0 to 1
   */
  public static String text(double value) {
    String cell = cell(value);
    return value < SMALLEST ? "p " + cell : "p = " + cell;
  }

  /**
   * Formats for a table under the heading p: {@code 0.0123} or {@code < 0.001}.
   *
   * @throws IllegalArgumentException if the value is not from 0 to 1
   */
  public static String cell(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("a p-value is from 0 to 1, not " + value);
    }
    return value < SMALLEST ? "< 0.001" : String.format(Locale.ROOT, "%.3g", value);
  }
}
