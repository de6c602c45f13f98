package workbench.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import workbench.text.TerminalText;

/**
 * The stages of a workflow, in the order in which they end: each prints its lines and is kept with
 * its time.
 */
public final class Stages {

  private final List<Stage> done = new ArrayList<>();
  private Stopwatch stopwatch = new Stopwatch();

  /**
   * One of them.
   *
   * @param name such as {@code train}
   * @param lines the printed lines
   * @param seconds wall time since the stage before; of the first, since the workflow began
   */
  public record Stage(String name, List<String> lines, double seconds) {
    public Stage {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A stage has ended, or has more to say.
   *
   * @param name empty if the line belongs to the stage before
   */
  public void note(String name, String line) {
    System.out.printf("%-10s%s%n", name, TerminalText.line(line));
    boolean goesOn = name.isEmpty() && !done.isEmpty();
    Stage before = goesOn ? done.removeLast() : new Stage(name, List.of(), 0);
    List<String> lines = new ArrayList<>(before.lines());
    lines.add(line);
    done.add(new Stage(before.name(), lines, before.seconds() + stopwatch.seconds()));
    stopwatch = new Stopwatch();
  }

  /**
   * The same, with a format.
   *
   * @param name empty if the line belongs to the stage before
   */
  public void note(String name, String format, Object... values) {
    note(name, String.format(Locale.ROOT, format, values));
  }

  /**
   * The same, with several lines.
   *
   * @param lines at least one
   */
  public void note(String name, List<String> lines) {
    note(name, lines.getFirst());
    lines.subList(1, lines.size()).forEach(line -> note("", line));
  }

  /** Those that have ended. */
  public List<Stage> done() {
    return List.copyOf(done);
  }
}
