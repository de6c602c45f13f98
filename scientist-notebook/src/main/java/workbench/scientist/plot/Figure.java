package workbench.scientist.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import workbench.scientist.plot.Style.Look;

/**
 * Lines, points, intervals and areas between two axes. A series of XChart falls into pieces at a y
 * that is NaN: so all intervals, or all boxes of one colour, are one series.
 */
final class Figure {

  private static final BasicStroke NO_LINE = SeriesLines.NONE;
  private static final int LEGEND_SYMBOL = 20 + 2 * Style.LEGEND_PADDING;
  private static final int MARKS = 8;
  private static final int MARGIN = 12;

  /** With a longer label XChart would look for room without an end. */
  private static final int LONGEST_LABEL = 20;

  /** About what the title, the labels of the axis and a line of legend take from the height. */
  private static final int AROUND = 105;

  private final XYChart chart;
  private final Axis x;
  private final Axis y;
  private double legendWidth;
  private int entries;
  private int below = AROUND;

  Figure(String title, Axis x, Axis y) {
    this(title, x, y, Style.WIDTH, Style.HEIGHT);
  }

  Figure(String title, Axis x, Axis y, int width, int height) {
    this(title, x, y, width, height, false);
  }

  /**
   * @param small for many names
   */
  Figure(String title, Axis x, Axis y, int width, int height, boolean small) {
    this.x = x;
    this.y = y;
    chart = new XYChart(width, height);
    XYStyler styler = chart.getStyler();
    Style.apply(styler);
    chart.setTitle(Style.fit(title, Style.BOLD, width - 120));
    chart.setXAxisTitle(Style.fit(x.title(), Style.PLAIN, width - 100));
    chart.setYAxisTitle(Style.fit(y.title(), Style.PLAIN, height - 130));
    styler.setXAxisMin(x.min()).setXAxisMax(x.max());
    styler.setYAxisMin(y.min()).setYAxisMax(y.max());
    styler.setXAxisTickLabelsFormattingFunction(tick -> shortened(x.label().apply(tick)));
    Font font = small ? Style.SMALL : Style.PLAIN;
    styler.setAxisTickLabelsFont(font);
    int names = RowNames.width(y.names(), font);
    if (y.named()) {
      // No ticks: where both ends have the same label, XChart draws none.
      styler.setYAxisTickLabelsFormattingFunction(tick -> " ");
      styler.setYAxisLeftWidthHint(names + MARGIN);
      chart.addAnnotation(new RowNames(y.names(), y, font));
    } else {
      styler.setYAxisTickLabelsFormattingFunction(y.label()::apply);
    }
    styler.setXAxisTickMarkSpacingHint(spacing(x, width - (y.named() ? names + 40 : 90)));
    styler.setPlotGridVerticalLinesVisible(!x.named() && y.named());
    styler.setPlotGridHorizontalLinesVisible(!y.named());
    styler.setYAxisLabelAlignment(TextAlignment.Right);
    // Evenly spaced values would be taken for the ticks, whatever they are.
    add(null, new double[] {Double.NaN}, new double[] {Double.NaN});
  }

  private static String shortened(String label) {
    return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…";
  }

  private static int spacing(Axis axis, int pixels) {
    return (int) Math.max(8, 1.15 * axis.step() / axis.span() * pixels);
  }

  Axis x() {
    return x;
  }

  Axis y() {
    return y;
  }

  /**
   * A line; a few points of it are marked, evenly along it, so that lines can be told apart without
   * colour.
   */
  Figure curve(String name, double[] xs, double[] ys, Look look) {
    int[] marked = along(x.at(xs), y.at(ys));
    return line(null, xs, ys, look.colour(), Style.SOLID)
        .separate(
            name, pick(xs, marked), pick(ys, marked), look.colour(), Style.SOLID, look.marker());
  }

  /** The first point of every eighth of the way. */
  private int[] along(double[] px, double[] py) {
    double[] way = new double[px.length];
    for (int i = 1; i < way.length; i++) {
      way[i] =
          way[i - 1] + Math.hypot((px[i] - px[i - 1]) / x.span(), (py[i] - py[i - 1]) / y.span());
    }
    double part = way.length == 0 ? 0 : way[way.length - 1] / MARKS;
    return IntStream.range(0, way.length)
        .filter(i -> i == 0 || Math.floor(way[i] / part) > Math.floor(way[i - 1] / part))
        .toArray();
  }

  /** A line without marks. */
  Figure line(String name, double[] xs, double[] ys, Color colour, BasicStroke stroke) {
    if (xs.length > 0) {
      style(add(name, x.at(xs), y.at(ys)), colour, stroke, SeriesMarkers.NONE);
    }
    return this;
  }

  /** A line through all points, each marked. */
  Figure markedLine(String name, double[] xs, double[] ys, Look look) {
    if (xs.length > 0) {
      style(add(name, x.at(xs), y.at(ys)), look.colour(), look.stroke(), look.marker());
    }
    return this;
  }

  Figure points(String name, double[] xs, double[] ys, Color colour, Marker marker) {
    return separate(name, xs, ys, colour, NO_LINE, marker);
  }

  private Figure separate(
      String name, double[] xs, double[] ys, Color colour, BasicStroke stroke, Marker marker) {
    int[] shown =
        IntStream.range(0, xs.length)
            .filter(i -> Double.isFinite(x.at(xs[i])) && Double.isFinite(y.at(ys[i])))
            .toArray();
    double[] px = pieces(1, shown, (i, corner) -> x.at(xs[i]), false);
    double[] py = pieces(1, shown, (i, corner) -> y.at(ys[i]), true);
    if (shown.length > 0) {
      style(add(name, px, py), colour, stroke, marker);
    }
    return this;
  }

  /** One stroke each from {@code (x0, y0)} to {@code (x1, y1)}, within the axes. */
  Figure strokes(
      String name,
      double[] x0,
      double[] y0,
      double[] x1,
      double[] y1,
      Color colour,
      BasicStroke stroke) {
    int[] shown = known(x0, y0, x1, y1);
    double[] px = pieces(2, shown, (i, corner) -> inside(x, corner == 0 ? x0[i] : x1[i]), false);
    double[] py = pieces(2, shown, (i, corner) -> inside(y, corner == 0 ? y0[i] : y1[i]), true);
    if (shown.length > 0) {
      style(add(name, px, py), colour, stroke, SeriesMarkers.NONE);
    }
    return this;
  }

  Figure vertical(String name, double value, Color colour, BasicStroke stroke) {
    return across(
        name,
        new double[] {x.at(value), x.at(value)},
        new double[] {y.min(), y.max()},
        colour,
        stroke);
  }

  Figure horizontal(String name, double value, Color colour, BasicStroke stroke) {
    return across(
        name,
        new double[] {x.min(), x.max()},
        new double[] {y.at(value), y.at(value)},
        colour,
        stroke);
  }

  private Figure across(String name, double[] xs, double[] ys, Color colour, BasicStroke stroke) {
    if (Double.isFinite(xs[0]) && Double.isFinite(ys[0])) {
      style(add(name, xs, ys), colour, stroke, SeriesMarkers.NONE);
    }
    return this;
  }

  /** What lies between two lines. */
  Figure band(String name, double[] xs, double[] lower, double[] upper, Color colour) {
    int[] shown = known(xs, lower, upper);
    int n = shown.length;
    double[] px = new double[2 * n];
    double[] py = new double[2 * n];
    for (int i = 0; i < n; i++) {
      px[i] = x.at(xs[shown[i]]);
      py[i] = inside(y, lower[shown[i]]);
      px[2 * n - 1 - i] = px[i];
      py[2 * n - 1 - i] = inside(y, upper[shown[i]]);
    }
    if (n > 0) {
      XYSeries series = add(name, px, py);
      series
          .setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea)
          .setFillColor(Style.translucent(colour));
      style(series, Style.translucent(colour), NO_LINE, SeriesMarkers.NONE);
    }
    return this;
  }

  /** Rectangles without an outline. */
  Figure boxes(
      String name, double[] left, double[] bottom, double[] right, double[] top, Color fill) {
    return boxes(name, left, bottom, right, top, fill, fill, NO_LINE);
  }

  /** Rectangles, filled and outlined. */
  Figure boxes(
      String name,
      double[] left,
      double[] bottom,
      double[] right,
      double[] top,
      Color fill,
      Color line,
      BasicStroke stroke) {
    int[] shown = known(left, bottom, right, top);
    double[] px =
        pieces(
            5, shown, (i, c) -> inside(x, c == 0 || c == 3 || c == 4 ? left[i] : right[i]), false);
    double[] py =
        pieces(5, shown, (i, c) -> inside(y, c == 2 || c == 3 ? top[i] : bottom[i]), true);
    if (shown.length > 0) {
      XYSeries series = add(name, px, py);
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea).setFillColor(fill);
      style(series, line, stroke, SeriesMarkers.NONE);
    }
    return this;
  }

  /** A closed shape, filled and outlined. */
  Figure area(String name, double[] xs, double[] ys, Color fill, Color line, BasicStroke stroke) {
    if (xs.length > 0) {
      XYSeries series = add(name, x.at(xs), y.at(ys));
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea).setFillColor(fill);
      style(series, line, stroke, SeriesMarkers.NONE);
    }
    return this;
  }

  Figure text(String text, double xValue, double yValue) {
    chart.addAnnotation(new AnnotationText(text, x.at(xValue), y.at(yValue), false));
    return this;
  }

  /** For a figure that has nothing to show. */
  Figure note(String text) {
    chart.addAnnotation(
        new AnnotationText(text, (x.min() + x.max()) / 2, (y.min() + y.max()) / 2, false));
    return this;
  }

  /** A colour and what it means, for the legend alone. */
  Figure key(String name, Color colour) {
    XYSeries series = add(name, new double[] {Double.NaN}, new double[] {Double.NaN});
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea).setFillColor(colour);
    style(series, Style.REFERENCE, Style.HAIRLINE, SeriesMarkers.NONE);
    return this;
  }

  /** Legend entries close together; boxes, unlike lines, can still be told apart. */
  Figure narrowLegend() {
    chart.getStyler().setLegendPadding(9);
    legendWidth = 0;
    return this;
  }

  /** Without lines of a grid. */
  Figure plain() {
    chart.getStyler().setPlotGridLinesVisible(false);
    return this;
  }

  /** The names below the plot, from bottom to top if they would overlap. */
  Figure rotateCrowdedColumns() {
    Font font = chart.getStyler().getAxisTickLabelsFont();
    double room = 0.8 * chart.getWidth() / x.names().size() - 8;
    if (x.names().stream().anyMatch(name -> Style.width(shortened(name), font) > room)) {
      chart.getStyler().setXAxisLabelRotation(90);
      below += 100;
    }
    return this;
  }

  XYStyler styler() {
    return chart.getStyler();
  }

  AxesChart<?, ?> chart() {
    XYStyler styler = chart.getStyler();
    styler.setLegendVisible(entries > 0);
    if (legendWidth
        > chart.getWidth() - 20 - (y.named() ? chart.getStyler().getYAxisLeftWidthHint() : 0)) {
      styler.setLegendLayout(LegendLayout.Vertical);
      below += (entries - 1) * Style.ROW_HEIGHT;
    }
    styler.setYAxisTickMarkSpacingHint(spacing(y, chart.getHeight() - below));
    return chart;
  }

  private XYSeries add(String name, double[] xs, double[] ys) {
    XYSeries series = chart.addSeries("series " + chart.getSeriesCollection().size(), xs, ys);
    series.setMarker(SeriesMarkers.NONE).setLineStyle(NO_LINE);
    series.setShowInLegend(name != null);
    if (name != null) {
      String label = Style.fit(name, Style.LEGEND, Style.LONGEST_LEGEND);
      series.setLabel(label);
      entries++;
      legendWidth += LEGEND_SYMBOL + Style.width(label, Style.LEGEND);
    }
    return series;
  }

  private static void style(XYSeries series, Color colour, BasicStroke stroke, Marker marker) {
    series.setLineColor(stroke == NO_LINE ? new Color(0, 0, 0, 0) : colour);
    series.setLineStyle(stroke);
    series.setMarker(marker).setMarkerColor(colour);
  }

  private static double inside(Axis axis, double value) {
    return Math.clamp(axis.at(value), axis.min(), axis.max());
  }

  private interface Corner {
    double at(int piece, int corner);
  }

  /** Where none of the values is NaN. */
  private static int[] known(double[]... values) {
    return IntStream.range(0, values[0].length)
        .filter(i -> Arrays.stream(values).noneMatch(series -> Double.isNaN(series[i])))
        .toArray();
  }

  /** So many corners a piece, each piece followed by a gap. */
  private static double[] pieces(int corners, int[] pieces, Corner corner, boolean gap) {
    double[] values = new double[pieces.length * (corners + 1)];
    for (int i = 0; i < pieces.length; i++) {
      for (int c = 0; c <= corners; c++) {
        boolean end = c == corners;
        values[i * (corners + 1) + c] =
            end && gap ? Double.NaN : corner.at(pieces[i], Math.min(c, corners - 1));
      }
    }
    return values;
  }

  private static double[] pick(double[] values, int[] places) {
    return Arrays.stream(places).mapToDouble(i -> values[i]).toArray();
  }
}
