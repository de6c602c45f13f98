package workbench.scientist.plot;

import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A square of colours, with a bar below that tells what they mean. */
final class CorrelationHeatMap {

  /** Most columns with numbers in the cells: with more the numbers would not fit. */
  private static final int MOST_WITH_VALUES = 8;

  /** Most rows in the usual size: with more the names would not fit. */
  private static final int MOST_IN_PLAIN = 20;

  private static final int LONGEST_NAME = 180;

  private CorrelationHeatMap() {}

  static Figure figure(String title, List<String> names, double[][] r) {
    int p = names.size();
    boolean small = p > MOST_IN_PLAIN;
    List<String> rows =
        IntStream.range(0, p)
            .mapToObj(
                i ->
                    Style.fit(names.get(i), small ? Style.SMALL : Style.PLAIN, LONGEST_NAME)
                        + "  "
                        + (i + 1))
            .toList();
    List<String> columns = IntStream.rangeClosed(1, p).mapToObj(Integer::toString).toList();
    int height = Math.max(300, p * (small ? 15 : 40)) + 120;
    Figure figure =
        new Figure(
                title,
                Axis.names("", columns, false),
                Axis.names("", rows, true),
                Style.WIDTH,
                height,
                small ? Style.SMALL : Style.PLAIN)
            .ground(Style.PAPER);
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        figure.cell(j, i, Double.isNaN(r[i][j]) ? Style.ABSENT : colour(r[i][j]));
      }
    }
    if (p <= MOST_WITH_VALUES) {
      values(figure, r);
    }
    for (double value : new double[] {-1, -0.5, 0, 0.5, 1}) {
      figure.key(PlotText.text(value).replace('-', '−'), colour(value), Style.REFERENCE);
    }
    if (IntStream.range(0, p).anyMatch(i -> Double.isNaN(r[i][i]))) {
      figure.key("none", Style.ABSENT, Style.REFERENCE);
    }
    return figure;
  }

  private static void values(Figure figure, double[][] r) {
    for (int i = 0; i < r.length; i++) {
      for (int j = 0; j < r.length; j++) {
        if (!Double.isNaN(r[i][j])) {
          figure.text(String.format(Locale.ROOT, "%.2f", r[i][j]).replace('-', '−'), j, i);
        }
      }
    }
  }

  /**
   * @param r from -1 to 1
   */
  static Color colour(double r) {
    double place = (Math.clamp(r, -1, 1) + 1) / 2 * (Style.DIVERGING.size() - 1);
    int below = Math.min((int) place, Style.DIVERGING.size() - 2);
    return Style.between(Style.DIVERGING.get(below), Style.DIVERGING.get(below + 1), place - below);
  }

  static String alternative(List<String> names, double[][] r) {
    int[] strongest = null;
    int undefined = 0;
    for (int i = 0; i < r.length; i++) {
      undefined += Double.isNaN(r[i][i]) ? 1 : 0;
      for (int j = 0; j < i; j++) {
        boolean stronger =
            strongest == null
                ? !Double.isNaN(r[i][j])
                : Math.abs(r[i][j]) > Math.abs(r[strongest[0]][strongest[1]]);
        strongest = stronger ? new int[] {i, j} : strongest;
      }
    }
    String text =
        strongest == null
            ? "Correlations of %d columns: there are none.".formatted(names.size())
            : String.format(
                Locale.ROOT,
                "Correlations of %d columns; the strongest is %.3f, of %s and %s.",
                names.size(),
                r[strongest[0]][strongest[1]],
                names.get(strongest[1]),
                names.get(strongest[0]));
    return undefined == 0 ? text : text + " Constant columns, which have none: " + undefined + ".";
  }
}
