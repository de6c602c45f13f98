package workbench.scientist.plot;

import static workbench.scientist.plot.PlotText.decimals;
import static workbench.scientist.plot.PlotText.intervals;
import static workbench.scientist.plot.PlotText.rows;
import static workbench.scientist.plot.PlotText.said;
import static workbench.scientist.plot.PlotText.text;
import static workbench.scientist.plot.PlotText.withUnit;
import static workbench.scientist.plot.PlotValues.filled;
import static workbench.scientist.plot.PlotValues.finite;
import static workbench.scientist.plot.PlotValues.places;
import static workbench.scientist.plot.PlotValues.rowsHeight;
import static workbench.scientist.plot.PlotValues.same;

import java.awt.BasicStroke;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Figures of fitted models: coefficients, accuracies and partial effects. */
public final class ModelPlots {

  private static final int RUG_POSITIONS = 120;

  private ModelPlots() {}

  /**
   * Estimates with their intervals, one row each, the first on top: a forest plot.
   *
   * @param lower NaN where there is no interval
   * @param upper NaN where there is no interval
   * @param xAxis title of the axis: the estimated quantity and its unit
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
    String title = "Estimates and 95% ranges";
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
}
