package workbench.benchmarks.measurement;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.statistics.Regression;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import workbench.benchmarks.measurement.Results.RowResult;

/**
 * Time of a piece of work by its number of rows.
 *
 * @param work in words
 * @param times by contender, seconds by rows
 */
record Growth(String name, String work, Map<String, TreeMap<Double, Double>> times) {

  private static final double LARGE = 1e5;

  /** Growth of each piece of work of which several sizes were measured. */
  static List<Growth> of(List<RowResult> rows) {
    Map<String, Growth> growths = new LinkedHashMap<>();
    for (RowResult row : rows.stream().filter(each -> each.size() > 0).toList()) {
      String name = row.name().substring(0, row.name().lastIndexOf('-'));
      Growth growth =
          growths.computeIfAbsent(name, _ -> new Growth(name, row.work(), new LinkedHashMap<>()));
      for (Results.Figure figure : row.figures()) {
        growth
            .times
            .computeIfAbsent(figure.contender(), _ -> new TreeMap<>())
            .put(row.size(), figure.spread().median());
      }
    }
    growths.values().forEach(growth -> growth.times.values().removeIf(each -> each.size() < 2));
    return growths.values().stream().filter(growth -> !growth.times.isEmpty()).toList();
  }

  /**
   * Exponent of the power of the rows that fits the times; 1: linear.
   *
   * @param from smaller sizes do not count: the cost of a call dominates them
   */
  double slope(String contender, double from) {
    double[][] points =
        times.get(contender).tailMap(from).entrySet().stream()
            .map(point -> new double[] {point.getKey(), point.getValue()})
            .toArray(double[][]::new);
    return Regression.getPowerRegression(points)[1];
  }

  /** A sentence for each contender, with the slope at the large sizes. */
  List<String> describe() {
    return times.keySet().stream().map(this::describe).toList();
  }

  private String describe(String contender) {
    TreeMap<Double, Double> points = times.get(contender);
    double from = points.tailMap(LARGE).size() > 1 ? LARGE : points.firstKey();
    return String.format(
        Locale.ROOT,
        "%s, %s: slope %.2f from %,.0f rows on",
        work,
        contender,
        slope(contender, from),
        from);
  }

  /** Writes {@code NAME.png}, with logarithmic axes and the legend below the plot. */
  void plot(Path folder) throws IOException {
    var lines = new XYSeriesCollection();
    times.forEach(
        (contender, points) -> {
          String slope = String.format(Locale.ROOT, ", slope %.2f", slope(contender, 0));
          var line = new XYSeries(contender + slope);
          points.forEach(line::add);
          lines.addSeries(line);
        });
    var plot = new XYPlot(lines, axis("rows"), axis("seconds"), new XYLineAndShapeRenderer());
    var chart = new JFreeChart(work, plot);
    chart.setBackgroundPaint(Color.WHITE);
    ChartUtils.saveChartAsPNG(folder.resolve(name + ".png").toFile(), chart, 720, 520);
  }

  private static LogAxis axis(String label) {
    var axis = new LogAxis(label);
    axis.setBaseSymbol("10");
    // A tick for each power of ten.
    axis.setTickUnit(new NumberTickUnit(1, new DecimalFormat("0")));
    return axis;
  }
}
