package workbench.benchmarks.measurement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import workbench.benchmarks.measurement.Metric.Unit;
import workbench.benchmarks.measurement.Results.Figure;
import workbench.benchmarks.measurement.Results.Machine;
import workbench.benchmarks.measurement.Results.RowResult;
import workbench.benchmarks.measurement.Results.Spread;

/**
 * Writer of the tables.
 *
 * @param title format of a table's title
 * @param rule below the column headings
 * @param work format of a line before the figures of a metric; empty: there is no such line
 * @param line format of the seven cells of a figure
 * @param note format of a note
 */
record Report(String title, String rule, String work, String line, String note) {

  /** 100 columns wide: work and metric are lines of their own. */
  static final Report CONSOLE =
      new Report("== %s\n", "", "%s: %s", "  %3$-29s %4$10s  %5$-22s %6$-21s %7$s", "%s: %s\n");

  static final Report MARKDOWN =
      new Report(
          "\n## %s\n\n",
          "|---|---|---|--:|--:|--:|--:|\n",
          "",
          "| %s | %s | %s | %s | %s | %s | %s |",
          "- %s: %s\n");

  private static final List<String> COLUMNS =
      List.of(
          "work", "metric", "contender", "median", "min to max", "speed-up or saving", "target");

  /** The tables of a run, one for each group of rows, each with its notes below. */
  String tables(List<RowResult> rows) {
    Map<String, List<RowResult>> groups =
        rows.stream()
            .collect(
                Collectors.groupingBy(RowResult::group, LinkedHashMap::new, Collectors.toList()));
    var text = new StringBuilder();
    groups.forEach(
        (group, its) -> {
          text.append(title.formatted(group)).append(line(line, COLUMNS)).append(rule);
          its.forEach(row -> text.append(figures(row)));
          String notes = its.stream().map(this::notes).collect(Collectors.joining());
          text.append(notes.isEmpty() ? "" : "\n").append(notes);
        });
    return text.toString();
  }

  /** The lines of one row. */
  String figures(RowResult row) {
    String size = String.format(Locale.ROOT, ", %,.0f rows", row.size());
    String rowWork = row.work() + (row.size() == 0 ? "" : size);
    if (row.isRefused()) {
      List<String> cells = List.of(rowWork, "", "not timed", "", "", "", "");
      return line(work, cells) + line(line, cells);
    }
    var text = new StringBuilder();
    Metric metric = null;
    for (Figure figure : row.figures()) {
      List<String> cells = new ArrayList<>(List.of(rowWork, figure.metric().title));
      cells.addAll(cells(figure));
      text.append(figure.metric() == metric ? "" : line(work, cells)).append(line(line, cells));
      metric = figure.metric();
    }
    return text.toString();
  }

  private static String line(String format, List<String> cells) {
    return format.isEmpty() ? "" : format.formatted(cells.toArray()).stripTrailing() + "\n";
  }

  /** Contender, median, range, speed-up or saving, and target. */
  private static List<String> cells(Figure figure) {
    Unit unit = figure.metric().unit;
    Spread spread = figure.spread();
    Spread ratio = figure.advantage();
    return List.of(
        figure.contender(),
        unit.format(spread.median()),
        "%s to %s".formatted(unit.format(spread.min()), unit.format(spread.max())),
        figure.isOurs()
            ? ""
            : "%s (%s to %s)"
                .formatted(
                    Metric.digits(ratio.median()),
                    Metric.digits(ratio.min()),
                    Metric.digits(ratio.max())),
        figure.target() == 0
            ? ""
            : Metric.digits(figure.target()) + (figure.isMissed() ? ": missed" : ": met"));
  }

  private String notes(RowResult row) {
    List<String> notes = new ArrayList<>(row.notes());
    if (row.isRefused()) {
      notes.add("not timed: " + row.refusal());
    }
    return notes.stream()
        .map(each -> note.formatted(row.name(), each))
        .collect(Collectors.joining());
  }

  /** The file {@code results.md}: machine, load and versions, the tables, the slopes. */
  static String markdown(Results results) {
    Machine machine = results.machine();
    String circumstances =
        String.format(
            Locale.ROOT,
            "%s, %d cores, %,.0f GiB; %s; %s. %s run, %d rounds, seed %d. Load average %.2f before"
                + " and %.2f after.%n%s.%n",
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
    String slopes =
        Growth.of(results.rows()).stream()
            .flatMap(growth -> growth.describe().stream())
            .map("- %s\n"::formatted)
            .collect(Collectors.joining());
    return "# Benchmarks\n\n%s%s%s%s"
        .formatted(
            circumstances, MARKDOWN.tables(results.rows()), slopes.isEmpty() ? "" : "\n", slopes);
  }
}
