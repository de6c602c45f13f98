package workbench.benchmarks.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Two source files, aligned: each row has the lines of both that do the same. Every line of both
 * files is in exactly one row; where the files do things in another order, the line numbers show
 * it.
 *
 * @param rows in the order of the Python file
 */
public record SideBySide(List<Row> rows) {

  /**
   * What belongs together.
   *
   * @param python how the block of Python lines begins, without indentation; empty if there is none
   * @param java how each block of Java lines begins; a block ends where another one begins
   * @param why what differs and why; may be empty
   */
  public record Match(List<String> python, List<String> java, String why) {}

  /**
   * A line of source code.
   *
   * @param html highlighted
   * @param number of the line, from 1
   */
  public record Line(int number, String html) {}

  /** What does the same in both. */
  public record Row(List<Line> python, List<Line> java, String why) {}

  public SideBySide {
    rows = List.copyOf(rows);
  }

  /**
   * @throws IllegalStateException if a beginning is not exactly once in its file, or the first line
   *     is in no block
   */
  static SideBySide of(String python, String java, List<Match> matches) {
    List<String> pythonHtml = Highlighter.PYTHON.lines(python);
    List<String> javaHtml = Highlighter.JAVA.lines(java);
    SortedMap<Integer, Integer> pythonBlocks =
        blocks(python, matches.stream().map(Match::python).toList());
    SortedMap<Integer, Integer> javaBlocks =
        blocks(java, matches.stream().map(Match::java).toList());
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < matches.size(); row++) {
      rows.add(
          new Row(
              lines(row, pythonBlocks, pythonHtml),
              lines(row, javaBlocks, javaHtml),
              matches.get(row).why()));
    }
    return new SideBySide(rows);
  }

  /** Row by the number of the line that begins a block of it. */
  private static SortedMap<Integer, Integer> blocks(String file, List<List<String>> beginnings) {
    List<String> lines = file.lines().map(String::strip).toList();
    SortedMap<Integer, Integer> rows = new TreeMap<>();
    for (int row = 0; row < beginnings.size(); row++) {
      for (String beginning : beginnings.get(row)) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
          if (lines.get(i).startsWith(beginning)) {
            found.add(i + 1);
          }
        }
        if (found.size() != 1 || rows.put(found.getFirst(), row) != null) {
          throw new IllegalStateException("'%s' begins the lines %s".formatted(beginning, found));
        }
      }
    }
    if (rows.firstKey() != 1) {
      throw new IllegalStateException(
          "the lines before %d are in no block".formatted(rows.firstKey()));
    }
    return rows;
  }

  private static List<Line> lines(int row, SortedMap<Integer, Integer> blocks, List<String> html) {
    List<Line> lines = new ArrayList<>();
    for (int number = 1; number <= html.size(); number++) {
      int block = blocks.headMap(number + 1).lastKey();
      if (blocks.get(block) == row) {
        lines.add(new Line(number, html.get(number - 1)));
      }
    }
    return withoutBlankEnds(lines);
  }

  /** Blank lines between two blocks are in none. */
  private static List<Line> withoutBlankEnds(List<Line> lines) {
    List<Line> kept = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      boolean blank = lines.get(i).html().isBlank();
      boolean goesOn =
          i + 1 < lines.size() && lines.get(i + 1).number() == lines.get(i).number() + 1;
      if (!blank || goesOn && !kept.isEmpty()) {
        kept.add(lines.get(i));
      }
    }
    return kept;
  }
}
