package workbench.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads a data set from CSV: UTF-8, comma-separated (RFC 4180), a header line, the label in the
 * last column, two classes. A column whose cells are numbers is numeric, one whose cells are text
 * is categorical; an empty cell is a missing value. Whatever does not fit is refused, with file,
 * line and column: no row is dropped, no cell guessed.
 */
final class CsvDataset {

  private final String source;
  private final List<String> header;
  private final List<Cells> columns = new ArrayList<>();
  private final Map<String, String> renamed;
  private final List<String> expectedClasses;
  private final Map<String, Integer> classCodes = new LinkedHashMap<>();
  private int[] labels = new int[64];
  private int rows;

  private CsvDataset(
      String source, CsvRecord header, Map<String, String> renamed, List<String> expectedClasses) {
    this.source = source;
    this.renamed = renamed;
    this.expectedClasses = expectedClasses;
    this.header = header.getFields();
    long line = header.getStartingLineNumber();
    if (this.header.size() < 2) {
      throw wrong(
          line,
          "1 column ('%s'); at least one feature and, last, the label are needed, separated by commas"
              .formatted(shown(this.header.getFirst())));
    }
    Set<String> seen = new HashSet<>();
    for (int j = 0; j < this.header.size(); j++) {
      String name = this.header.get(j);
      if (name.isBlank()) {
        throw wrong(line, "column %d has no name in the header".formatted(j + 1));
      }
      if (name.lines().count() > 1) {
        throw wrong(
            line, "the name '%s' has a line break; a name is one line".formatted(shown(name)));
      }
      if (!seen.add(name)) {
        throw wrong(line, "two columns are named '%s'; names must differ".formatted(shown(name)));
      }
      columns.add(new Cells());
    }
    columns.removeLast();
  }

  /** A file of the user's own; its two classes are taken in alphabetical order. */
  static Dataset read(Path file) {
    if (Files.isDirectory(file)) {
      throw new InvalidInput("%s: is a folder; the path of a CSV file is expected".formatted(file));
    }
    if (!Files.exists(file)) {
      throw new InvalidInput(
          "%s: no such file; the path of a CSV file or one of %s is expected"
              .formatted(file, String.join(", ", Datasets.names())));
    }
    if (!Files.isRegularFile(file)) {
      // Reading from a pipe could wait for ever.
      throw new InvalidInput(
          "%s: is a pipe or a device; the path of a CSV file is expected".formatted(file));
    }
    try (InputStream in = Files.newInputStream(file)) {
      // The name becomes a folder's: an ending after nothing but dots belongs to it.
      String name = file.getFileName().toString().replaceFirst("(?<=[^.])\\.[^.]*$", "");
      return read(in, name, file.toString(), Map.of(), List.of());
    } catch (IOException e) {
      throw new InvalidInput("%s: cannot be read (%s)".formatted(file, e), e);
    }
  }

  /**
   * @param name how the data set is called
   * @param source how messages call the file
   * @param renamed the classes that labels of the file stand for, where they are not the classes
   *     themselves
   * @param classNames the negative and the positive class; empty: those of the file in alphabetical
   *     order
   */
  static Dataset read(
      InputStream in,
      String name,
      String source,
      Map<String, String> renamed,
      List<String> classNames)
      throws IOException {
    MessageDigest digest = Sha256.digest();
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .ofCsvRecord(withoutByteOrderMark(new DigestInputStream(in, digest)))) {
      CsvDataset dataset = null;
      for (CsvRecord row : csv) {
        if (dataset == null) {
          dataset = new CsvDataset(source, row, renamed, classNames);
        } else {
          dataset.add(row);
        }
      }
      if (dataset == null) {
        throw new InvalidInput(
            "%s: is empty; a header line and rows are expected".formatted(source));
      }
      return dataset.build(name, Sha256.hex(digest));
    } catch (CharacterCodingException e) {
      throw notUtf8(source, e);
    } catch (CsvParseException | UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw notUtf8(source, e);
      }
      throw new InvalidInput("%s: is not valid CSV (%s)".formatted(source, reason(e)), e);
    }
  }

  private static BufferedReader withoutByteOrderMark(InputStream in) throws IOException {
    // A decoder of its own: it refuses what is not UTF-8, where a charset would replace it.
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }

  private static InvalidInput notUtf8(String source, Exception e) {
    return new InvalidInput("%s: is not text in UTF-8; save it as UTF-8".formatted(source), e);
  }

  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
  }

  private void add(CsvRecord row) {
    long line = row.getStartingLineNumber();
    if (row.getFieldCount() != header.size()) {
      throw wrong(
          line, "%d cells where the header has %d".formatted(row.getFieldCount(), header.size()));
    }
    for (int j = 0; j < columns.size(); j++) {
      columns.get(j).add(row.getField(j), line, header.get(j));
    }
    if (rows == labels.length) {
      labels = Arrays.copyOf(labels, 2 * rows);
    }
    labels[rows++] = label(row.getField(header.size() - 1), line);
  }

  private int label(String cell, long line) {
    if (cell.isBlank()) {
      throw wrong(line, "column '%s': the label is missing".formatted(header.getLast()));
    }
    String name = renamed.getOrDefault(cell, cell);
    Integer code = classCodes.get(name);
    if (code == null) {
      if (classCodes.size() == 2) {
        throw wrong(
            line,
            "column '%s': '%s' is a third class beside '%s'; the label has exactly two"
                .formatted(
                    header.getLast(),
                    shown(name),
                    shown(String.join("' and '", classCodes.keySet()))));
      }
      code = classCodes.size();
      classCodes.put(name, code);
    }
    return code;
  }

  private Dataset build(String name, String sha256) {
    if (rows == 0) {
      throw new InvalidInput(
          "%s: has a header but no rows; rows of two classes are expected".formatted(source));
    }
    if (classCodes.size() == 1) {
      throw new InvalidInput(
          "%s: column '%s': every row has the label '%s'; two classes are needed"
              .formatted(source, header.getLast(), shown(classCodes.keySet().iterator().next())));
    }
    List<String> classNames =
        expectedClasses.isEmpty()
            ? classCodes.keySet().stream().sorted().toList()
            : expectedClasses;
    int[] position = classCodes.keySet().stream().mapToInt(classNames::indexOf).toArray();
    int[] y = Arrays.stream(labels, 0, rows).map(code -> position[code]).toArray();
    List<Column> built = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      built.add(columns.get(j).build(source, header.get(j)));
    }
    return new Dataset(name, built, header.getLast(), classNames, y, sha256);
  }

  /**
   * A cell as it goes into a message of one line: no line break, no control character, not too
   * long.
   */
  private static String shown(String cell) {
    String line = cell.replaceAll("\\R", "\\\\n").replaceAll("[\\p{Cntrl}&&[^\t]]", "?");
    return line.length() <= 60 ? line : line.substring(0, 60) + "...";
  }

  private InvalidInput wrong(long line, String what) {
    return new InvalidInput("%s, line %d: %s".formatted(source, line, what));
  }

  /** The cells of one column, numbers or text as its first cell decides. */
  private final class Cells {
    private double[] values = new double[64];
    private int count;
    private long firstLine;
    private Map<String, Integer> texts;
    private boolean decided;

    void add(String cell, long line, String column) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = cell.isBlank() ? Double.NaN : value(cell, line, column);
    }

    private double value(String cell, long line, String column) {
      boolean number = isNumber(cell);
      if (!decided) {
        decided = true;
        firstLine = line;
        texts = number || isNotFinite(cell) ? null : new LinkedHashMap<>();
      }
      if (texts == null) {
        double value = number ? Double.parseDouble(cell.strip()) : Double.NaN;
        if (!Double.isFinite(value)) {
          throw wrong(
              line,
              "column '%s': '%s' is not a finite number; leave the cell empty if it is missing"
                  .formatted(column, shown(cell)));
        }
        return value;
      }
      if (number) {
        throw wrong(
            line,
            "column '%s': '%s' is a number, but line %d has text; a column is one or the other"
                .formatted(column, shown(cell), firstLine));
      }
      return texts.computeIfAbsent(cell, text -> texts.size());
    }

    Column build(String source, String column) {
      double[] all = Arrays.copyOf(values, count);
      if (!decided) {
        throw new InvalidInput(
            "%s: column '%s' has no value at all; remove it".formatted(source, column));
      }
      if (texts == null) {
        return new Column.Numeric(column, all);
      }
      List<String> levels = List.copyOf(new TreeMap<>(texts).keySet());
      int[] position = texts.keySet().stream().mapToInt(levels::indexOf).toArray();
      int[] codes =
          Arrays.stream(all)
              .mapToInt(
                  code -> Double.isNaN(code) ? Column.Categorical.MISSING : position[(int) code])
              .toArray();
      return new Column.Categorical(column, levels, codes);
    }

    private static boolean isNotFinite(String cell) {
      return cell.strip().matches("(?i)[+-]?(nan|inf|infinity)");
    }

    /**
     * Digits, sign, point and exponent: narrower than {@link Double#parseDouble}, which takes «1d»
     * and «0x1p3».
     */
    private static boolean isNumber(String cell) {
      String text = cell.strip();
      for (int i = 0; i < text.length(); i++) {
        if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
          return false;
        }
      }
      try {
        Double.parseDouble(text);
        return true;
      } catch (NumberFormatException e) {
        return false;
      }
    }
  }
}
