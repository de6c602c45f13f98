package workbench.scientist.plot;

import java.awt.BasicStroke;
import java.awt.Font;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import workbench.scientist.plot.Style.Look;

/**
 * The figures of a study. Arrays are not copied. A number that is missing or cannot be computed is
 * NaN, and left out; a figure without any number says so. Arrays that belong together have the same
 * length, or an {@link IllegalArgumentException} is thrown.
 */
public final class Plots {

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_CURVE = 180;
  private static final double FINEST = 1.0 / 300;
  private static final int RUG_POSITIONS = 120;
  private static final int MOST_MAP_ROWS = 120;

  /**
   * One line of {@link #roc}.
   *
   * @param falsePositiveRate ascending
   * @param truePositiveRate ascending
   */
  public record Curve(String name, double[] falsePositiveRate, double[] truePositiveRate) {

    public Curve {
      same(falsePositiveRate.length, truePositiveRate.length);
    }

    /** Computes the area under the curve by the trapezoidal rule. */
    double area() {
      return IntStream.range(1, falsePositiveRate.length)
          .mapToDouble(
              i ->
                  (falsePositiveRate[i] - falsePositiveRate[i - 1])
                      * (truePositiveRate[i] + truePositiveRate[i - 1])
                      / 2)
          .sum();
    }
  }

  private Plots() {}

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

  /**
   * The share of the class 1 that is found against the share of the class 0 that is taken for it,
   * and chance.
   */
  public static Plot roc(List<Curve> curves) {
    String title = "ROC curve (area)";
    String alternative =
        "Receiver operating characteristic: area under the curve "
            + curves.stream()
                .map(curve -> said("%s %s", curve.name(), decimals(3, curve.area())))
                .collect(Collectors.joining("; "))
            + "; chance 0.500.";
    return new Plot(
        title,
        alternative,
        () -> {
          Figure figure =
              new Figure(
                  title,
                  Axis.exactly("false positive rate", -0.02, 1.02),
                  Axis.exactly("true positive rate", -0.02, 1.02),
                  Style.WIDTH,
                  500 + (curves.size() > 2 ? Style.ROW_HEIGHT * (curves.size() + 1) : 0));
          for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            int[] corners = corners(curve);
            figure.curve(
                said(
                    "%s (%s)",
                    Style.fit(curve.name(), Style.LEGEND, LONGEST_CURVE),
                    decimals(3, curve.area())),
                pick(curve.falsePositiveRate(), corners),
                pick(curve.truePositiveRate(), corners),
                Style.look(i));
          }
          double[] diagonal = {0, 1};
          return figure.line("chance (0.500)", diagonal, diagonal, Style.REFERENCE, Style.DOTTED);
        });
  }

  /**
   * The points where the curve bends, without those that are too close to the one before to be
   * seen.
   */
  private static int[] corners(Curve curve) {
    double[] x = curve.falsePositiveRate();
    double[] y = curve.truePositiveRate();
    int[] corners =
        IntStream.range(0, x.length)
            .filter(
                i ->
                    i == 0
                        || i == x.length - 1
                        || Math.abs(
                                (x[i] - x[i - 1]) * (y[i + 1] - y[i])
                                    - (x[i + 1] - x[i]) * (y[i] - y[i - 1]))
                            > 1e-12)
            .toArray();
    List<Integer> kept = new ArrayList<>();
    int last = -1;
    for (int corner : corners) {
      boolean far = last < 0 || Math.max(x[corner] - x[last], y[corner] - y[last]) >= FINEST;
      if (far || corner == x.length - 1) {
        kept.add(corner);
        last = corner;
      }
    }
    return kept.stream().mapToInt(i -> i).toArray();
  }

  /**
   * Calibration plot: observed share of the class 1 against the predicted probability, by bin.
   *
   * @param lower the lower ends of the intervals of the observed shares
   * @param upper the upper ends
   */
  public static Plot calibration(
      double[] meanProbability, double[] observedShare, double[] lower, double[] upper) {
    same(meanProbability.length, observedShare.length, lower.length, upper.length);
    String title = "Calibration";
    String alternative =
        "Calibration curve: "
            + IntStream.range(0, meanProbability.length)
                .mapToObj(
                    i ->
                        said(
                            "said %s, observed %s",
                            decimals(2, meanProbability[i]), decimals(2, observedShare[i])))
                .collect(Collectors.joining("; "))
            + ".";
    return new Plot(
        title,
        alternative,
        () -> {
          double[] diagonal = {0, 1};
          Look look = Style.look(0);
          Figure figure =
              new Figure(
                  title,
                  Axis.exactly("predicted probability (mean of the bin)", -0.02, 1.02),
                  Axis.exactly("observed share", -0.02, 1.02),
                  Style.WIDTH,
                  480);
          return figure
              .line("perfectly calibrated", diagonal, diagonal, Style.REFERENCE, Style.DOTTED)
              .strokes(
                  null, meanProbability, lower, meanProbability, upper, look.colour(), Style.SOLID)
              .markedLine("model, 95% intervals", meanProbability, observedShare, look);
        });
  }

  /**
   * Estimates with their intervals, one row each, the first on top: a forest plot.
   *
   * @param lower NaN where there is no interval
   * @param upper NaN where there is no interval
   * @param xAxis what is estimated, with its unit
   * @param reference where there is no effect: 0, or 1 for ratios, which are shown on a logarithmic
   *     axis
   */
  public static Plot coefficients(
      List<String> names,
      double[] estimate,
      double[] lower,
      double[] upper,
      String xAxis,
      double reference) {
    same(names.size(), estimate.length, lower.length, upper.length);
    String title = "Estimates with 95% intervals";
    long apart =
        IntStream.range(0, names.size())
            .filter(i -> lower[i] > reference || upper[i] < reference)
            .count();
    String alternative =
        said(
            "Forest plot of %s: %s. %d of %d intervals exclude %s.",
            xAxis, intervals(names, estimate, lower, upper), apart, names.size(), text(reference));
    boolean ratios = reference == 1;
    double[] none = {reference};
    return new Plot(
        title,
        alternative,
        () -> {
          Axis x =
              ratios
                  ? Axis.logarithmic(xAxis, estimate, lower, upper, none)
                  : Axis.around(xAxis, estimate, lower, upper, none);
          return forest(title, x, names, estimate, lower, upper)
              .vertical(null, reference, Style.REFERENCE, Style.DASHED);
        });
  }

  /**
   * Models side by side, one row each, the first on top, with the intervals of their accuracies.
   *
   * @param baseline the accuracy of always guessing the larger class
   */
  public static Plot models(
      List<String> names, double[] mean, double[] lower, double[] upper, double baseline) {
    same(names.size(), mean.length, lower.length, upper.length);
    String title = "Models compared";
    String alternative =
        said(
            "Accuracies: %s; majority class %s.",
            intervals(names, mean, lower, upper), decimals(3, baseline));
    double[] base = {baseline};
    return new Plot(
        title,
        alternative,
        () ->
            forest(
                    title,
                    Axis.aroundShares("accuracy", mean, lower, upper, base),
                    names,
                    mean,
                    lower,
                    upper)
                .vertical("majority class", baseline, Style.REFERENCE, Style.DASHED));
  }

  private static Figure forest(
      String title, Axis x, List<String> names, double[] estimate, double[] lower, double[] upper) {
    Figure figure =
        new Figure(
            title, x, rows(names), Style.WIDTH, rowsHeight(names.size(), Style.ROW_HEIGHT, 135));
    double[] places = places(names.size());
    return figure
        .strokes(null, lower, places, upper, places, Style.BLUE, Style.SOLID)
        .points(null, estimate, places, Style.look(0));
  }

  /**
   * Partial effect: the predicted probability when one feature varies, and where its values are.
   *
   * @param grid ascending, in the unit of the feature
   * @param lower the lower ends of the intervals of the probability
   * @param upper the upper ends
   * @param observed the values of the rows, in any order; shown as strokes at the foot, their
   *     deciles longer
   */
  public static Plot partialEffect(
      String feature,
      String unit,
      double[] grid,
      double[] probability,
      double[] lower,
      double[] upper,
      double[] observed) {
    same(grid.length, probability.length, lower.length, upper.length);
    String alternative =
        grid.length == 0
            ? said("Partial effect of %s: no values.", feature)
            : said(
                "Partial effect of %s: from %s to %s the probability goes from %s to %s.",
                feature,
                text(grid[0]),
                (text(grid[grid.length - 1]) + " " + unit).strip(),
                decimals(2, probability[0]),
                decimals(2, probability[grid.length - 1]));
    double[] values = Arrays.stream(finite(observed)).sorted().toArray();
    String title = "Effect of " + feature;
    return new Plot(
        title,
        alternative,
        () -> {
          Axis x = Axis.around(withUnit(feature, unit), grid);
          Figure figure = new Figure(title, x, Axis.exactly("probability", -0.08, 1.02));
          figure
              .band("95% interval", grid, lower, upper, Style.BLUE)
              .line("probability", grid, probability, Style.BLUE, Style.SOLID);
          double[] inside =
              Arrays.stream(values)
                  .filter(value -> x.at(value) >= x.min() && x.at(value) <= x.max())
                  .toArray();
          double[] rug =
              Arrays.stream(inside)
                  .filter(value -> values.length <= RUG_POSITIONS || distinct(x, inside, value))
                  .distinct()
                  .toArray();
          foot(figure, values.length == 0 ? null : "rows, deciles longer", rug, -0.05, Style.THIN);
          if (values.length >= 10) {
            double[] deciles =
                IntStream.rangeClosed(1, 9)
                    .mapToDouble(tenth -> Bins.quantile(values, tenth / 10.0))
                    .toArray();
            foot(figure, null, deciles, -0.02, Style.SOLID);
          }
          return figure;
        });
  }

  /** Returns whether the value is the first at its place, of those that can be told apart. */
  private static boolean distinct(Axis x, double[] sorted, double value) {
    int place = Arrays.binarySearch(sorted, value);
    double cell = x.span() / RUG_POSITIONS;
    return place <= 0
        || Math.floor(x.at(sorted[place - 1]) / cell) < Math.floor(x.at(value) / cell);
  }

  private static void foot(
      Figure figure, String name, double[] at, double top, BasicStroke stroke) {
    figure.strokes(
        name, at, filled(at.length, -0.08), at, filled(at.length, top), Style.INK, stroke);
  }

  /**
   * Learning curve: training and validation accuracy by the number of training rows.
   *
   * @param rows that were fitted on, ascending
   * @param training accuracies on these rows
   * @param validation accuracies on the validation rows
   * @param baseline the accuracy of always guessing the larger class
   */
  public static Plot learningCurve(
      double[] rows,
      double[] training,
      double[] validation,
      double[] validationLower,
      double[] validationUpper,
      double baseline) {
    same(
        rows.length,
        training.length,
        validation.length,
        validationLower.length,
        validationUpper.length);
    String title = "Learning curve";
    int last = rows.length - 1;
    String alternative =
        rows.length == 0
            ? "Learning curve without points."
            : said(
                "Learning curve: from %s to %s rows the validation accuracy goes from %s to %s; the"
                    + " training accuracy ends at %s; majority class %s.",
                text(rows[0]),
                text(rows[last]),
                decimals(3, validation[0]),
                decimals(3, validation[last]),
                decimals(3, training[last]),
                decimals(3, baseline));
    double[] base = {baseline};
    return new Plot(
        title,
        alternative,
        () -> {
          Axis y =
              Axis.aroundShares(
                  "accuracy", training, validation, validationLower, validationUpper, base);
          return new Figure(title, Axis.around("training rows", rows), y)
              .band(null, rows, validationLower, validationUpper, Style.look(1).colour())
              .markedLine("training", rows, training, Style.look(0))
              .markedLine("validation", rows, validation, Style.look(1))
              .horizontal("majority class", baseline, Style.REFERENCE, Style.DOTTED);
        });
  }

  /**
   * Loss per epoch of a network's training.
   *
   * @param epoch ascending
   * @param training log-loss of the rows that are fitted
   * @param validation log-loss of the validation set; empty if there is none
   * @param best the epoch whose weights were taken
   */
  public static Plot training(double[] epoch, double[] training, double[] validation, double best) {
    same(epoch.length, training.length);
    if (validation.length > 0) {
      same(epoch.length, validation.length);
    }
    String title = "Training of the network";
    int last = epoch.length - 1;
    String alternative =
        epoch.length == 0
            ? "Training without epochs."
            : said(
                "Training: from epoch %s to %s the log-loss of the training rows goes from %s to"
                    + " %s%s; weights of epoch %s.",
                text(epoch[0]),
                text(epoch[last]),
                decimals(3, training[0]),
                decimals(3, training[last]),
                validation.length == 0
                    ? ""
                    : said(
                        ", that of the validation rows from %s to %s",
                        decimals(3, validation[0]), decimals(3, validation[last])),
                text(best));
    return new Plot(
        title,
        alternative,
        () -> {
          double[] shown = validation.length == 0 ? new double[0] : epoch;
          return new Figure(
                  title, Axis.around("epoch", epoch), Axis.around("log-loss", training, validation))
              .curve("training", epoch, training, Style.look(0))
              .curve("validation", shown, validation, Style.look(1))
              .vertical("kept", best, Style.REFERENCE, Style.DASHED);
        });
  }

  /**
   * Permutation test of a cross-validated score.
   *
   * @param observed the score with the labels as they are, from 0 to 1
   * @param permuted the scores with shuffled labels
   * @param chance the score of a model that has learned nothing
   */
  public static Plot permutation(double observed, double[] permuted, double chance) {
    String title = "Shuffled labels";
    double[] values = finite(permuted);
    long reached = Arrays.stream(values).filter(value -> value >= observed).count();
    String alternative =
        said(
            "Permutation test: observed score %s; %d of %d shuffles reach it%s; chance %s.",
            decimals(3, observed),
            reached,
            values.length,
            values.length == 0
                ? ""
                : said(
                    ", they range from %s to %s",
                    decimals(3, min(values)), decimals(3, max(List.of(values)))),
            decimals(3, chance));
    double[] lines = {observed, chance};
    return new Plot(
        title,
        alternative,
        () -> {
          Axis x = Axis.aroundShares("score, mean over the folds", values, lines);
          if (values.length == 0) {
            return new Figure(title, x, Axis.upFrom0("shuffles (%)", 0)).note("no shuffles");
          }
          Bins bins = Bins.of(values);
          double[] percentages = bins.percentages(values);
          return new Figure(title, x, Axis.upFrom0("shuffles (%)", max(List.of(percentages))))
              .area(
                  "shuffled labels",
                  bins.outlineX(),
                  Bins.outlineY(percentages),
                  Style.translucent(Style.BLUE),
                  Style.BLUE,
                  Style.SOLID)
              .vertical("chance", chance, Style.REFERENCE, Style.DOTTED)
              .vertical("observed", observed, Style.VERMILLION, Style.DASHED);
        });
  }

  /**
   * The cross-validated log-loss of each penalty, on a logarithmic axis.
   *
   * @param lambda ascending, above 0
   * @param lower the lower ends of what is shown around each log-loss
   * @param upper the upper ends
   * @param chosen the penalty that was taken
   */
  public static Plot penalty(
      double[] lambda, double[] logLoss, double[] lower, double[] upper, double chosen) {
    same(lambda.length, logLoss.length, lower.length, upper.length);
    String title = "Choice of the penalty";
    String alternative =
        said(
            "Log-loss by penalty: chosen %s%s.",
            text(chosen),
            IntStream.range(0, lambda.length)
                .mapToObj(i -> said("; %s at %s", decimals(3, logLoss[i]), text(lambda[i])))
                .collect(Collectors.joining()));
    return new Plot(
        title,
        alternative,
        () -> {
          Axis y = Axis.around("log-loss", logLoss, lower, upper);
          return new Figure(title, Axis.logarithmic("penalty λ", lambda), y)
              .strokes(null, lambda, lower, lambda, upper, Style.BLUE, Style.SOLID)
              .markedLine("mean of the folds", lambda, logLoss, Style.look(0))
              .vertical("chosen", chosen, Style.VERMILLION, Style.DASHED);
        });
  }

  /**
   * Confusion matrix as a small table: the darker, the larger the share of the true class.
   *
   * @param counts {@code [true class][predicted class]}
   */
  public static Plot confusion(int[][] counts, List<String> classNames) {
    int k = classNames.size();
    same(k, counts.length);
    String title = "Confusion matrix";
    List<String> sentences = new ArrayList<>();
    for (int truth = 0; truth < k; truth++) {
      same(k, counts[truth].length);
      for (int predicted = 0; predicted < k; predicted++) {
        sentences.add(
            said(
                "%d %s predicted %s",
                counts[truth][predicted], classNames.get(truth), classNames.get(predicted)));
      }
    }
    String alternative = "Confusion matrix: " + String.join("; ", sentences) + ".";
    List<String> rows = classNames.stream().map(name -> "true " + name).toList();
    return new Plot(
        title,
        alternative,
        () -> {
          Figure figure =
              new Figure(
                      title,
                      Axis.names("predicted", fitted(classNames, Style.PLAIN), false),
                      rows(rows),
                      Style.WIDTH,
                      360)
                  .ground(Style.PAPER);
          for (int truth = 0; truth < k; truth++) {
            int of = Arrays.stream(counts[truth]).sum();
            for (int predicted = 0; predicted < k; predicted++) {
              int count = counts[truth][predicted];
              double share = of == 0 ? 0 : count / (double) of;
              figure
                  .cell(predicted, truth, CorrelationHeatMap.colour(share))
                  .text(said("%d (%s%%)", count, decimals(1, 100 * share)), predicted, truth);
            }
          }
          return figure;
        });
  }

  private static Axis rows(List<String> names) {
    return Axis.names("", fitted(names, Style.PLAIN), true);
  }

  private static List<String> fitted(List<String> names, Font font) {
    return names.stream().map(name -> Style.fit(name, font, LONGEST_NAME)).toList();
  }

  private static int rowsHeight(int rows, int each, int around) {
    return Math.max(280, rows * each + around);
  }

  private static double[] places(int n) {
    return IntStream.range(0, n).mapToDouble(i -> i).toArray();
  }

  private static double[] shifted(double[] values, double by) {
    return Arrays.stream(values).map(value -> value + by).toArray();
  }

  private static double[] filled(int n, double value) {
    return DoubleStream.generate(() -> value).limit(n).toArray();
  }

  private static double[] pick(double[] values, int[] places) {
    return Arrays.stream(places).mapToDouble(i -> values[i]).toArray();
  }

  private static double[] finite(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).toArray();
  }

  private static double[] concat(List<double[]> values) {
    return values.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private static double max(List<double[]> values) {
    return Arrays.stream(concat(values)).max().orElse(0);
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElse(0);
  }

  private static String intervals(
      List<String> names, double[] estimate, double[] lower, double[] upper) {
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

  private static String withUnit(String text, String unit) {
    return unit.isBlank() ? text : text + " (" + unit + ")";
  }

  private static String sized(String name, int rows) {
    return said("%s (n = %d)", name, rows);
  }

  private static String said(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String decimals(int decimals, double value) {
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

  private static void same(int... lengths) {
    if (Arrays.stream(lengths).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "arrays of different lengths: " + Arrays.toString(lengths));
    }
  }
}
