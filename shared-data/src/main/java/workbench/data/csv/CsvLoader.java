package workbench.data.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import workbench.data.Column;
import workbench.data.Dataset;
import workbench.data.Datasets;
import workbench.data.InvalidInput;
import workbench.data.Sha256;
import workbench.data.Source;

/**
 * Loads a data set from CSV in two passes: the first counts what the cells of each column are, the
 * second reads the columns by the kind that the counts show. If the kind is certain, a note tells
 * how the column was read; if not, one line refuses the file and names the option that decides.
 */
public final class CsvLoader {

  private final TextSource text;
  private final CsvOptions options;
  private final RowReader reader;
  private final Dialect dialect;
  private List<Profile> profiles;

  private CsvLoader(TextSource text, CsvOptions options) throws IOException {
    this.text = text;
    this.options = options;
    this.dialect = Sniffer.dialect(text, options.separatorCharacter());
    this.reader = new RowReader(text, dialect, "false".equals(options.header()));
  }

  /**
   * Loads a file of the user's own.
   *
   * @throws InvalidInput if it cannot be read, or is no data set with two classes
   */
  public static Dataset load(Path file, CsvOptions options) {
    if (Files.isDirectory(file)) {
      throw new InvalidInput("%s: is a folder; the path of a CSV file is expected".formatted(file));
    }
    if (!Files.exists(file)) {
      throw new InvalidInput(
          "%s: no such file; the path of a CSV file or one of %s is expected"
              .formatted(file, String.join(", ", Datasets.names())));
    }
    if (!Files.isRegularFile(file)) {
      throw new InvalidInput(
          "%s: is a pipe or a device; the path of a CSV file is expected".formatted(file));
    }
    try {
      TextSource text =
          TextSource.of(file.toString(), () -> Files.newInputStream(file), options.charset());
      var loader = new CsvLoader(text, options);
      Columns columns = loader.columns();
      LabelClasses classes =
          LabelClasses.of(
              loader.profiles.get(columns.label()).values().keySet(),
              options.positive(),
              loader.reader.header().get(columns.label()));
      return loader.read(
          name(file), columns, classes, loader.notes(columns, classes), checksum(file));
    } catch (IOException e) {
      throw new InvalidInput("%s: cannot be read (%s)".formatted(file, e), e);
    }
  }

  /** Loads a file that the workbench brings along. */
  public static Dataset load(Source.Bundled source) throws IOException {
    TextSource text = TextSource.of(source.fileName(), source::open, null);
    var loader = new CsvLoader(text, CsvOptions.NONE);
    Columns columns = loader.columns(source.renamed());
    LabelClasses classes =
        LabelClasses.of(
            loader.profiles.get(columns.label()).values().keySet(),
            source.renamed(),
            source.classNames());
    try (InputStream in = source.open()) {
      return loader.read(source.name(), columns, classes, List.of(), checksum(in));
    }
  }

  /** The file's name without its endings; it becomes a folder's: what follows only dots stays. */
  private static String name(Path file) {
    return file.getFileName()
        .toString()
        .replaceFirst("(?i)(?<=[^.])\\.gz$", "")
        .replaceFirst("(?<=[^.])\\.[^.]*$", "");
  }

  private static String checksum(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return checksum(in);
    }
  }

  private static String checksum(InputStream in) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream digested = new DigestInputStream(in, digest)) {
      digested.transferTo(OutputStream.nullOutputStream());
    }
    return Sha256.hex(digest);
  }

  private Columns columns() throws IOException {
    return columns(Map.of());
  }

  /** The first pass. */
  private Columns columns(Map<String, String> renamed) throws IOException {
    MissingValues missing = options.missingValues();
    profiles = new ArrayList<>();
    reader.forEach(
        (cells, line) -> {
          if (profiles.isEmpty()) {
            addProfiles(missing);
          }
          for (int j = 0; j < cells.length; j++) {
            profiles.get(j).add(cells[j], line);
          }
        });
    if (reader.header() == null) {
      throw new InvalidInput(
          "%s: is empty; a header line and rows are expected".formatted(text.name()));
    }
    if (profiles.isEmpty()) {
      addProfiles(missing);
    }
    return new Columns(
        text.name(), options, reader.header(), reader.headerLine(), profiles, renamed);
  }

  private void addProfiles(MissingValues missing) {
    reader.header().forEach(name -> profiles.add(new Profile(missing, Columns.isIndexName(name))));
  }

  /** The second pass. */
  private Dataset read(
      String name, Columns columns, LabelClasses classes, List<String> notes, String sha256)
      throws IOException {
    int rows = profiles.getFirst().rows() - unlabelled(columns);
    Builder[] builders = new Builder[columns.kinds().length];
    for (int j = 0; j < builders.length; j++) {
      switch (columns.kinds()[j]) {
        case NUMBER -> builders[j] = new Numbers(j, rows, columns.decimals()[j]);
        case CATEGORY -> builders[j] = new Categories(rows);
        case LABEL, LEFT_OUT -> {}
      }
    }
    int[] labels = new int[rows];
    int[] read = new int[1];
    reader.forEach(
        (cells, line) -> {
          String label = cells[columns.label()];
          if (label.isEmpty()) {
            return;
          }
          if (read[0] == rows) {
            throw changed();
          }
          for (int j = 0; j < builders.length; j++) {
            if (builders[j] != null) {
              builders[j].add(cells[j], read[0], line);
            }
          }
          labels[read[0]++] = classes.code(label);
        });
    if (read[0] != rows) {
      throw changed();
    }
    List<Column> features = new ArrayList<>();
    for (int j = 0; j < builders.length; j++) {
      if (builders[j] != null) {
        features.add(builders[j].build(reader.header().get(j)));
      }
    }
    return new Dataset(
        name,
        features,
        reader.header().get(columns.label()),
        classes.names(),
        labels,
        sha256,
        notes);
  }

  private InvalidInput changed() {
    return new InvalidInput("%s: changed while it was read; try again".formatted(text.name()));
  }

  private int unlabelled(Columns columns) {
    return profiles.get(columns.label()).empty();
  }

  /** Fills one column, row by row. */
  private sealed interface Builder {
    void add(String cell, int row, long line);

    Column build(String name);
  }

  private final class Numbers implements Builder {
    private final MissingValues missing = options.missingValues();
    private final int column;
    private final double[] values;
    private final char decimal;

    Numbers(int column, int rows, char decimal) {
      this.column = column;
      this.values = new double[rows];
      this.decimal = decimal;
    }

    @Override
    public void add(String cell, int row, long line) {
      if (missing.contains(cell) || missing.isMark(cell)) {
        values[row] = Double.NaN;
        return;
      }
      double value = NumberText.value(cell, decimal);
      if (!Double.isFinite(value)) {
        throw new InvalidInput(
            "%s, line %d: column '%s': '%s' is not a finite number: -Dmissing=%s treats it as missing"
                .formatted(
                    text.name(),
                    line,
                    Cells.shown(reader.header().get(column)),
                    Cells.shown(cell),
                    Cells.shown(cell)));
      }
      values[row] = value;
    }

    @Override
    public Column build(String name) {
      return new Column.Numeric(name, values);
    }
  }

  private final class Categories implements Builder {
    private final MissingValues missing = options.missingValues();
    private final Map<String, Integer> levels = new LinkedHashMap<>();
    private final int[] codes;

    Categories(int rows) {
      this.codes = new int[rows];
    }

    @Override
    public void add(String cell, int row, long line) {
      codes[row] =
          missing.contains(cell)
              ? Column.Categorical.MISSING
              : levels.computeIfAbsent(cell, _ -> levels.size());
    }

    @Override
    public Column build(String name) {
      List<String> sorted = List.copyOf(new TreeMap<>(levels).keySet());
      int[] position = new int[sorted.size()];
      for (int i = 0; i < position.length; i++) {
        position[levels.get(sorted.get(i))] = i;
      }
      Arrays.setAll(
          codes,
          row -> codes[row] == Column.Categorical.MISSING ? codes[row] : position[codes[row]]);
      return new Column.Categorical(name, sorted, codes);
    }
  }

  private List<String> notes(Columns columns, LabelClasses classes) {
    List<String> notes = new ArrayList<>();
    if (!options.describe().isEmpty()) {
      notes.add("options: " + options.describe());
    }
    notes.add(
        "label '%s', class 1 is '%s'"
            .formatted(
                Cells.shown(reader.header().get(columns.label())),
                Cells.shown(classes.names().get(1))));
    List<String> format = new ArrayList<>();
    if (dialect.separator() != ',') {
      format.add("separator " + Dialect.name(dialect.separator()));
    }
    if (dialect.quote() == '\'') {
      format.add("single quotes");
    }
    if (text.gzip()) {
      format.add("gzip");
    }
    if (!text.charset().name().equals("UTF-8")) {
      format.add("encoding " + text.charset().name());
    }
    if (!format.isEmpty()) {
      notes.add("read with " + String.join(", ", format));
    }
    count(notes, reader.comments(), "comment line", "left out");
    count(notes, reader.emptyRows(), "row", "without any value left out");
    count(notes, unlabelled(columns), "row", "without a label left out");
    notes.addAll(columns.notes());
    missing(notes, columns);
    return notes;
  }

  private static void count(List<String> notes, int count, String thing, String what) {
    if (count > 0) {
      notes.add(
          String.format(Locale.ROOT, "%,d %s%s %s", count, thing, count == 1 ? "" : "s", what));
    }
  }

  /** Notes the cells that a token, such as NA, marks as missing; empty ones need no note. */
  private void missing(List<String> notes, Columns columns) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    List<String> named = new ArrayList<>();
    for (int j = 0; j < columns.kinds().length; j++) {
      Profile profile = profiles.get(j);
      if (columns.kinds()[j] == Columns.Kind.LEFT_OUT || columns.kinds()[j] == Columns.Kind.LABEL) {
        continue;
      }
      int count = profile.tokens().values().stream().mapToInt(Integer::intValue).sum();
      profile.tokens().forEach((token, times) -> counts.merge(token, times, Integer::sum));
      if (columns.kinds()[j] == Columns.Kind.NUMBER && profile.marks() > 0) {
        count += profile.marks();
        counts.merge("- or .", profile.marks(), Integer::sum);
      }
      if (count > 0) {
        named.add(
            String.format(Locale.ROOT, "'%s' %,d", Cells.shown(reader.header().get(j)), count));
      }
    }
    if (!counts.isEmpty()) {
      notes.add(
          "%s read as missing: %s"
              .formatted(
                  counts.keySet().stream()
                      .map(token -> "'" + Cells.shown(token) + "'")
                      .collect(Collectors.joining(", ")),
                  Columns.some(named)));
    }
  }
}
