package workbench.benchmarks.measurement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import workbench.data.InvalidInput;

/**
 * The advantages of an earlier run, which a later one must not fall far below.
 *
 * @param entries one for each row and peer
 */
public record Guard(List<Entry> entries) {

  /**
   * Machines differ, and a shared one has its moods: only what is far outside the recorded spread
   * is an alarm.
   */
  static final double FACTOR = 3;

  private static final Set<Metric> GUARDED = EnumSet.of(Metric.TIME, Metric.REQUESTS, Metric.WALL);

  /** How many times better ours was. */
  public record Entry(String row, String contestant, Metric metric, Spread advantage) {}

  static Guard of(List<RowResult> rows) {
    List<Entry> entries = new ArrayList<>();
    for (RowResult row : rows) {
      for (RowResult.Figure figure : row.figures()) {
        if (!figure.isOurs() && GUARDED.contains(figure.metric())) {
          entries.add(
              new Entry(row.name(), figure.contestant(), figure.metric(), figure.advantage()));
        }
      }
    }
    return new Guard(entries);
  }

  static Guard read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInput(
          "guard=%s: there is no such file; -Drecord=%s makes one".formatted(file, file));
    }
    try {
      return JsonMapper.shared().readValue(Files.readString(file), Guard.class);
    } catch (JacksonException e) {
      throw new InvalidInput(
          "guard=%s: not a record of a run (%s); -Drecord= makes one"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  void write(Path file) throws IOException {
    Files.writeString(
        file,
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(this)
            + "\n");
  }

  /**
   * @return a sentence for each advantage that has been lost, or was not measured any more
   */
  List<String> alarms(List<RowResult> rows) {
    List<Entry> now = of(rows).entries();
    List<String> alarms = new ArrayList<>();
    for (Entry before : entries) {
      now.stream()
          .filter(
              entry ->
                  entry.row().equals(before.row())
                      && entry.contestant().equals(before.contestant())
                      && entry.metric() == before.metric())
          .findFirst()
          .ifPresentOrElse(
              entry -> {
                if (entry.advantage().median() < before.advantage().min() / FACTOR) {
                  alarms.add(alarm(before, entry));
                }
              },
              () ->
                  alarms.add(
                      "%s: no figure against %s any more"
                          .formatted(before.row(), before.contestant())));
    }
    return alarms;
  }

  private static String alarm(Entry before, Entry now) {
    return String.format(
        Locale.ROOT,
        "%s: against %s, ours was %s to %s times better, and is now %s times",
        before.row(),
        before.contestant(),
        Unit.digits(before.advantage().min()),
        Unit.digits(before.advantage().max()),
        Unit.digits(now.advantage().median()));
  }
}
