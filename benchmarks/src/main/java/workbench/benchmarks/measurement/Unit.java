package workbench.benchmarks.measurement;

import java.util.Locale;

/** What a figure is counted in, and how a person reads it. */
public enum Unit {
  SECONDS(1),
  BYTES(1),
  PER_SECOND(-1);

  private static final String[] TIMES = {"s", "ms", "us", "ns"};

  /** 1: less is better; -1: more is. */
  private final int direction;

  Unit(int direction) {
    this.direction = direction;
  }

  /** How many times better a figure is than another one; below 1: worse. */
  double advantage(double ours, double theirs) {
    return direction > 0 ? theirs / ours : ours / theirs;
  }

  /** With three digits. */
  String format(double value) {
    return switch (this) {
      case SECONDS -> time(value);
      case BYTES -> digits(value / (1 << 20)) + " MiB";
      case PER_SECOND -> String.format(Locale.ROOT, "%,.0f /s", value);
    };
  }

  private static String time(double seconds) {
    double value = seconds;
    int unit = 0;
    while (value < 1 && unit < TIMES.length - 1) {
      value *= 1000;
      unit++;
    }
    return digits(value) + " " + TIMES[unit];
  }

  /** A number of three digits, or as many as its whole part has. */
  static String digits(double value) {
    String format = value < 9.995 ? "%,.2f" : value < 99.95 ? "%,.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, value);
  }
}
