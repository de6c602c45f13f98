package workbench.data;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Data card of a bundled data set: its question, source, licence and columns. The card is a
 * document for readers; three of its lines and one of its tables are read. Front matter would
 * repeat them, as GitHub shows it apart from the text.
 *
 * @param question that the label answers, one sentence for a reader who knows the business and not
 *     the data
 * @param source who made the data, one line
 * @param licence under which they may be used, one line
 * @param columns the features and, last, the label
 */
public record DataCard(String question, String source, String licence, List<ColumnNote> columns) {

  private static final Pattern TABLE_ROW =
      Pattern.compile("\\|([^|]+)\\|([^|]+)\\|([^|]*)\\|(?:[^|]*\\|){2,3}");
  private static final Pattern NUMBERED = Pattern.compile("x[1-9][0-9]*");
  private static final String EVERY_NUMBER = "x1, x2, ...";
  private static final List<String> NO_UNIT = List.of("none", "not given");

  /**
   * @param name of the column; {@value #EVERY_NUMBER} of a generated set is any number of them
   * @param meaning in a few words
   * @param unit such as {@code mm}; empty if it has none or the source does not state it
   */
  public record ColumnNote(String name, String meaning, String unit) {}

  public DataCard {
    columns = List.copyOf(columns);
  }

  /**
   * @param datasetName as in {@link Dataset#name()}
   * @return empty for a file of the user's own
   */
  public static Optional<DataCard> of(String datasetName) {
    return Datasets.names().contains(datasetName)
        ? Optional.of(parse(Datasets.card(datasetName)))
        : Optional.empty();
  }

  /** The note on a column, if the card has one. */
  public Optional<ColumnNote> column(String name) {
    return columns.stream()
        .filter(
            note ->
                note.name().equals(name)
                    || note.name().equals(EVERY_NUMBER) && NUMBERED.matcher(name).matches())
        .findFirst()
        .map(note -> new ColumnNote(name, note.meaning(), note.unit()));
  }

  private static DataCard parse(String card) {
    return new DataCard(
        line(card, "Question"),
        line(card, "Source"),
        line(card, "Licence"),
        card.lines()
            .map(TABLE_ROW::matcher)
            .filter(Matcher::matches)
            .map(DataCard::note)
            .filter(note -> !note.name().equals("column") && !note.name().startsWith("---"))
            .toList());
  }

  private static ColumnNote note(Matcher row) {
    String unit = row.group(3).strip();
    return new ColumnNote(
        row.group(1).strip(), row.group(2).strip(), NO_UNIT.contains(unit) ? "" : unit);
  }

  private static String line(String card, String key) {
    return card.lines()
        .filter(line -> line.startsWith(key + ": "))
        .map(line -> line.substring(key.length() + 2).strip())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no line '%s:' in the card %s"
                        .formatted(key, card.lines().limit(1).collect(Collectors.joining()))));
  }
}
