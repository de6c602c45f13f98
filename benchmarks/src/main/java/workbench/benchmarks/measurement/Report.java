package workbench.benchmarks.measurement;

import com.github.freva.asciitable.AsciiTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import workbench.benchmarks.measurement.RowResult.Figure;

/** The tables, for a console and in Markdown. */
final class Report {

  private static final List<String> HEADER =
      List.of("work", "figure", "who", "median", "min to max", "ours is better by", "target");

  private final Results results;

  Report(Results results) {
    this.results = results;
  }

  String console() {
    var text = new StringBuilder();
    for (Map.Entry<String, List<RowResult>> group : groups().entrySet()) {
      String[][] cells =
          lines(group.getValue()).stream()
              .map(line -> line.toArray(String[]::new))
              .toArray(String[][]::new);
      text.append("== ").append(group.getKey()).append('\n');
      text.append(
          AsciiTable.getTable(AsciiTable.BASIC_ASCII, HEADER.toArray(String[]::new), null, cells));
      text.append('\n');
      notes(group.getValue()).forEach(note -> text.append(note).append('\n'));
    }
    return text.toString();
  }

  String markdown() {
    var text = new StringBuilder("# Benchmarks\n\n").append(circumstances()).append('\n');
    for (Map.Entry<String, List<RowResult>> group : groups().entrySet()) {
      text.append("\n## ").append(group.getKey()).append("\n\n");
      text.append(markdownLine(HEADER)).append("|---|---|---|--:|--:|--:|--:|\n");
      lines(group.getValue()).forEach(line -> text.append(markdownLine(line)));
      List<String> notes = notes(group.getValue());
      if (!notes.isEmpty()) {
        text.append('\n');
        notes.forEach(note -> text.append("- ").append(note).append('\n'));
      }
    }
    return text.toString();
  }

  /** Where and how it was measured, in a few sentences. */
  private String circumstances() {
    Machine machine = results.machine();
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %,.0f GiB; %s; %s. %s run, %d rounds, seed %d. Load average %.2f before and"
            + " %.2f after.%n%s.%n",
        machine.processor(),
        machine.cores(),
        machine.memory() / Math.pow(2, 30),
        machine.system(),
        machine.java(),
        results.quick() ? "Quick" : "Full",
        results.rounds(),
        results.seed(),
        results.loadBefore(),
        results.loadAfter(),
        results.versions().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", ")));
  }

  private Map<String, List<RowResult>> groups() {
    return results.rows().stream()
        .collect(Collectors.groupingBy(RowResult::group, LinkedHashMap::new, Collectors.toList()));
  }

  private static List<List<String>> lines(List<RowResult> rows) {
    List<List<String>> lines = new ArrayList<>();
    for (RowResult row : rows) {
      String work =
          row.size() > 0
              ? String.format(Locale.ROOT, "%s, %,.0f rows", row.work(), row.size())
              : row.work();
      if (row.isRefused()) {
        lines.add(List.of(work, "", "not timed", "", "", "", ""));
      }
      for (Figure figure : row.figures()) {
        lines.add(line(work, figure));
      }
    }
    return lines;
  }

  private static List<String> line(String work, Figure figure) {
    Unit unit = figure.metric().unit();
    return List.of(
        work,
        figure.metric().title(),
        figure.contestant(),
        unit.format(figure.spread().median()),
        "%s to %s"
            .formatted(unit.format(figure.spread().min()), unit.format(figure.spread().max())),
        figure.isOurs() ? "" : advantage(figure.advantage()),
        figure.target() == 0
            ? ""
            : "%s: %s"
                .formatted(Unit.digits(figure.target()), figure.isMissed() ? "missed" : "met"));
  }

  private static String advantage(Spread advantage) {
    return "%s (%s to %s)"
        .formatted(
            Unit.digits(advantage.median()),
            Unit.digits(advantage.min()),
            Unit.digits(advantage.max()));
  }

  private static List<String> notes(List<RowResult> rows) {
    List<String> notes = new ArrayList<>();
    for (RowResult row : rows) {
      row.notes().forEach(note -> notes.add("%s: %s".formatted(row.name(), note)));
      if (row.isRefused()) {
        notes.add("%s: not timed: %s".formatted(row.name(), row.refusal()));
      }
    }
    return notes;
  }

  private static String markdownLine(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
