package workbench.cluster.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The scientist's coefficients beside those of the fit at scale, both of standardised features. */
public final class CoefficientTable {

  private static final int MOST_ROWS = 40;

  private CoefficientTable() {}

  /**
   * A table, the intercept first; of many features those that differ most.
   *
   * @param names {@code [p]}
   * @return its lines
   */
  public static List<String> table(
      List<String> names, Prototype prototype, DistributedRegression scaled) {
    double[] a = prototype.coefficients();
    double[] b = scaled.coefficients();
    int width =
        Math.max("coefficient".length(), names.stream().mapToInt(String::length).max().orElse(0));
    String format = "%-" + width + "s  %17s  %16s  %10s";
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            format, "coefficient", "prototype (Smile)", "at scale (Spark)", "difference"));
    lines.add(line(format, "intercept", prototype.intercept(), scaled.intercept()));
    IntStream.range(0, a.length)
        .boxed()
        .sorted(Comparator.comparingDouble(j -> -Math.abs(a[j] - b[j])))
        .limit(MOST_ROWS)
        .sorted()
        .forEach(j -> lines.add(line(format, names.get(j), a[j], b[j])));
    if (a.length > MOST_ROWS) {
      lines.add("and %d more, which differ less".formatted(a.length - MOST_ROWS));
    }
    return lines;
  }

  private static String line(String format, String name, double prototype, double scaled) {
    return String.format(
        Locale.ROOT,
        format,
        name,
        String.format(Locale.ROOT, "%.6f", prototype),
        String.format(Locale.ROOT, "%.6f", scaled),
        String.format(Locale.ROOT, "%.2g", Math.abs(scaled - prototype)));
  }
}
