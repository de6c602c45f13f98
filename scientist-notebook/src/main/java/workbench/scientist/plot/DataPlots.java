package workbench.scientist.plot;

import static workbench.scientist.plot.PlotText.fitted;
import static workbench.scientist.plot.PlotText.rows;
import static workbench.scientist.plot.PlotText.said;
import static workbench.scientist.plot.PlotText.sized;
import static workbench.scientist.plot.PlotText.text;
import static workbench.scientist.plot.PlotText.withUnit;
import static workbench.scientist.plot.PlotValues.concat;
import static workbench.scientist.plot.PlotValues.filled;
import static workbench.scientist.plot.PlotValues.finite;
import static workbench.scientist.plot.PlotValues.max;
import static workbench.scientist.plot.PlotValues.places;
import static workbench.scientist.plot.PlotValues.rowsHeight;
import static workbench.scientist.plot.PlotValues.same;
import static workbench.scientist.plot.PlotValues.shifted;

import java.awt.Font;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import workbench.scientist.plot.Style.Look;

/** Figures of a data set: distributions, correlations and missing values. */
public final class DataPlots {

  private static final int MOST_MAP_ROWS = 120;

  private DataPlots() {}

  /**
   * Histogram of a feature in the two classes: the same bins for both, and for each bin the
   * percentage of the rows of the class, so that classes of different size can be compared.
   *
   * @param unit may be empty
   * @param class0 its values; any number of them, also none
   * @param class1 likewise
   */
  public static Plot histogram(
      String feature, String unit, double[] class0, double[] class1, List<String> classNames) {
    List<double[]> classes = List.of(finite(class0), finite(class1));
    double[] all = Arrays.stream(concat(classes)).toArray();
    String alternative =
        said(
            "Histogram of %s: %s.",
            withUnit(feature, unit),
            IntStream.range(0, 2)
                .mapToObj(
                    c ->
                        classes.get(c).length == 0
                            ? "no values of " + classNames.get(c)
                            : said(
                                "%d values of %s, median %s",
                                classes.get(c).length,
                                classNames.get(c),
                                text(Bins.median(classes.get(c)))))
                .collect(Collectors.joining("; ")));
    String title = "Distribution of " + feature;
    return new Plot(
        title,
        alternative,
        () -> {
          if (all.length == 0) {
            return new Figure(
                    feature,
                    Axis.shares(withUnit(feature, unit)),
                    Axis.upFrom0("rows of the class (%)", 0))
                .note("no values");
          }
          Bins bins = Bins.of(all);
          List<double[]> percentages = classes.stream().map(bins::percentages).toList();
          double margin = 0.04 * bins.width() * bins.count();
          Axis x =
              Axis.exactly(
                  withUnit(feature, unit), bins.from() - margin, bins.edge(bins.count()) + margin);
          Figure figure =
              new Figure(title, x, Axis.upFrom0("rows of the class (%)", max(percentages)));
          for (int c = 0; c < 2; c++) {
            if (classes.get(c).length > 0) {
              Look look = Style.look(c);
              figure.area(
                  sized(classNames.get(c), classes.get(c).length),
                  bins.outlineX(),
                  Bins.outlineY(percentages.get(c)),
                  Style.translucent(look.colour()),
                  look.colour(),
                  look.stroke());
            }
          }
          return figure;
        });
  }

  /**
   * Bar chart of a category in the two classes: for each level the percentage of the rows of the
   * class.
   *
   * @param counts0 rows of the class 0 by level
   * @param counts1 rows of the class 1 by level
   */
  public static Plot categories(
      String feature, List<String> levels, int[] counts0, int[] counts1, List<String> classNames) {
    same(levels.size(), counts0.length, counts1.length);
    List<int[]> counts = List.of(counts0, counts1);
    int[] rows = counts.stream().mapToInt(c -> Arrays.stream(c).sum()).toArray();
    String alternative =
        said(
            "Levels of %s: %s.",
            feature,
            IntStream.range(0, levels.size())
                .mapToObj(
                    level ->
                        said(
                            "%s %d %s and %d %s",
                            levels.get(level),
                            counts0[level],
                            classNames.get(0),
                            counts1[level],
                            classNames.get(1)))
                .collect(Collectors.joining("; ")));
    String title = "Distribution of " + feature;
    return new Plot(
        title,
        alternative,
        () -> {
          List<double[]> percentages =
              IntStream.range(0, 2)
                  .mapToObj(
                      c ->
                          Arrays.stream(counts.get(c))
                              .mapToDouble(count -> rows[c] == 0 ? 0 : 100.0 * count / rows[c])
                              .toArray())
                  .toList();
          Figure figure =
              new Figure(
                  title,
                  Axis.upFrom0("rows of the class (%)", max(percentages)),
                  rows(levels),
                  Style.WIDTH,
                  rowsHeight(levels.size(), 2 * Style.ROW_HEIGHT, 110));
          double[] places = places(levels.size());
          double[] left = new double[levels.size()];
          for (int c = 0; c < 2; c++) {
            Look look = Style.look(c);
            double from = c == 0 ? -0.38 : 0.02;
            figure.boxes(
                sized(classNames.get(c), rows[c]),
                left,
                shifted(places, from),
                percentages.get(c),
                shifted(places, from + 0.36),
                Style.translucent(look.colour()),
                look.colour(),
                look.stroke());
          }
          return figure;
        });
  }

  /**
   * Every column against every column, on a scale from -1 to 1. Rows have a name and a number,
   * columns the number.
   *
   * @param names p names
   * @param r {@code [p, p]}; NaN, of a constant column, is grey
   */
  public static Plot correlationHeatMap(List<String> names, double[][] r) {
    same(names.size(), r.length);
    String title = "Correlations";
    return new Plot(
        title,
        CorrelationHeatMap.alternative(names, r),
        () -> CorrelationHeatMap.figure(title, names, r));
  }

  /**
   * Map of missing values: rows from top to bottom, columns side by side. Neighbouring rows share a
   * line if there are many; such a line is marked if a value of any of them is missing.
   *
   * @param missing {@code [n][columns]}
   */
  public static Plot missingValues(List<String> columns, boolean[][] missing) {
    for (boolean[] row : missing) {
      same(columns.size(), row.length);
    }
    int[] counts =
        IntStream.range(0, columns.size())
            .map(j -> (int) Arrays.stream(missing).filter(row -> row[j]).count())
            .toArray();
    long incomplete =
        Arrays.stream(missing)
            .filter(row -> IntStream.range(0, row.length).anyMatch(j -> row[j]))
            .count();
    String named =
        IntStream.range(0, counts.length)
            .filter(j -> counts[j] > 0)
            .mapToObj(j -> columns.get(j) + " " + counts[j])
            .collect(Collectors.joining(", "));
    String title = "Missing values";
    String alternative =
        incomplete == 0
            ? said("No value is missing in %d rows and %d columns.", missing.length, columns.size())
            : said("%d of %d rows miss a value: %s.", incomplete, missing.length, named);
    return new Plot(title, alternative, () -> missingMap(title, columns, missing, counts));
  }

  private static Figure missingMap(
      String title, List<String> columns, boolean[][] missing, int[] counts) {
    int n = missing.length;
    int lines = Math.min(n, MOST_MAP_ROWS);
    double[] left = new double[lines * counts.length];
    double[] top = new double[left.length];
    int marks = 0;
    for (int j = 0; j < counts.length; j++) {
      for (int line = 0; line < lines; line++) {
        int from = (int) ((long) line * n / lines);
        int to = (int) ((line + 1L) * n / lines);
        int column = j;
        if (IntStream.range(from, to).anyMatch(row -> missing[row][column])) {
          left[marks] = j - 0.5;
          top[marks++] = line * (double) n / lines;
        }
      }
    }
    double band = 0.05 * Math.max(1, n);
    Font font = columns.size() > 25 ? Style.SMALL : Style.PLAIN;
    Figure figure =
        new Figure(
                title,
                Axis.names("", fitted(columns, font), false),
                Axis.exactly("row (on top: number missing)", -band, Math.max(1, n)).upsideDown(),
                Style.WIDTH,
                520,
                font)
            .ground(Style.GRID)
            .rotateCrowdedColumns()
            .box(-0.5, 0, counts.length - 0.5, -band, Style.PAPER, null, null);
    for (int j = 0; j < counts.length; j++) {
      if (counts[j] > 0) {
        figure.text(Integer.toString(counts[j]), j, -band / 2);
      }
    }
    double height = n / (double) lines;
    double[] leftEdges = Arrays.copyOf(left, marks);
    double[] topEdges = Arrays.copyOf(top, marks);
    figure.boxes(
        "missing",
        leftEdges,
        shifted(topEdges, height),
        shifted(leftEdges, 1),
        topEdges,
        Style.VERMILLION,
        null,
        null);
    if (marks == 0) {
      return figure.note("no value is missing");
    }
    double[] between = IntStream.range(1, counts.length).mapToDouble(j -> j - 0.5).toArray();
    return figure.strokes(
        null,
        between,
        new double[between.length],
        between,
        filled(between.length, n),
        Style.PAPER,
        Style.SOLID);
  }
}
