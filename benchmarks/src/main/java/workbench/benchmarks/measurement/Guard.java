package workbench.benchmarks.measurement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import workbench.benchmarks.measurement.Results.RowResult;
import workbench.benchmarks.measurement.Results.Spread;
import workbench.data.InvalidInput;
import workbench.model.Json;

/**
 * Speed-ups of an earlier run. A later run must not fall far below them.
 *
 * @param entries one for each row and peer
 */
public record Guard(List<Entry> entries) {

  /** Machines and their load differ: less than a third of the least recorded ratio is an alarm. */
  static final double FACTOR = 3;

  private static final Set<Metric> GUARDED = EnumSet.of(Metric.TIME, Metric.REQUESTS, Metric.WALL);

  /** Speed-up over a peer. */
  public record Entry(String row, String contender, Metric metric, Spread advantage) {

    private boolean isSame(Entry other) {
      return row.equals(other.row) && contender.equals(other.contender) && metric == other.metric;
    }
  }

  static Guard of(List<RowResult> rows) {
    return new Guard(rows.stream().flatMap(Guard::entries).toList());
  }

  private static Stream<Entry> entries(RowResult row) {
    return row.figures().stream()
        .filter(figure -> !figure.isOurs() && GUARDED.contains(figure.metric()))
        .map(each -> new Entry(row.name(), each.contender(), each.metric(), each.advantage()));
  }

  static Guard read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInput(
          "guard=%s: there is no such file; -Drecord=%s makes one".formatted(file, file));
    }
    try {
      return Json.read(Files.readString(file), Guard.class);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput(
          "guard=%s: not a record of a run (%s); -Drecord= makes one"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  void write(Path file) throws IOException {
    Files.writeString(file, Json.writePretty(this) + "\n");
  }

  /**
   * @return a sentence for each speed-up that is lost or was not measured
   */
  List<String> alarms(List<RowResult> rows) {
    List<Entry> now = of(rows).entries();
    List<String> alarms = new ArrayList<>();
    for (Entry before : entries) {
      Entry found = now.stream().filter(before::isSame).findFirst().orElse(null);
      if (found == null) {
        alarms.add("%s: no figure against %s any more".formatted(before.row, before.contender));
      } else if (found.advantage.median() < before.advantage.min() / FACTOR) {
        alarms.add(
            "%s: the speed-up over %s was %s to %s and is now %s"
                .formatted(
                    before.row,
                    before.contender,
                    Metric.digits(before.advantage.min()),
                    Metric.digits(before.advantage.max()),
                    Metric.digits(found.advantage.median())));
      }
    }
    return alarms;
  }
}
