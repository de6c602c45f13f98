package workbench.cluster.scoring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.RowToColumnarExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import workbench.cluster.spark.CsvReading;
import workbench.cluster.spark.SparkFailure;
import workbench.data.InvalidInput;
import workbench.data.InvalidOption;
import workbench.data.csv.CsvCells;
import workbench.data.csv.CsvOptions;

/**
 * The rows to score.
 *
 * @param name as the user gave it
 * @param format of the files
 * @param schema of the columns that the user sees
 * @param rows with {@link #CORRUPT} as the last column if the format is text
 * @param cells how a cell of text is read
 */
public record ScoringInput(
    String name, Format format, StructType schema, Dataset<Row> rows, CsvCells cells) {

  /** Column with the lines that could not be divided into cells; null for the others. */
  public static final String CORRUPT = "_corrupt_record";

  /** File format of the input. */
  public enum Format {
    PARQUET("Parquet", ".parquet"),
    CSV("CSV", ".csv", ".csv.gz");

    private final String words;
    private final List<String> endings;

    Format(String words, String... endings) {
      this.words = words;
      this.endings = List.of(endings);
    }

    /** Human-readable. */
    String words() {
      return words;
    }
  }

  /**
   * Finds the files and their columns.
   *
   * @param name a file, a folder or a pattern, in any file system that Spark knows
   * @param csv how CSV files are read
   * @throws InvalidInput if there is nothing, or nothing that can be read, or if Spark cannot read
   *     text so
   * @throws IOException if the file system does not answer
   */
  public static ScoringInput open(SparkSession session, String name, CsvReading csv)
      throws IOException {
    CsvOptions options = csv.options();
    refuseImpossible(options);
    // Column names are compared as they are written, as the model's features are.
    session.conf().set("spark.sql.caseSensitive", true);
    Format format = format(session, name);
    CsvCells cells = CsvCells.of(options);
    DataFrameReader reader =
        session
            .read()
            // A file that is passed over in silence would be lost.
            .option("ignoreCorruptFiles", false)
            .option("ignoreMissingFiles", false);
    try {
      if (format == Format.PARQUET) {
        refuseOptionsOfText(name, csv);
        Dataset<Row> rows = reader.parquet(name);
        return new ScoringInput(name, format, rows.schema(), rows, cells);
      }
      // As RFC 4180 has it: a quote within quotes is doubled.
      reader.option("escape", "\"").option("multiLine", csv.multiLine());
      if (options.separator() != null) {
        reader.option("sep", options.separatorCharacter().toString());
      }
      if (options.encoding() != null) {
        // Without it Spark knows Unicode and ISO-8859-1 alone.
        session.conf().set("spark.sql.legacy.javaCharsets", true);
        reader.option("encoding", options.charset().name());
      }
      List<String> firstLine = firstLine(reader, name);
      List<String> names = names(firstLine, options);
      refuseHeaderOfData(name, firstLine, cells, options);
      refuseRepeatedNames(name, names);
      Dataset<Row> rows =
          reader
              .option("header", !"false".equals(options.header()))
              .option("enforceSchema", false)
              .option("columnNameOfCorruptRecord", CORRUPT)
              .schema(
                  text("false".equals(options.header()) ? names : firstLine)
                      .add(CORRUPT, DataTypes.StringType))
              .csv(name);
      StructType schema = text(names);
      if (!names.equals(firstLine)) {
        rows = rows.toDF(schema.add(CORRUPT, DataTypes.StringType).fieldNames());
      }
      return new ScoringInput(name, format, schema, rows, cells);
    } catch (InvalidInput e) {
      throw e;
    } catch (Exception e) {
      throw unreadable(name, e);
    }
  }

  private static void refuseImpossible(CsvOptions options) {
    if (options.separator() != null && options.separatorCharacter() == ' ') {
      throw new InvalidOption(
          "separator",
          options.separator(),
          "Spark divides a line at single characters, not at runs of blanks: write the file with"
              + " another separator");
    }
    if (options.encoding() != null
        && !Arrays.equals("\n".getBytes(options.charset()), new byte[] {'\n'})) {
      throw new InvalidOption(
          "encoding",
          options.encoding(),
          "Spark divides a file at line feeds of one byte, which this encoding does not have: write"
              + " the file in UTF-8");
    }
  }

  private static void refuseOptionsOfText(String name, CsvReading csv) {
    Map<String, String> given = csv.asMap();
    for (String option :
        List.of("missing", "separator", "decimal", "encoding", "header", "multiLine")) {
      if (given.containsKey(option)) {
        throw new InvalidOption(
            option,
            given.get(option),
            "it is for CSV files; input=%s has Parquet files".formatted(name));
      }
    }
  }

  /** The cells of the first line; none if there is no line. */
  private static List<String> firstLine(DataFrameReader reader, String name) {
    List<Row> first = reader.option("header", false).csv(name).takeAsList(1);
    return first.stream()
        .flatMap(row -> IntStream.range(0, row.length()).mapToObj(row::getString))
        .map(cell -> cell == null ? "" : cell)
        .toList();
  }

  /**
   * The names of the columns; {@code _c0} and so on, or x1 without a header, where there is none.
   */
  private static List<String> names(List<String> firstLine, CsvOptions options) {
    return IntStream.range(0, firstLine.size())
        .mapToObj(
            j -> {
              String name = CsvCells.trimmed(firstLine.get(j));
              return "false".equals(options.header())
                  ? "x" + (j + 1)
                  : name.isEmpty() ? "_c" + j : name;
            })
        .toList();
  }

  private static StructType text(List<String> names) {
    var schema = new StructType();
    for (String name : names) {
      schema = schema.add(name, DataTypes.StringType);
    }
    return schema;
  }

  private static void refuseRepeatedNames(String input, List<String> names) {
    Set<String> seen = new HashSet<>(Set.of(CORRUPT));
    for (String name : names) {
      if (!seen.add(name)) {
        throw new InvalidInput(
            name.equals(CORRUPT)
                ? "input=%s: a column is named '%s', as Spark calls lines that it cannot divide; rename it"
                    .formatted(input, name)
                : "input=%s: two columns are named '%s'; names must differ".formatted(input, name));
      }
    }
  }

  private static void refuseHeaderOfData(
      String name, List<String> names, CsvCells cells, CsvOptions options) {
    if (options.header() == null
        && 2 * names.stream().filter(cells::isData).count() > names.size()) {
      throw new InvalidInput(
          "input=%s: the first line looks like data (%s): -Dheader=false if it is, -Dheader=true if these are the names"
              .formatted(name, String.join(", ", names.subList(0, Math.min(3, names.size())))));
    }
  }

  /** Returns whether the cells are text, whose types are not known. */
  public boolean isText() {
    return format == Format.CSV;
  }

  /**
   * Returns the error of an unusable input.
   *
   * @param reason such as {@code has no rows}
   */
  public InvalidInput wrong(String reason) {
    return new InvalidInput("input=%s: %s".formatted(name, reason));
  }

  /** Error for the user when reading the input failed. */
  public static InvalidInput unreadable(String name, Exception e) {
    return new InvalidInput(
        "input=%s: cannot be read (%s)".formatted(name, SparkFailure.describe(e)), e);
  }

  private static Format format(SparkSession session, String name) throws IOException {
    Path path = new Path(name);
    FileSystem files = path.getFileSystem(session.sparkContext().hadoopConfiguration());
    FileStatus[] found = files.globStatus(path);
    if (found == null || found.length == 0) {
      throw new InvalidInput("input=%s: there is no such file or folder".formatted(name));
    }
    List<String> names = new ArrayList<>();
    for (FileStatus status : found) {
      collect(files, status, names);
    }
    List<Format> formats =
        Arrays.stream(Format.values())
            .filter(
                format ->
                    names.stream()
                        .anyMatch(file -> format.endings.stream().anyMatch(file::endsWith)))
            .toList();
    if (formats.size() != 1) {
      throw new InvalidInput(
          "input=%s: %s; files that end in .parquet or in .csv are expected, of one kind"
              .formatted(
                  name,
                  formats.isEmpty()
                      ? "has neither Parquet nor CSV files"
                      : "has Parquet and CSV files"));
    }
    return formats.getFirst();
  }

  /** Files that Spark reads: it passes over names with a point or a line at the start. */
  private static void collect(FileSystem files, FileStatus status, List<String> names)
      throws IOException {
    if (!status.isDirectory()) {
      names.add(status.getPath().getName());
      return;
    }
    for (FileStatus child : files.listStatus(status.getPath())) {
      if (!child.getPath().getName().matches("[._].*")) {
        collect(files, child, names);
      }
    }
  }

  /**
   * The columns that a user chose, in the order that they have.
   *
   * @param chosen by their names; none says all
   * @throws InvalidInput if there is no such column
   */
  List<String> columns(List<String> chosen) {
    List<String> columns = List.of(schema.fieldNames());
    for (String name : chosen) {
      if (!columns.contains(name)) {
        throw new InvalidOption(
            "columns", name, "the columns of the input are " + String.join(", ", columns));
      }
    }
    return chosen.isEmpty() ? columns : columns.stream().filter(chosen::contains).toList();
  }

  /** Returns the input with these columns only, if the format can leave out the others. */
  ScoringInput narrow(Set<String> names) {
    if (isText()) {
      return this;
    }
    Column[] columns =
        Arrays.stream(schema.fieldNames())
            .filter(names::contains)
            .map(name -> rows.col("`" + name.replace("`", "``") + "`"))
            .toArray(Column[]::new);
    Dataset<Row> narrow = rows.select(columns);
    return new ScoringInput(name, format, narrow.schema(), narrow, cells);
  }

  /** Counts the rows: reads only the footers of Parquet files, but the whole of a CSV file. */
  long count() {
    try {
      return rows.count();
    } catch (Exception e) {
      throw unreadable(name, e);
    }
  }

  /**
   * The rows in the batches that Spark reads them in: as they are in Parquet files, put together
   * from text.
   */
  RDD<ColumnarBatch> batches() {
    SparkPlan plan =
        ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().sparkPlan();
    return (plan.supportsColumnar() ? plan : new RowToColumnarExec(plan)).executeColumnar();
  }

  /** The position of {@link #CORRUPT}; -1 if there is none. */
  public int corruptColumn() {
    return isText() ? schema.length() : -1;
  }
}
