package workbench.benchmarks.measurement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import workbench.benchmarks.measurement.Results.Figure;
import workbench.benchmarks.measurement.Results.Machine;
import workbench.benchmarks.measurement.Results.RowResult;
import workbench.benchmarks.measurement.Results.Unit;

/** Tables of the results, for a console of 100 columns and in Markdown. */
record Report(Results results) {

  private static final String CONSOLE = "  %-29s %10s  %-22s %-21s %s";
  private static final String MARKDOWN = "| %s | %s | %s | %s | %s | %s | %s |%n";

  String console() {
    var text = new StringBuilder();
    groups()
        .forEach(
            (title, rows) -> {
              text.append("== %s%n".formatted(title));
              text.append(
                  line(CONSOLE, "", "median", "min to max", "speed-up or saving", "target"));
              rows.forEach(row -> appendConsole(text, row));
              notes(rows).forEach(note -> text.append(note).append('\n'));
            });
    return text.toString();
  }

  private static void appendConsole(StringBuilder text, RowResult row) {
    Results.Metric metric = null;
    for (Figure figure : row.figures()) {
      if (figure.metric() != metric) {
        metric = figure.metric();
        text.append("%s: %s%n".formatted(work(row), metric.title));
      }
      text.append(line(CONSOLE, cells(figure).toArray()));
    }
  }

  private static String line(String format, Object... cells) {
    return format.formatted(cells).stripTrailing() + "\n";
  }

  String markdown() {
    var text = new StringBuilder("# Benchmarks\n\n").append(circumstances()).append('\n');
    groups()
        .forEach(
            (title, rows) -> {
              text.append("\n## %s%n%n".formatted(title));
              text.append(
                  "| work | metric | contender | median | min to max | speed-up or saving | target"
                      + " |\n"
                      + "|---|---|---|--:|--:|--:|--:|\n");
              rows.forEach(row -> appendMarkdown(text, row));
              List<String> notes = notes(rows);
              text.append(notes.isEmpty() ? "" : "\n");
              notes.forEach(note -> text.append("- ").append(note).append('\n'));
            });
    return text.toString();
  }

  private static void appendMarkdown(StringBuilder text, RowResult row) {
    if (row.isRefused()) {
      text.append(MARKDOWN.formatted(work(row), "", "not timed", "", "", "", ""));
    }
    for (Figure figure : row.figures()) {
      List<String> cells = new ArrayList<>(List.of(work(row), figure.metric().title));
      cells.addAll(cells(figure));
      text.append(MARKDOWN.formatted(cells.stream().map(c -> c.replace("|", "\\|")).toArray()));
    }
  }

  /** Machine, load and versions of the run. */
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

  private static String work(RowResult row) {
    return row.size() == 0
        ? row.work()
        : String.format(Locale.ROOT, "%s, %,.0f rows", row.work(), row.size());
  }

  /** Contender, median, range, speed-up or saving, and target. */
  private static List<String> cells(Figure figure) {
    Unit unit = figure.metric().unit;
    return List.of(
        figure.contender(),
        unit.format(figure.spread().median()),
        "%s to %s"
            .formatted(unit.format(figure.spread().min()), unit.format(figure.spread().max())),
        figure.isOurs() ? "" : figure.advantage().asRatio(),
        figure.target() == 0
            ? ""
            : "%s: %s"
                .formatted(Results.digits(figure.target()), figure.isMissed() ? "missed" : "met"));
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
}
