package workbench.scientist.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * One axis: from where to where, and where its ticks are. The chart is drawn in positions; a value
 * has the position {@link #at}. XChart chooses ticks by a distance in pixels, so the step that is
 * wanted is turned into one.
 *
 * @param min position of the lower end
 * @param max position of the upper end
 * @param step between ticks, as position
 * @param label the text of the tick at a position
 * @param names of the places 0, 1, ...; empty for an axis of numbers
 */
record Axis(
    String title,
    double min,
    double max,
    double step,
    DoubleUnaryOperator position,
    DoubleFunction<String> label,
    List<String> names) {

  Axis {
    names = List.copyOf(names);
  }

  private static final int TICKS = 6;

  /** A tick that is exactly at the end would be left out. */
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

  double span() {
    return max - min;
  }

  /** From {@code from} to {@code to} exactly, which must differ. */
  static Axis exactly(String title, double from, double to) {
    int exponent = exponent(from, to);
    double scale = Math.pow(10, -exponent);
    double low = from * scale;
    double high = to * scale;
    double step = step((high - low) / TICKS);
    int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    double beyond = (high - low) * BEYOND;
    return new Axis(
        exponent == 0 ? title : title + " (×10" + superscript(exponent) + ")",
        low - beyond,
        high + beyond,
        step,
        value -> value * scale,
        tick -> number(tick, decimals),
        List.of());
  }

  /** So wide that all values are well inside; values that are no finite numbers do not count. */
  static Axis around(String title, double[]... values) {
    double[] range = range(values);
    double margin = 0.04 * (range[1] - range[0]);
    return exactly(title, range[0] - margin, range[1] + margin);
  }

  /** As {@link #around}, but not far beyond 0 and 1. */
  static Axis aroundShares(String title, double[]... values) {
    double[] range = range(values);
    double margin = Math.max(0.02, 0.08 * (range[1] - range[0]));
    return exactly(title, Math.max(-0.02, range[0] - margin), Math.min(1.02, range[1] + margin));
  }

  static Axis shares(String title) {
    return exactly(title, 0, 1);
  }

  /** From 0 up, for what is counted. */
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
        value -> Math.log10(Math.max(0, value)) / perStep,
        tick -> whole(tick) ? power(base, (int) Math.rint(tick)) : blank(tick >= high),
        List.of());
  }

  /**
   * One place a name, the first at position {@code names.size() - 1} if reversed (on top),
   * otherwise at 0.
   */
  static Axis names(String title, List<String> names, boolean reversed) {
    int last = names.size() - 1;
    return new Axis(
        title,
        -0.5 - BEYOND,
        last + 0.5 + BEYOND,
        1,
        reversed ? place -> last - place : place -> place,
        tick -> name(names, reversed ? last - tick : tick, tick > last),
        names);
  }

  private static String name(List<String> names, double tick, boolean above) {
    int place = (int) Math.rint(tick);
    return whole(tick) && place >= 0 && place < names.size() ? names.get(place) : blank(above);
  }

  private static boolean whole(double tick) {
    return Math.abs(tick - Math.rint(tick)) < 1e-6;
  }

  /** XChart leaves out all ticks if the two ends of the axis have the same label. */
  private static String blank(boolean upperEnd) {
    return upperEnd ? "  " : " ";
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
      return "10" + superscript(exponent);
    }
    return exponent >= 0
        ? String.format(Locale.ROOT, "%.0f", Math.pow(10, exponent))
        : String.format(Locale.ROOT, "%." + -exponent + "f", Math.pow(10, exponent));
  }

  private static String fraction(int halvings) {
    return halvings > 3 ? "1/" + (1L << halvings) : Double.toString(1.0 / (1L << halvings));
  }

  private static String superscript(int exponent) {
    StringBuilder text = new StringBuilder(exponent < 0 ? "⁻" : "");
    for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
      text.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0'));
    }
    return text.toString();
  }
}
