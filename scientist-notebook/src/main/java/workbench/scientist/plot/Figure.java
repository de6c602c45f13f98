package workbench.scientist.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYAnnotation;
import org.jfree.chart.annotations.XYPolygonAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import workbench.scientist.plot.Style.Look;

/**
 * Lines, points, intervals and areas between two axes, drawn by JFreeChart in the order in which
 * they are added; areas lie below all lines. A point without a finite position is left out.
 */
final class Figure {

  private static final int MARKS = 8;
  private static final Shape SWATCH = new Rectangle2D.Double(-6, -6, 12, 12);
  private static final Shape SAMPLE_LINE = new Line2D.Double(-14, 0, 14, 0);

  private final int width;
  private final int height;
  private final Axis x;
  private final Axis y;
  private final XYPlot plot;
  private final JFreeChart chart;
  private final LegendItemCollection legend = new LegendItemCollection();

  /** The first renderer draws the areas, before any line. */
  private final XYLineAndShapeRenderer areas = new XYLineAndShapeRenderer();

  Figure(String title, Axis x, Axis y) {
    this(title, x, y, Style.WIDTH, Style.HEIGHT);
  }

  Figure(String title, Axis x, Axis y, int width, int height) {
    this(title, x, y, width, height, Style.PLAIN);
  }

  /**
   * @param font of the tick labels
   */
  Figure(String title, Axis x, Axis y, int width, int height, Font font) {
    this.width = width;
    this.height = height;
    this.x = x;
    this.y = y;
    NumberAxis across = x.axis(font);
    NumberAxis up = y.axis(font);
    label(across, x, width - 100);
    label(up, y, height - 130);
    plot = new XYPlot(new XYSeriesCollection(), across, up, areas);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    plot.setBackgroundPaint(Style.PAPER);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinePaint(Style.GRID);
    plot.setDomainGridlineStroke(Style.THIN);
    plot.setRangeGridlinePaint(Style.GRID);
    plot.setRangeGridlineStroke(Style.THIN);
    plot.setDomainGridlinesVisible(!x.named() && y.named());
    plot.setRangeGridlinesVisible(!y.named());
    plot.setFixedLegendItems(legend);
    chart = new JFreeChart(Style.fit(title, Style.BOLD, width - 120), Style.BOLD, plot, false);
    chart.getTitle().setPaint(Style.INK);
    chart.getTitle().setPadding(0, 0, 8, 0);
    chart.setBackgroundPaint(Style.PAPER);
    chart.setPadding(new RectangleInsets(12, 12, 12, 18));
  }

  private static void label(NumberAxis axis, Axis described, int pixels) {
    if (!described.title().isEmpty()) {
      axis.setLabel(Style.fit(described.title(), Style.PLAIN, pixels));
    }
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  JFreeChart chart() {
    if (legend.getItemCount() > 0 && chart.getLegend() == null) {
      LegendTitle title = new LegendTitle(plot);
      title.setItemFont(Style.LEGEND);
      title.setItemPaint(Style.INK);
      title.setBackgroundPaint(Style.PAPER);
      title.setPosition(RectangleEdge.BOTTOM);
      title.setItemLabelPadding(new RectangleInsets(2, 4, 2, 12));
      chart.addLegend(title);
    }
    return chart;
  }

  /** A line with a few marks, evenly along it, so that lines can be told apart without colour. */
  Figure curve(String name, double[] xs, double[] ys, Look look) {
    boolean[] marked = along(x.at(xs), y.at(ys));
    return series(name, xs, ys, look.colour(), Style.SOLID, look.marker(), i -> marked[i]);
  }

  /** The first point of every eighth of the way. */
  private boolean[] along(double[] px, double[] py) {
    double[] way = new double[px.length];
    for (int i = 1; i < way.length; i++) {
      way[i] =
          way[i - 1] + Math.hypot((px[i] - px[i - 1]) / x.span(), (py[i] - py[i - 1]) / y.span());
    }
    double part = way.length == 0 ? 0 : way[way.length - 1] / MARKS;
    boolean[] marked = new boolean[way.length];
    for (int i = 0; i < way.length; i++) {
      marked[i] = i == 0 || Math.floor(way[i] / part) > Math.floor(way[i - 1] / part);
    }
    return marked;
  }

  /** A line without marks. */
  Figure line(String name, double[] xs, double[] ys, Color colour, BasicStroke stroke) {
    return series(name, xs, ys, colour, stroke, null, i -> false);
  }

  /** A line through all points, each marked. */
  Figure markedLine(String name, double[] xs, double[] ys, Look look) {
    return series(name, xs, ys, look.colour(), look.stroke(), look.marker(), i -> true);
  }

  /** Points without a line. */
  Figure points(String name, double[] xs, double[] ys, Look look) {
    return series(name, xs, ys, look.colour(), null, look.marker(), i -> true);
  }

  /** One stroke each from {@code (x0, y0)} to {@code (x1, y1)}, cut off at the axes. */
  Figure strokes(
      String name,
      double[] x0,
      double[] y0,
      double[] x1,
      double[] y1,
      Color colour,
      BasicStroke stroke) {
    XYSeries series = new XYSeries("", false);
    for (int i : known(x0, y0, x1, y1)) {
      series.add(inside(x, x0[i]), inside(y, y0[i]));
      series.add(inside(x, x1[i]), inside(y, y1[i]));
      series.add(inside(x, x1[i]), Double.NaN);
    }
    return add(name, series, colour, stroke, null, i -> false);
  }

  private Figure series(
      String name,
      double[] xs,
      double[] ys,
      Color colour,
      BasicStroke stroke,
      Shape marker,
      IntPredicate marked) {
    XYSeries series = new XYSeries("", false);
    for (int i = 0; i < xs.length; i++) {
      double across = x.at(xs[i]);
      double up = y.at(ys[i]);
      boolean shown = Double.isFinite(across) && Double.isFinite(up);
      series.add(shown ? across : x.min(), shown ? up : Double.NaN);
    }
    return add(name, series, colour, stroke, marker, marked);
  }

  private Figure add(
      String name,
      XYSeries series,
      Color colour,
      BasicStroke stroke,
      Shape marker,
      IntPredicate marked) {
    if (series.isEmpty()) {
      return this;
    }
    XYLineAndShapeRenderer renderer =
        new XYLineAndShapeRenderer(stroke != null, marker != null) {
          @Override
          public boolean getItemShapeVisible(int row, int item) {
            return marker != null && marked.test(item);
          }
        };
    renderer.setSeriesPaint(0, colour);
    if (stroke != null) {
      renderer.setSeriesStroke(0, stroke);
    }
    if (marker != null) {
      renderer.setSeriesShape(0, marker);
    }
    int index = plot.getDatasetCount();
    plot.setDataset(index, new XYSeriesCollection(series));
    plot.setRenderer(index, renderer);
    lineEntry(name, colour, stroke, marker);
    return this;
  }

  Figure vertical(String name, double value, Color colour, BasicStroke stroke) {
    if (Double.isFinite(x.at(value))) {
      plot.addDomainMarker(new ValueMarker(x.at(value), colour, stroke), Layer.FOREGROUND);
      lineEntry(name, colour, stroke, null);
    }
    return this;
  }

  Figure horizontal(String name, double value, Color colour, BasicStroke stroke) {
    if (Double.isFinite(y.at(value))) {
      plot.addRangeMarker(new ValueMarker(y.at(value), colour, stroke), Layer.FOREGROUND);
      lineEntry(name, colour, stroke, null);
    }
    return this;
  }

  /** The area between two lines. */
  Figure band(String name, double[] xs, double[] lower, double[] upper, Color colour) {
    int[] shown = known(xs, lower, upper);
    int n = shown.length;
    double[] corners = new double[4 * n];
    for (int i = 0; i < n; i++) {
      corners[2 * i] = x.at(xs[shown[i]]);
      corners[2 * i + 1] = inside(y, lower[shown[i]]);
      corners[4 * n - 2 - 2 * i] = corners[2 * i];
      corners[4 * n - 1 - 2 * i] = inside(y, upper[shown[i]]);
    }
    return polygon(name, corners, Style.translucent(colour), null, null);
  }

  /** A closed shape, filled and outlined. */
  Figure area(String name, double[] xs, double[] ys, Color fill, Color line, BasicStroke stroke) {
    double[] corners = new double[2 * xs.length];
    for (int i = 0; i < xs.length; i++) {
      corners[2 * i] = x.at(xs[i]);
      corners[2 * i + 1] = y.at(ys[i]);
    }
    return polygon(name, corners, fill, line, stroke);
  }

  private Figure polygon(
      String name, double[] corners, Color fill, Color line, BasicStroke stroke) {
    if (corners.length >= 6) {
      below(new XYPolygonAnnotation(corners, stroke, line, fill));
      key(name, fill, line);
    }
    return this;
  }

  /**
   * Filled rectangles.
   *
   * @param line colour of the outline, or null for none
   */
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
    for (int i : shown) {
      box(left[i], bottom[i], right[i], top[i], fill, line, stroke);
    }
    if (shown.length > 0) {
      key(name, fill, line);
    }
    return this;
  }

  /** One filled rectangle. */
  Figure box(
      double left,
      double bottom,
      double right,
      double top,
      Color fill,
      Color line,
      BasicStroke stroke) {
    double x0 = inside(x, left);
    double x1 = inside(x, right);
    double y0 = inside(y, bottom);
    double y1 = inside(y, top);
    // Not XYBoxAnnotation: it draws nothing on an inverted axis.
    below(
        new XYPolygonAnnotation(new double[] {x0, y0, x1, y0, x1, y1, x0, y1}, stroke, line, fill));
    return this;
  }

  /** One cell of a table whose axes are {@link Axis#names}. */
  Figure cell(int column, int row, Color fill) {
    return box(column - 0.485, row - 0.485, column + 0.485, row + 0.485, fill, null, null);
  }

  private void below(XYAnnotation annotation) {
    areas.addAnnotation(annotation, Layer.BACKGROUND);
  }

  Figure text(String text, double xValue, double yValue) {
    return at(text, x.at(xValue), y.at(yValue));
  }

  private Figure at(String text, double across, double up) {
    XYTextAnnotation annotation = new XYTextAnnotation(text, across, up);
    annotation.setFont(Style.PLAIN);
    annotation.setPaint(Style.INK);
    plot.addAnnotation(annotation);
    return this;
  }

  /** A text in the middle of a figure that has no data. */
  Figure note(String text) {
    return at(text, (x.min() + x.max()) / 2, (y.min() + y.max()) / 2);
  }

  /** The legend entry of an area. */
  Figure key(String name, Color fill, Color line) {
    if (name != null) {
      legend.add(
          new LegendItem(
              shortened(name),
              null,
              null,
              null,
              SWATCH,
              fill,
              Style.THIN,
              line == null ? fill : line));
    }
    return this;
  }

  private void lineEntry(String name, Color colour, BasicStroke stroke, Shape marker) {
    if (name != null) {
      legend.add(
          new LegendItem(
              shortened(name),
              null,
              null,
              null,
              marker != null,
              marker == null ? SWATCH : marker,
              true,
              colour,
              false,
              colour,
              Style.THIN,
              stroke != null,
              SAMPLE_LINE,
              stroke == null ? Style.THIN : stroke,
              colour));
    }
  }

  private static String shortened(String name) {
    return Style.fit(name, Style.LEGEND, Style.LONGEST_LEGEND);
  }

  /** Draws a coloured ground without grid lines. */
  Figure ground(Color colour) {
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    plot.setBackgroundPaint(colour);
    return this;
  }

  /** Rotates the names below the plot if they would overlap. */
  Figure rotateCrowdedColumns() {
    Font font = plot.getDomainAxis().getTickLabelFont();
    double room = 0.8 * width / x.names().size() - 8;
    boolean crowded = x.names().stream().anyMatch(name -> Style.width(name, font) > room);
    plot.getDomainAxis().setVerticalTickLabels(crowded);
    return this;
  }

  private static double inside(Axis axis, double value) {
    return Math.clamp(axis.at(value), axis.min(), axis.max());
  }

  /** The indices at which no value is NaN. */
  private static int[] known(double[]... values) {
    return IntStream.range(0, values[0].length)
        .filter(i -> Arrays.stream(values).noneMatch(series -> Double.isNaN(series[i])))
        .toArray();
  }
}
