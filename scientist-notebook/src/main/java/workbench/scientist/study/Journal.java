package workbench.scientist.study;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import workbench.command.Progress;

/** The printed lines of a study; each step notes what it found. */
@FunctionalInterface
public interface Journal {

  /**
   * @param step such as {@code describe}; empty if the line goes on with the step before
   * @param line printed
   */
  void note(String step, String line);

  /** Several lines of one step. */
  default void notes(String step, List<String> lines) {
    note(step, lines.getFirst());
    lines.subList(1, lines.size()).forEach(line -> note("", line));
  }

  /** A line with values in it. */
  default void format(String step, String format, Object... values) {
    note(step, String.format(Locale.ROOT, format, values));
  }

  /** Runs work of so many steps, and shows how far it is. */
  static <T> T withProgress(String task, int steps, Function<Runnable, T> work) {
    try (Progress progress = Progress.of(task, steps)) {
      return work.apply(progress::step);
    }
  }
}
