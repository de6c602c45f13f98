package workbench.command;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import workbench.data.Dataset;

/**
 * Advice for data that fill the memory of one process: the same regression on Spark, with the same
 * options.
 *
 * @param dataset a name or the path of a file, as typed
 * @param generated whether the rows are drawn, as many as asked for
 * @param options the other options of the data that were typed, by their names
 */
record LargeData(String dataset, boolean generated, Map<String, String> options) {

  /** A million rows x 10 take up to 1.4 GB. More than twice as many values get a note. */
  static final long MANY_VALUES = 20_000_000;

  /** The line for data with many values; empty for others. */
  Optional<String> note(Dataset data) {
    long values = (long) data.rows() * data.columns().size();
    return values <= MANY_VALUES
        ? Optional.empty()
        : Optional.of(
            "%s are many for one process; Spark fits the regression in parts: %s"
                .formatted(size(data), spark()));
  }

  static String size(Dataset data) {
    return String.format(
        Locale.ROOT, "%,d rows x %,d features", data.rows(), data.columns().size());
  }

  /**
   * Returns the line for the user when the memory is full.
   *
   * @param what the data in memory, in words
   */
  String outOfMemory(String what) {
    return String.format(
        Locale.ROOT,
        "%s do not fit into the memory of one process (Java's heap: %,d MB): use fewer rows%s, or"
            + " fit the regression on Spark: %s",
        what,
        Runtime.getRuntime().maxMemory() / 1_000_000,
        generated ? " (-Drows=)" : "",
        spark());
  }

  /** Spark divides a file's rows by itself: equal rows together. */
  private String spark() {
    boolean unread = options.entrySet().stream().anyMatch(LargeData::isUnknownToSpark);
    return options.entrySet().stream()
        .filter(option -> generated || !option.getKey().equals("split"))
        .filter(option -> !isUnknownToSpark(option))
        .map(option -> " " + argument(option.getKey(), option.getValue()))
        .collect(
            Collectors.joining(
                "",
                "mvn -q -Pcluster compile exec:exec@fit-at-scale "
                    + argument(generated ? "dataset" : "input", dataset),
                unread
                    ? " (first write the file in UTF-8 with commas: Spark reads neither runs of"
                        + " blanks nor UTF-16 or UTF-32)"
                    : ""));
  }

  private static boolean isUnknownToSpark(Map.Entry<String, String> option) {
    return switch (option.getKey()) {
      case "separator" -> option.getValue().equals("blank") || option.getValue().isBlank();
      case "encoding" -> option.getValue().toUpperCase(Locale.ROOT).matches("UTF-?(16|32).*");
      default -> false;
    };
  }

  private static String argument(String name, String value) {
    String argument = "-D%s=%s".formatted(name, value);
    return argument.matches("[\\w-=./:,+]*") ? argument : "\"" + argument + "\"";
  }
}
