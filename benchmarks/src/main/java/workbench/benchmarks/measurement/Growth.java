package workbench.benchmarks.measurement;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/**
 * How the time of a piece of work grows with its size.
 *
 * @param work in words
 * @param times by contestant, seconds by size
 */
record Growth(String name, String work, Map<String, TreeMap<Double, Double>> times) {

  private static final double LARGE = 1e5;

  /** One for each piece of work of which several sizes were measured. */
  static List<Growth> of(List<RowResult> rows) {
    Map<String, Growth> growths = new LinkedHashMap<>();
    for (RowResult row : rows) {
      if (row.size() > 0) {
        String name = row.name().substring(0, row.name().lastIndexOf('-'));
        Growth growth =
            growths.computeIfAbsent(name, n -> new Growth(n, row.work(), new LinkedHashMap<>()));
        row.figures().stream()
            .filter(figure -> figure.metric() == Metric.TIME)
            .forEach(
                figure ->
                    growth
                        .times
                        .computeIfAbsent(figure.contestant(), c -> new TreeMap<>())
                        .put(row.size(), figure.spread().median()));
      }
    }
    return growths.values().stream()
        .filter(growth -> growth.times.values().stream().anyMatch(points -> points.size() > 1))
        .toList();
  }

  /**
   * The slope of the logarithm of the time over that of the size, by least squares; 1: linear.
   *
   * @param from only sizes from here on: below, it is the cost of a call
   */
  double slope(String contestant, double from) {
    Map<Double, Double> points = times.get(contestant).tailMap(from);
    double[] x = points.keySet().stream().mapToDouble(Math::log).toArray();
    double[] y = points.values().stream().mapToDouble(Math::log).toArray();
    double meanX = Arrays.stream(x).average().orElse(0);
    double meanY = Arrays.stream(y).average().orElse(0);
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < x.length; i++) {
      covariance += (x[i] - meanX) * (y[i] - meanY);
      variance += (x[i] - meanX) * (x[i] - meanX);
    }
    return covariance / variance;
  }

  /**
   * A sentence for each contestant: what a call costs shows in the small sizes, how the work grows
   * in the large.
   */
  List<String> describe() {
    List<String> lines = new ArrayList<>();
    times.forEach(
        (contestant, points) -> {
          if (points.size() > 1) {
            double from = points.tailMap(LARGE).size() > 1 ? LARGE : points.firstKey();
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%s, %s: slope %.2f from %,.0f rows on",
                    work,
                    contestant,
                    slope(contestant, from),
                    from));
          }
        });
    return lines;
  }

  /** Writes {@code NAME.png}, both axes logarithmic. */
  void plot(Path folder) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(720)
            .height(480)
            .title(work)
            .xAxisTitle("rows")
            .yAxisTitle("seconds")
            .build();
    chart
        .getStyler()
        .setXAxisLogarithmic(true)
        .setYAxisLogarithmic(true)
        .setLegendPosition(Styler.LegendPosition.InsideNW);
    times.forEach(
        (contestant, points) ->
            chart.addSeries(
                String.format(Locale.ROOT, "%s, slope %.2f", contestant, slope(contestant, 0)),
                List.copyOf(points.keySet()),
                List.copyOf(points.values())));
    ImageIO.write(
        BitmapEncoder.getBufferedImage(chart), "png", folder.resolve(name + ".png").toFile());
  }
}
