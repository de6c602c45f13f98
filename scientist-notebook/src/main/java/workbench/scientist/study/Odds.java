package workbench.scientist.study;

import java.math.BigDecimal;
import java.math.MathContext;

/** Prints odds ratios: three significant digits between a thousandth and a thousand. */
public final class Odds {

  private static final double LARGEST = 1_000;

  private Odds() {}

  /** Formats an odds ratio, such as {@code 1.27}, {@code < 0.001} or {@code > 1000}. */
  public static String text(double ratio) {
    if (ratio > LARGEST) {
      return "> 1000";
    }
    return ratio < 1 / LARGEST
        ? "< 0.001"
        : new BigDecimal(ratio).round(new MathContext(3)).toPlainString();
  }
}
