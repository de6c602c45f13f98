package workbench.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import workbench.data.InvalidInput;

/**
 * Reads the rows of a file, cells trimmed; leaves out comments and rows without any value, and
 * counts them.
 */
final class RowReader {

  /** Handles a row. */
  @FunctionalInterface
  interface Action {

    /**
     * @param cells as many as the header has; valid during the call only
     * @param line of the file where the row begins, from 1
     */
    void accept(String[] cells, long line);
  }

  private final TextSource text;
  private final Dialect dialect;
  private final boolean headerIsData;
  private List<String> header;
  private long headerLine;
  private String[] cells;
  private int comments;
  private int emptyRows;

  /**
   * @param headerIsData whether the first line is a row; the columns are then named x1, x2, ...
   */
  RowReader(TextSource text, Dialect dialect, boolean headerIsData) {
    this.text = text;
    this.dialect = dialect;
    this.headerIsData = headerIsData;
  }

  /**
   * Reads all of them.
   *
   * @throws InvalidInput if a row has too many or too few cells, or if the file is no text or no
   *     CSV
   */
  void forEach(Action action) throws IOException {
    header = null;
    comments = 0;
    emptyRows = 0;
    try (CsvReader<CsvRecord> csv = Sniffer.reader(dialect, text.open(), false)) {
      for (CsvRecord row : csv) {
        accept(row, action);
      }
    } catch (CsvParseException | UncheckedIOException | IOException e) {
      throw text.unreadable(e);
    }
  }

  private void accept(CsvRecord row, Action action) {
    long line = row.getStartingLineNumber();
    List<String> fields = row.getFields();
    if (header == null && (line == 1 && isSeparatorLine(fields))) {
      return;
    }
    if (fields.getFirst().startsWith("#") && fields.size() != dialect.width()) {
      comments++;
      return;
    }
    if (fields.stream().allMatch(field -> Cells.trimmed(field).isEmpty())) {
      emptyRows += fields.size() == 1 ? 0 : 1;
      return;
    }
    if (header == null) {
      header(fields, line);
      if (!headerIsData) {
        return;
      }
    }
    row(fields, line);
    action.accept(cells, line);
  }

  private void header(List<String> fields, long line) {
    List<String> names = new ArrayList<>();
    if (headerIsData) {
      for (int j = 1; j <= Math.max(dialect.width(), 1); j++) {
        names.add("x" + j);
      }
    } else {
      if (dialect.rowNames()) {
        names.add("");
      }
      for (int j = 0; j < fields.size(); j++) {
        refuseNul(fields.get(j), j, line);
        names.add(Cells.trimmed(fields.get(j)));
      }
      while (names.size() > Math.max(dialect.width(), 1) && names.getLast().isEmpty()) {
        names.removeLast();
      }
    }
    header = List.copyOf(names);
    headerLine = line;
    cells = new String[names.size()];
  }

  private void row(List<String> fields, long line) {
    int count = fields.size();
    while (count > cells.length && Cells.trimmed(fields.get(count - 1)).isEmpty()) {
      count--;
    }
    if (count != cells.length) {
      throw new InvalidInput(
          "%s, line %d: %d cells where the header has %d%s"
              .formatted(
                  text.name(),
                  line,
                  fields.size(),
                  cells.length,
                  cells.length == 1 ? "; give the separator with -Dseparator=" : ""));
    }
    for (int j = 0; j < cells.length; j++) {
      refuseNul(fields.get(j), j, line);
      cells[j] = Cells.trimmed(fields.get(j));
    }
  }

  private void refuseNul(String field, int column, long line) {
    if (field.indexOf('\0') >= 0) {
      throw new InvalidInput(
          "%s, line %d: cell %d has a NUL character; remove it"
              .formatted(text.name(), line, column + 1));
    }
  }

  static boolean isComment(List<String> cells) {
    return cells.getFirst().startsWith("#") && cells.size() == 1
        || cells.stream().allMatch(cell -> Cells.trimmed(cell).isEmpty());
  }

  static boolean isSeparatorLine(List<String> cells) {
    return cells.getFirst().matches("(?i)sep=.?") && String.join("", cells).length() <= 5;
  }

  /** The names of the columns; null before a line was read that is no comment. */
  List<String> header() {
    return header;
  }

  long headerLine() {
    return headerLine;
  }

  /** Lines that begin with «#» and do not have the cells of a row. */
  int comments() {
    return comments;
  }

  /** Rows that have separators and no value. */
  int emptyRows() {
    return emptyRows;
  }
}
