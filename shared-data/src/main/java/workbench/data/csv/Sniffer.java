package workbench.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import workbench.data.InvalidInput;

/**
 * Finds the {@link Dialect} of a file from its beginning: the separator that gives most records the
 * same number of cells, and the fewest cells that hold another separator.
 */
final class Sniffer {

  private static final int SAMPLE = 1 << 20;
  private static final Pattern BLANK_BEFORE_QUOTE =
      Pattern.compile("[,;\\t|][ \\t]+[\"']|[\"'][ \\t]+[,;\\t|]");
  private static final Pattern SINGLE_QUOTED =
      Pattern.compile("'[^'\\r\\n]*'(?:[,;\\t| ]\\s*(?:'[^'\\r\\n]*'|[^'\\r\\n,;\\t|]*))*");
  private static final Pattern SEPARATOR_LINE = Pattern.compile("(?i)sep=(.)\\R?", Pattern.DOTALL);

  private final TextSource text;
  private final Character asked;
  private final String sample;
  private final boolean whole;

  private Sniffer(TextSource text, Character asked, String sample, boolean whole) {
    this.text = text;
    this.asked = asked;
    this.sample = sample;
    this.whole = whole;
  }

  /**
   * @param asked the separator that the user names; null: find it
   * @throws InvalidInput if two separators are as likely
   */
  static Dialect dialect(TextSource text, Character asked) throws IOException {
    var read = new StringBuilder();
    try (Reader reader = text.open()) {
      char[] buffer = new char[1 << 13];
      for (int n; read.length() < SAMPLE && (n = reader.read(buffer)) > 0; ) {
        read.append(buffer, 0, n);
      }
    } catch (IOException e) {
      throw text.unreadable(e);
    }
    String sample = read.toString();
    if (sample.indexOf('\0') >= 0) {
      long line = sample.substring(0, sample.indexOf('\0')).lines().count();
      throw new InvalidInput(
          "%s, line %d: has a NUL character, so it is no text in %s: save it as CSV, or name its encoding with -Dencoding="
              .formatted(text.name(), Math.max(1, line), text.charset().name()));
    }
    return new Sniffer(text, asked, sample, sample.length() < SAMPLE).find();
  }

  private Dialect find() {
    char quote =
        sample.indexOf('"') < 0
                && sample
                    .lines()
                    .limit(3)
                    .anyMatch(line -> SINGLE_QUOTED.matcher(line.strip()).matches())
            ? '\''
            : '"';
    boolean blanks = BLANK_BEFORE_QUOTE.matcher(sample).find();
    Collection<Character> separators = asked == null ? candidates() : List.of(asked);
    List<Candidate> best =
        separators.stream()
            .map(separator -> candidate(separator, quote, blanks))
            .sorted(
                Comparator.comparingDouble(Candidate::score)
                    .reversed()
                    .thenComparing(each -> each.dialect().separator() == Dialect.BLANK))
            .toList();
    Candidate first = best.getFirst();
    // Tabs are blanks, too.
    if (best.size() > 1
        && first.score() > 0
        && best.get(1).score() > 0.95 * first.score()
        && best.get(1).dialect().separator() != Dialect.BLANK) {
      throw new InvalidInput(
          "%s: its separator can be %s or %s: choose one with -Dseparator="
              .formatted(
                  text.name(),
                  Dialect.name(first.dialect().separator()),
                  Dialect.name(best.get(1).dialect().separator())));
    }
    return first.dialect();
  }

  /** A first line such as {@code sep=;}, which Excel writes, names it. */
  private Collection<Character> candidates() {
    var line = SEPARATOR_LINE.matcher(sample);
    return line.lookingAt() ? List.of(line.group(1).charAt(0)) : Dialect.SEPARATORS.values();
  }

  private record Candidate(Dialect dialect, double score) {}

  private Candidate candidate(char separator, char quote, boolean blanks) {
    List<List<String>> records = records(new Dialect(separator, quote, blanks, 0, false));
    records.removeIf(cells -> RowReader.isComment(cells) || RowReader.isSeparatorLine(cells));
    if (records.isEmpty()) {
      return new Candidate(new Dialect(separator, quote, blanks, 0, false), 0);
    }
    List<List<String>> rows = records.size() == 1 ? records : records.subList(1, records.size());
    Map<Integer, Integer> widths = new HashMap<>();
    rows.forEach(cells -> widths.merge(cells.size(), 1, Integer::sum));
    int header = records.getFirst().size();
    // Of two widths that are as frequent, the header's.
    int width =
        widths.entrySet().stream()
            .max(
                Map.Entry.<Integer, Integer>comparingByValue()
                    .thenComparing(entry -> entry.getKey() == header))
            .map(Map.Entry::getKey)
            .orElseThrow();
    boolean trailing =
        rows.stream()
            .allMatch(cells -> cells.size() != width || Cells.trimmed(cells.getLast()).isEmpty());
    boolean rowNames = header > 1 && header == width - 1 && !trailing;
    var dialect = new Dialect(separator, quote, blanks, width, rowNames);
    if (width < 2) {
      return new Candidate(dialect, 0);
    }
    double consistent =
        (widths.get(width) + (header == width || rowNames || trailing ? 1 : 0))
            / (rows.size() + 1.0);
    double pure =
        records.stream()
            .flatMap(List::stream)
            .mapToInt(cell -> isPure(cell, separator) ? 1 : 0)
            .average()
            .orElse(0);
    // Row names without a header are less likely than a header of the same width.
    return new Candidate(dialect, consistent * pure * (rowNames ? 0.9 : 1));
  }

  /**
   * Returns whether a cell holds no other separator; a comma within a number is its decimal mark.
   */
  private static boolean isPure(String cell, char separator) {
    for (char other : new char[] {',', ';', '\t', '|'}) {
      if (other != separator
          && cell.indexOf(other) >= 0
          && !(other == ',' && NumberText.classify(Cells.trimmed(cell)) != 0)) {
        return false;
      }
    }
    return true;
  }

  private List<List<String>> records(Dialect dialect) {
    List<List<String>> records = new ArrayList<>();
    try (CsvReader<CsvRecord> csv = reader(dialect, new StringReader(sample), true)) {
      csv.forEach(record -> records.add(record.getFields()));
      if (!whole && records.size() > 1) {
        records.removeLast();
      }
    } catch (CsvParseException e) {
      // This separator does not give valid CSV; if none does, the reader reports the error.
      return new ArrayList<>();
    } catch (IOException e) {
      throw text.unreadable(e);
    }
    return records;
  }

  /** Opens a reader of records of any width. */
  static CsvReader<CsvRecord> reader(Dialect dialect, Reader text, boolean cut) {
    return CsvReader.builder()
        .fieldSeparator(dialect.separator())
        .quoteCharacter(dialect.quote())
        .trimWhitespacesAroundQuotes(dialect.blanksAroundQuotes())
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(cut)
        .ofCsvRecord(
            dialect.separator() == Dialect.BLANK ? new BlankRuns(text, dialect.quote()) : text);
  }
}
