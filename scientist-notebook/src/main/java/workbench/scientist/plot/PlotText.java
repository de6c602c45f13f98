package workbench.scientist.plot;

import java.awt.Font;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts of the figures: titles, names and numbers. */
final class PlotText {

  private static final int LONGEST_NAME = 200;

  private PlotText() {}

  static Axis rows(List<String> names) {
    return Axis.names("", fitted(names, Style.PLAIN), true);
  }

  static List<String> fitted(List<String> names, Font font) {
    return names.stream().map(name -> Style.fit(name, font, LONGEST_NAME)).toList();
  }

  static String intervals(List<String> names, double[] estimate, double[] lower, double[] upper) {
    return IntStream.range(0, names.size())
        .mapToObj(
            i ->
                Double.isNaN(lower[i])
                    ? said("%s %s", names.get(i), text(estimate[i]))
                    : said(
                        "%s %s (%s to %s)",
                        names.get(i), text(estimate[i]), text(lower[i]), text(upper[i])))
        .collect(Collectors.joining("; "));
  }

  static String withUnit(String text, String unit) {
    return unit.isBlank() ? text : text + " (" + unit + ")";
  }

  static String sized(String name, int rows) {
    return said("%s (n = %d)", name, rows);
  }

  static String said(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  static String decimals(int decimals, double value) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** Three significant digits. */
  static String text(double value) {
    if (!Double.isFinite(value) || value == 0) {
      return Double.isNaN(value)
          ? "unknown"
          : value == 0 ? "0" : value > 0 ? "infinite" : "minus infinite";
    }
    double size = Math.abs(value);
    return size >= 1e6 || size < 1e-4
        ? String.format(Locale.ROOT, "%.2e", value)
        : new BigDecimal(value)
            .round(new MathContext(size >= 1000 ? 6 : 3))
            .stripTrailingZeros()
            .toPlainString();
  }
}
