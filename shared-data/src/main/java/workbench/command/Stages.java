package workbench.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import workbench.text.TerminalText;

/** The stages of a workflow, in their order: each prints its lines and is kept with its time. */
public final class Stages {

  /** Columns of a stage's name. */
  private static final int NAME = 10;

  /** Indent of the rest of a line that is too long, so that it does not look like a new one. */
  private static final int HANGING = 12;

  private final List<Stage> done = new ArrayList<>();
  private Stopwatch stopwatch = new Stopwatch();

  /**
   * A stage that has ended.
   *
   * @param name such as {@code train}
   * @param lines the printed lines
   * @param seconds wall time since the end of the stage before, or since the workflow began
   */
  public record Stage(String name, List<String> lines, double seconds) {
    public Stage {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Prints and keeps a line of a stage that has ended. On the console it is divided into lines of
   * at most {@value TerminalText#COLUMNS} columns; it is kept whole.
   *
   * @param name empty if the line belongs to the stage before
   */
  public void note(String name, String line) {
    print(name, TerminalText.wrapped(TerminalText.line(line), NAME, HANGING));
    keep(name, line);
  }

  /**
   * Prints and keeps a line that begins with a path. The path is never divided; if the line is too
   * long, its second part follows below the path.
   *
   * @param name empty if the line belongs to the stage before
   */
  public void note(String name, Path path, String about) {
    String whole = TerminalText.line(path.toString());
    String line = whole + " " + TerminalText.line(about);
    if (NAME + TerminalText.columns(line) <= TerminalText.COLUMNS) {
      print(name, List.of(line));
    } else {
      print(name, List.of(whole));
      print("", TerminalText.wrapped(TerminalText.line(about), NAME, HANGING));
    }
    keep(name, path + " " + about);
  }

  private static void print(String name, List<String> lines) {
    System.out.printf("%-" + NAME + "s%s%n", name, lines.getFirst());
    lines.subList(1, lines.size()).forEach(rest -> System.out.println(" ".repeat(HANGING) + rest));
  }

  private void keep(String name, String line) {
    boolean goesOn = name.isEmpty() && !done.isEmpty();
    Stage before = goesOn ? done.removeLast() : new Stage(name, List.of(), 0);
    List<String> lines = new ArrayList<>(before.lines());
    lines.add(line);
    done.add(new Stage(before.name(), lines, before.seconds() + stopwatch.seconds()));
    stopwatch = new Stopwatch();
  }

  /**
   * Notes a formatted line.
   *
   * @param name empty if the line belongs to the stage before
   */
  public void note(String name, String format, Object... values) {
    note(name, String.format(Locale.ROOT, format, values));
  }

  /**
   * Notes several lines.
   *
   * @param lines at least one
   */
  public void note(String name, List<String> lines) {
    note(name, lines.getFirst());
    lines.subList(1, lines.size()).forEach(line -> note("", line));
  }

  /** The stages that have ended. */
  public List<Stage> done() {
    return List.copyOf(done);
  }
}
