package workbench.command;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;

/**
 * Shows how far a long task is and how long it still takes. A terminal has a bar. A log gets a line
 * after 30 seconds and then each time the task has taken twice as long: a handful of lines for
 * hours. Both are on the standard error.
 */
public final class Progress implements AutoCloseable {

  private static final double FIRST_LINE = 30;

  private final String task;
  private final long steps;
  private final LongSupplier clock;
  private final PrintStream log;
  private final ProgressBar bar;
  private final long start;
  private String state = "";
  private long done;
  private double nextLine = FIRST_LINE;

  /**
   * @param clock in nanoseconds
   * @param bar null: lines go to the log
   */
  Progress(String task, long steps, LongSupplier clock, PrintStream log, ProgressBar bar) {
    this.task = task;
    this.steps = steps;
    this.clock = clock;
    this.log = log;
    this.bar = bar;
    this.start = clock.getAsLong();
  }

  /**
   * @param steps their number, at the most
   */
  public static Progress of(String task, long steps) {
    return new Progress(
        task,
        steps,
        System::nanoTime,
        System.err,
        Terminal.isInteractive() ? Terminal.progress(task, steps) : null);
  }

  /**
   * @param state the printed state of the task, such as an epoch and its loss
   */
  public synchronized void state(String state) {
    this.state = state;
    if (bar != null) {
      bar.setExtraMessage(" " + state);
    }
  }

  /** One more step is done. */
  public synchronized void step() {
    done++;
    if (bar != null) {
      bar.step();
      return;
    }
    double seconds = (clock.getAsLong() - start) / 1e9;
    if (seconds >= nextLine) {
      nextLine = 2 * seconds;
      log.printf(
          Locale.ROOT,
          "%-10s%s%d%% after %s, %s left at most%n",
          task,
          state.isEmpty() ? "" : state + ", ",
          100 * done / steps,
          time(seconds),
          time(seconds / done * (steps - done)));
    }
  }

  private static String time(double seconds) {
    return seconds < 120
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : String.format(Locale.ROOT, "%.0f min", seconds / 60);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
