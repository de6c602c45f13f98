package workbench.benchmarks.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Two source files side by side, paired by their section comments: whole lines such as {@code #
 * Data} and {@code // Data}. Every line of both files is in exactly one row. Without a full set of
 * section comments there is one row, with both files whole.
 *
 * @param rows what comes before the first section, then the sections in the order of the Python
 *     file
 * @param problem why the files are whole; empty if they are paired
 */
public record SideBySide(List<Row> rows, String problem) {

  /**
   * A source file.
   *
   * @param name of the file
   * @param text with any kind of line ends
   */
  public record Source(String name, String text) {

    /** Returns the number of lines. */
    public long length() {
      return text.stripTrailing().lines().count();
    }
  }

  /**
   * A line of source code.
   *
   * @param html highlighted
   * @param number of the line, from 1
   */
  public record Line(int number, String html) {}

  /**
   * Lines that do the same.
   *
   * @param section its name; empty before the first section
   */
  public record Row(String section, List<Line> python, List<Line> java) {}

  public SideBySide {
    rows = List.copyOf(rows);
  }

  /**
   * @param sections names of the sections; each is expected once in each file, as a comment that
   *     has a line to itself
   */
  static SideBySide of(Source python, Source java, List<String> sections) {
    Side left = Side.of(python, "#", Highlighter.PYTHON, sections);
    Side right = Side.of(java, "//", Highlighter.JAVA, sections);
    String problem = String.join(" ", left.problem, right.problem).strip();
    if (!problem.isEmpty()) {
      return new SideBySide(List.of(new Row("", left.whole, right.whole)), problem);
    }
    List<Row> rows = new ArrayList<>();
    left.blocks.forEach((name, lines) -> rows.add(new Row(name, lines, right.blocks.get(name))));
    return new SideBySide(rows, "");
  }

  /**
   * One of the files.
   *
   * @param blocks by the name of the section, in the order of the file; the first one, before any
   *     section, has an empty name
   */
  private record Side(List<Line> whole, Map<String, List<Line>> blocks, String problem) {

    static Side of(Source source, String mark, Highlighter highlighter, List<String> sections) {
      List<String> html = highlighter.lines(source.text());
      List<Line> whole =
          IntStream.range(0, html.size()).mapToObj(i -> new Line(i + 1, html.get(i))).toList();
      List<String> text = source.text().lines().toList();
      List<String> problems = new ArrayList<>();
      Map<Integer, String> starts = new LinkedHashMap<>();
      for (String section : sections) {
        Pattern comment =
            Pattern.compile("\\s*%s\\s*%s\\s*".formatted(mark, Pattern.quote(section)));
        List<Integer> found =
            whole.stream()
                .map(Line::number)
                .filter(number -> comment.matcher(text.get(number - 1)).matches())
                .toList();
        found.forEach(number -> starts.put(number, section));
        if (found.isEmpty()) {
          problems.add("%s has no line «%s %s».".formatted(source.name(), mark, section));
        } else if (found.size() > 1) {
          problems.add(
              "%s has the line «%s %s» more than once, in lines %s."
                  .formatted(
                      source.name(),
                      mark,
                      section,
                      String.join(", ", found.stream().map(String::valueOf).toList())));
        }
      }
      Map<String, List<Line>> blocks = new LinkedHashMap<>();
      String section = "";
      blocks.put(section, new ArrayList<>());
      for (Line line : whole) {
        section = starts.getOrDefault(line.number(), section);
        blocks.computeIfAbsent(section, name -> new ArrayList<>()).add(line);
      }
      blocks.replaceAll((name, lines) -> withoutBlankEnd(lines));
      return new Side(whole, blocks, String.join(" ", problems));
    }

    private static List<Line> withoutBlankEnd(List<Line> lines) {
      int end = lines.size();
      while (end > 0 && lines.get(end - 1).html().isBlank()) {
        end--;
      }
      return List.copyOf(lines.subList(0, end));
    }
  }
}
