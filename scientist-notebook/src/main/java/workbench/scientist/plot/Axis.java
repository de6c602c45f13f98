package workbench.scientist.plot;

import java.awt.Font;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;

/**
 * Range and ticks of one axis. The chart is drawn in positions: {@link #at} turns a value into its
 * position, a logarithm for example.
 *
 * @param min position of one end
 * @param max position of the other end, above {@code min}
 * @param step between ticks, as position
 * @param inverted whether {@code min} is at the right or on top
 * @param label the text of the tick at a position
 * @param names of the places 0, 1, ...; empty for an axis of numbers
 */
record Axis(
    String title,
    double min,
    double max,
    double step,
    boolean inverted,
    DoubleUnaryOperator position,
    DoubleFunction<String> label,
    List<String> names) {

  Axis {
    names = List.copyOf(names);
  }

  private static final int TICKS = 6;

  /** Rounding errors would drop a tick that is exactly at the end. */
  private static final double BEYOND = 1e-5;

  double at(double value) {
    return position.applyAsDouble(value);
  }

  double[] at(double[] values) {
    return Arrays.stream(values).map(position).toArray();
  }

  boolean named() {
    return !names.isEmpty();
  }

  /** Returns the same range upside down. */
  Axis upsideDown() {
    return new Axis(title, min, max, step, !inverted, position, label, names);
  }

  /** The axis of a JFreeChart plot. */
  NumberAxis axis(Font font) {
    NumberAxis axis;
    if (named()) {
      SymbolAxis symbols = new SymbolAxis(null, names.toArray(String[]::new));
      symbols.setGridBandsVisible(false);
      axis = symbols;
    } else {
      axis = new NumberAxis();
      axis.setTickUnit(new NumberTickUnit(step, new Labels(label)));
    }
    axis.setRange(min, max);
    axis.setInverted(inverted);
    axis.setTickLabelFont(font);
    axis.setTickLabelPaint(Style.INK);
    axis.setLabelFont(Style.PLAIN);
    axis.setLabelPaint(Style.INK);
    axis.setAxisLinePaint(Style.INK);
    axis.setAxisLineStroke(Style.THIN);
    axis.setTickMarkPaint(Style.INK);
    axis.setTickMarksVisible(!named());
    return axis;
  }

  /** Tick labels of JFreeChart. */
  private static final class Labels extends NumberFormat {

    private final transient DoubleFunction<String> label;

    private Labels(DoubleFunction<String> label) {
      this.label = label;
    }

    @Override
    public StringBuffer format(double tick, StringBuffer text, FieldPosition position) {
      return text.append(label.apply(tick));
    }

    @Override
    public StringBuffer format(long tick, StringBuffer text, FieldPosition position) {
      return format((double) tick, text, position);
    }

    @Override
    public Number parse(String text, ParsePosition position) {
      throw new UnsupportedOperationException("labels are written, never read");
    }
  }

  double span() {
    return max - min;
  }

  /** Makes an axis from {@code from} to {@code to} exactly, which must differ. */
  static Axis exactly(String title, double from, double to) {
    int exponent = exponent(from, to);
    double scale = Math.pow(10, -exponent);
    double low = from * scale;
    double high = to * scale;
    double step = step((high - low) / TICKS);
    int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    double beyond = (high - low) * BEYOND;
    return new Axis(
        exponent == 0 ? title : title + " (×" + powerOf10(exponent) + ")",
        low - beyond,
        high + beyond,
        step,
        false,
        value -> value * scale,
        tick -> number(tick, decimals),
        List.of());
  }

  /**
   * Makes an axis so wide that all values are well inside; values that are no finite numbers do not
   * count.
   */
  static Axis around(String title, double[]... values) {
    double[] range = range(values);
    double margin = 0.04 * (range[1] - range[0]);
    return exactly(title, range[0] - margin, range[1] + margin);
  }

  /** Makes an axis as {@link #around} does, but not far beyond 0 and 1. */
  static Axis aroundShares(String title, double[]... values) {
    double[] range = range(values);
    double margin = Math.max(0.02, 0.08 * (range[1] - range[0]));
    return exactly(title, Math.max(-0.02, range[0] - margin), Math.min(1.02, range[1] + margin));
  }

  static Axis shares(String title) {
    return exactly(title, 0, 1);
  }

  /** Makes an axis from 0 up, for counts. */
  static Axis upFrom0(String title, double highest) {
    return exactly(title, 0, highest > 0 ? 1.08 * highest : 1);
  }

  /** Ticks at powers of two, or of ten where there would be too many. */
  static Axis logarithmic(String title, double[]... values) {
    double[] range =
        range(
            Arrays.stream(values)
                .map(series -> Arrays.stream(series).filter(v -> v > 0).map(Math::log10).toArray())
                .toArray(double[][]::new));
    int base = range[1] - range[0] > Math.log10(128) ? 10 : 2;
    double perStep = Math.log10(base);
    double low = range[0] / perStep;
    double high = range[1] / perStep;
    double margin = Math.max(0.04 * (high - low), (1.2 - (high - low)) / 2);
    double step = Math.max(1, step((high - low + 2 * margin) / 8));
    return new Axis(
        title,
        low - margin,
        high + margin,
        step,
        false,
        value -> Math.log10(Math.max(0, value)) / perStep,
        tick -> power(base, (int) Math.rint(tick)),
        List.of());
  }

  /** One place for each name: the first at 0, on the left; on top if {@code downwards}. */
  static Axis names(String title, List<String> names, boolean downwards) {
    int last = Math.max(0, names.size() - 1);
    return new Axis(
        title,
        -0.5,
        last + 0.5,
        1,
        downwards,
        place -> place,
        place -> place < names.size() ? names.get((int) place) : "",
        names);
  }

  /**
   * The smallest and the largest finite value, apart from each other even if the values are not.
   */
  private static double[] range(double[]... values) {
    double[] finite =
        Arrays.stream(values).flatMapToDouble(DoubleStream::of).filter(Double::isFinite).toArray();
    double min = Arrays.stream(finite).min().orElse(0);
    double max = Arrays.stream(finite).max().orElse(1);
    double largest = Math.max(Math.abs(min), Math.abs(max));
    if (max - min > 1e-9 * largest) {
      return new double[] {min, max};
    }
    double apart = largest == 0 ? 0.5 : 0.1 * largest;
    return new double[] {min - apart, max + apart};
  }

  /** Numbers that would be too long as labels are shown as multiples of a power of ten. */
  private static int exponent(double from, double to) {
    double largest = Math.max(Math.abs(from), Math.abs(to));
    boolean plain = largest < 1e6 && to - from > 2e-3;
    return plain ? 0 : (int) Math.floor(Math.log10(to - from > 2e-3 ? largest : to - from));
  }

  /** The smallest of 1, 2, 5, 10, 20, ... that is not below. */
  static double step(double atLeast) {
    double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
    double significand = atLeast / power;
    double rounded =
        significand <= 1.0001 ? 1 : significand <= 2.0001 ? 2 : significand <= 5.0001 ? 5 : 10;
    return rounded * power;
  }

  /** The nearest of 1, 2, 5, 10, 20, ..., as a ratio. */
  static double nearestStep(double value) {
    double above = step(value);
    double below = step(above / 2.6);
    return value / below < above / value ? below : above;
  }

  private static String number(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.startsWith("-")
        ? Double.parseDouble(text) == 0 ? text.substring(1) : "−" + text.substring(1)
        : text;
  }

  private static String power(int base, int exponent) {
    if (base == 2) {
      return exponent >= 0 ? Long.toString(1L << exponent) : fraction(-exponent);
    }
    if (exponent < -4 || exponent > 4) {
      return powerOf10(exponent);
    }
    return exponent >= 0
        ? String.format(Locale.ROOT, "%.0f", Math.pow(10, exponent))
        : String.format(Locale.ROOT, "%." + -exponent + "f", Math.pow(10, exponent));
  }

  private static String fraction(int halvings) {
    return halvings > 3 ? "1/" + (1L << halvings) : Double.toString(1.0 / (1L << halvings));
  }

  /** Formats a power of ten without superscripts, which the font of the figures lacks. */
  private static String powerOf10(int exponent) {
    return "10^" + number(exponent, 0);
  }
}
