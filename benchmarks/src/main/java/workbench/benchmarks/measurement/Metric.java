package workbench.benchmarks.measurement;

import java.util.Locale;

/** Quantity that is measured. */
public enum Metric {
  /** Time of one call, one training step or one fit. */
  TIME("time", Unit.SECONDS),
  WALL("wall time", Unit.SECONDS),
  CPU("CPU time", Unit.SECONDS),
  MEMORY("peak memory", Unit.BYTES),
  DISK("installed size", Unit.BYTES),
  REQUESTS("requests", Unit.PER_SECOND),
  MEDIAN_LATENCY("p50", Unit.SECONDS),
  TAIL_LATENCY("p99", Unit.SECONDS),
  START("start to ready", Unit.SECONDS),
  RESIDENT("resident memory", Unit.BYTES);

  final String title;
  final Unit unit;

  Metric(String title, Unit unit) {
    this.title = title;
    this.unit = unit;
  }

  /** A number with three digits, or with all digits of its whole part. */
  static String digits(double value) {
    String format = value < 9.995 ? "%,.2f" : value < 99.95 ? "%,.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, value);
  }

  /** Unit of a metric. */
  enum Unit {
    SECONDS,
    BYTES,
    PER_SECOND;

    private static final String[] TIMES = {"s", "ms", "us", "ns"};

    /** The speed-up, or the saving of memory or disk; above 1: ours is better. */
    double advantage(double ours, double peers) {
      return this == PER_SECOND ? ours / peers : peers / ours;
    }

    /** A value with three digits and its unit. */
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
  }
}
