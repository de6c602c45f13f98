package workbench.cluster.fit;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import workbench.cluster.scoring.ScoringInput;
import workbench.cluster.spark.CsvReading;
import workbench.data.Column.Categorical;
import workbench.data.Column.Numeric;
import workbench.data.ColumnTransformer;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.data.MissingRows;
import workbench.data.Preparation;
import workbench.data.Sha256;
import workbench.data.TrainTestSplit;
import workbench.data.csv.CsvCells;
import workbench.data.csv.CsvOptions;
import workbench.evaluation.Baseline;

/**
 * Rows of any number, from Parquet or CSV: a label of two classes, and features that are numbers or
 * categories. A column {@value InputColumns#ID} tells the rows apart and is no feature unless an
 * option keeps it. Missing values are imputed by the training rows, or their rows are left out.
 *
 * <p>Whether a row is for the test is drawn from a hash of the seed and its {@value
 * InputColumns#ID}, or else of its features: the same rows for the same seed, however the files are
 * cut and wherever Spark runs, and rows that repeat each other on the same side.
 */
public final class InputRows {

  /** Number that decides whether a row is for training or test, uniform in [0, 1). */
  private static final String DRAW = "draw";

  /** The numbers of a row as measured; a missing one is NaN, a missing text null. */
  private static final String NUMBERS = "numbers";

  private static final String TEXTS = "texts";

  private static final String TEST = "test";
  private static final String MISSING = "missing";
  private static final String WRONG = "wrong";
  private static final String HASH = "hash";

  /** Limits of the rows and cells of a part of the sample, which is kept in memory. */
  private static final int MOST_ROWS = 50_000;

  private static final int MOST_CELLS = 2_000_000;

  private final ScoringInput input;
  private final CsvOptions options;
  private final MissingRows missingRows;
  private final InputColumns columns;
  private final List<String> numbers;
  private final List<String> texts;
  private final String label;

  private InputRows(ScoringInput input, CsvOptions options, MissingRows missingRows) {
    this.input = input;
    this.options = options;
    this.missingRows = missingRows;
    this.columns = InputColumns.of(input, options);
    this.numbers = columns.numbers();
    this.texts = columns.texts();
    this.label = columns.label();
  }

  private boolean drops() {
    return missingRows == MissingRows.DROP;
  }

  /**
   * @param input as {@link ScoringInput#open} takes it
   * @param testSize the share of the rows to test on, above 0 and below 1
   * @param missingRows the treatment of rows with missing values
   * @throws InvalidInput if the rows are not as they should be
   * @throws IOException if the file system does not answer
   */
  public static LabelledRows read(
      SparkSession session,
      String input,
      CsvReading csv,
      double testSize,
      long seed,
      MissingRows missingRows)
      throws IOException {
    ScoringInput opened = ScoringInput.open(session, input, csv);
    try {
      return new InputRows(opened, csv.options(), missingRows).split(testSize, seed);
    } catch (InvalidInput e) {
      throw e;
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      throw ScoringInput.unreadable(input, e);
    }
  }

  private LabelledRows split(double testSize, long seed) {
    Dataset<Row> rows = prepared(testSize, seed);
    Census census = census(rows);
    List<String> classes = census.classes();
    long[][] counts = census.counts();
    boolean imputes = !drops() && census.missing() > 0;
    Dataset<Row> used = drops() ? rows.where(not(col(MISSING))) : rows;
    Learned learned = imputes || !texts.isEmpty() ? learn(used) : null;
    ColumnTransformer transformer =
        learned == null ? ColumnTransformer.ofNumbers(numbers) : learned.columns();
    Dataset<Row> complete =
        used.select(
            (learned == null
                    ? array_to_vector(col(NUMBERS))
                    : new RowEncoder(transformer, numbers, texts).apply(col(NUMBERS), col(TEXTS)))
                .as(LabelledRows.FEATURES),
            col(LabelledRows.LABEL)
                .equalTo(classes.get(1))
                .cast(DataTypes.DoubleType)
                .as(LabelledRows.LABEL),
            col(TEST),
            col(DRAW),
            col(NUMBERS),
            col(TEXTS));
    Dataset<Row> train = complete.where(not(col(TEST)));
    Dataset<Row> test = complete.where(col(TEST));
    long trainRows = counts[0][0] + counts[0][1];
    long testRows = counts[1][0] + counts[1][1];
    Preparation sample =
        sample(train, test, transformer, learned, classes, census.fingerprint(), seed);
    String incomplete = incomplete(census.missing(), trainRows + testRows);
    return new LabelledRows(
        train,
        test,
        trainRows,
        new Baseline(counts[0][1] > counts[0][0] ? 1 : 0),
        sample,
        learned == null ? Optional.empty() : Optional.of(transformer),
        findings(sample, trainRows + testRows, incomplete),
        String.format(
            Locale.ROOT,
            "%s: %,d rows x %d features, %,d of '%s', %,d of '%s'",
            input.name(),
            trainRows + testRows,
            columns.features().size(),
            counts[0][0] + counts[1][0],
            classes.get(0),
            counts[0][1] + counts[1][1],
            classes.get(1)),
        String.format(
            Locale.ROOT,
            "%,d rows to train, %,d to test, by a hash of %s, seed %d%s",
            trainRows,
            testRows,
            keyInWords(),
            seed,
            incomplete.isEmpty() ? "" : " (" + incomplete + ")"),
        "%d rows to train, %d to test, by a hash of %s%s"
            .formatted(
                trainRows,
                testRows,
                keyInWords(),
                incomplete.isEmpty() ? "" : " (" + incomplete + ")"));
  }

  /** The treatment of rows with missing values, in words; empty if there are none. */
  private String incomplete(long missing, long used) {
    if (missing == 0) {
      return "";
    }
    return drops()
        ? String.format(
            Locale.ROOT, "%,d of %,d rows left out: a value is missing", missing, missing + used)
        : String.format(
            Locale.ROOT,
            "%,d of %,d rows have missing values: %s",
            missing,
            used,
            missingRows.done());
  }

  /**
   * What the training rows teach.
   *
   * @param levels of each text column, in all rows
   */
  private record Learned(ColumnTransformer columns, List<List<String>> levels) {}

  private Learned learn(Dataset<Row> used) {
    ColumnCounts counts =
        ColumnCounts.of(
            used.select(NUMBERS, TEXTS, TEST)
                .javaRDD()
                .map(row -> new ColumnCounts.RawRow(numbers(row), texts(row), row.getBoolean(2))),
            numbers.size(),
            texts.size());
    double[] medians =
        Medians.of(
            used.where(not(col(TEST))).select(NUMBERS).javaRDD().map(InputRows::numbers),
            counts.numbers());
    return new Learned(
        counts.transformer(
            input.name(),
            columns.features(),
            numbers,
            medians,
            texts,
            missingRows == MissingRows.INDICATOR),
        IntStream.range(0, texts.size()).mapToObj(counts::levels).toList());
  }

  /** The first column. */
  private static double[] numbers(Row row) {
    return row.<Double>getList(0).stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The second column. */
  private static String[] texts(Row row) {
    return row.<String>getList(1).toArray(String[]::new);
  }

  private List<String> findings(Preparation sample, long rows, String incomplete) {
    List<String> findings = new ArrayList<>();
    // The sample shows imputed values, but no row that was left out.
    if (drops() && !incomplete.isEmpty()) {
      findings.add(incomplete);
    }
    if (sample.dataset().rows() < rows) {
      findings.add(
          String.format(
              Locale.ROOT,
              "checked, here and by the gate: %,d training and %,d test rows, those with the"
                  + " lowest hashes",
              sample.train().rows(),
              sample.test().rows()));
    }
    return findings;
  }

  private String keyInWords() {
    return hasId() ? "the id" : "the features";
  }

  private boolean hasId() {
    return Arrays.asList(input.schema().fieldNames()).contains(InputColumns.ID);
  }

  private Dataset<Row> prepared(double testSize, long seed) {
    Column values =
        array(numbers.stream().map(this::number).toArray(Column[]::new)).cast("array<double>");
    Column words =
        array(texts.stream().map(this::text).toArray(Column[]::new)).cast("array<string>");
    Column labels = trim(column(label).cast(DataTypes.StringType));
    Column[] key =
        hasId()
            ? new Column[] {column(InputColumns.ID).cast(DataTypes.StringType)}
            : texts.isEmpty() ? new Column[] {values} : new Column[] {values, words};
    // The 53 bits that a double holds.
    Column draw = shiftrightunsigned(xxhash64(with(lit(seed), key)), 11).multiply(0x1p-53);
    Column wrong =
        exists(values, value -> abs(value).gt((double) Float.MAX_VALUE).and(not(isnan(value))));
    if (input.isText()) {
      wrong = column(ScoringInput.CORRUPT).isNotNull().or(wrong);
    }
    return input
        .rows()
        .select(
            values.as(NUMBERS),
            words.as(TEXTS),
            labels.as(LabelledRows.LABEL),
            draw.as(DRAW),
            exists(values, value -> isnan(value))
                .or(exists(words, word -> word.isNull()))
                .as(MISSING),
            coalesce(wrong, lit(false)).as(WRONG),
            (texts.isEmpty() ? xxhash64(values, labels) : xxhash64(values, words, labels)).as(HASH))
        .withColumn(TEST, col(DRAW).lt(testSize));
  }

  private static Column[] with(Column first, Column... others) {
    return Stream.concat(Stream.of(first), Arrays.stream(others)).toArray(Column[]::new);
  }

  /** NaN if the value is missing. */
  private Column number(String feature) {
    return coalesce(
        input.isText()
            ? numbers(input.cells()).apply(column(feature))
            : column(feature).cast(DataTypes.DoubleType),
        lit(Double.NaN));
  }

  private static UserDefinedFunction numbers(CsvCells cells) {
    return udf(
        (UDF1<String, Double>) cell -> cells.isMissing(cell) ? null : (Double) cells.number(cell),
        DataTypes.DoubleType);
  }

  /** Null if the value is missing. */
  private Column text(String feature) {
    Column text = input.isText() ? texts(input.cells()).apply(column(feature)) : column(feature);
    return when(text.notEqual(""), text);
  }

  private static UserDefinedFunction texts(CsvCells cells) {
    return udf(
        (UDF1<String, String>) cell -> cell == null ? null : cells.text(cell),
        DataTypes.StringType);
  }

  private Column column(String name) {
    return input.rows().col("`" + name.replace("`", "``") + "`");
  }

  /**
   * What all rows were counted for.
   *
   * @param classes the two labels: first the class 0, then the class 1
   * @param counts {@code [2, 2]}, of the rows that are used: of the training and of the test set,
   *     per class
   * @param missing the rows in which a feature is missing
   * @param fingerprint of all rows, independent of their order
   */
  private record Census(List<String> classes, long[][] counts, long missing, String fingerprint) {}

  private Census census(Dataset<Row> rows) {
    List<Row> groups =
        rows.groupBy(LabelledRows.LABEL, TEST)
            .agg(
                count(lit(1)),
                sum(when(col(MISSING), 1).otherwise(0)),
                sum(when(col(WRONG), 1).otherwise(0)),
                // Both do not depend on the order; two equal rows cancel each other out in the
                // first alone.
                bit_xor(col(HASH)),
                sum(col(HASH).bitwiseAND(0xFFFFFFL)))
            .orderBy(LabelledRows.LABEL, TEST)
            .limit(7)
            .collectAsList();
    List<String> labels = groups.stream().map(group -> group.getString(0)).distinct().toList();
    if (groups.stream().anyMatch(group -> group.getLong(4) > 0)) {
      refuseWrongCell();
    }
    refuseLabels(groups, labels);
    List<String> classes = options.classes(labels, label);
    if (classes.size() < 2) {
      throw input.wrong(
          "column '%s': '%s' and '%s' are one number; two classes are needed"
              .formatted(label, labels.get(0), labels.get(1)));
    }
    long[][] counts = new long[2][2];
    long missing = 0;
    for (Row group : groups) {
      counts[group.getBoolean(1) ? 1 : 0][classes.indexOf(group.getString(0))] =
          group.getLong(2) - (drops() ? group.getLong(3) : 0);
      missing += group.getLong(3);
    }
    refuseLackingClass(counts, classes, missing);
    return new Census(classes, counts, missing, fingerprint(groups));
  }

  private void refuseLabels(List<Row> groups, List<String> labels) {
    if (groups.isEmpty()) {
      throw input.wrong("has no rows; rows of two classes are expected");
    }
    long unlabelled =
        groups.stream()
            .filter(group -> group.isNullAt(0) || group.getString(0).isEmpty())
            .mapToLong(group -> group.getLong(2))
            .sum();
    if (unlabelled > 0) {
      throw input.wrong(
          "column '%s': the label is missing in %,d rows".formatted(label, unlabelled));
    }
    if (labels.size() > 2) {
      throw input.wrong(
          "column '%s': '%s' is a third class beside '%s' and '%s'; the label has exactly two, and -Dlabel= names its column"
              .formatted(label, labels.get(2), labels.get(0), labels.get(1)));
    }
    if (labels.size() < 2) {
      throw input.wrong(
          "column '%s': every row has the label '%s'; two classes are needed"
              .formatted(label, labels.get(0)));
    }
  }

  /** Looks for the first column with one: rows were only counted so far. */
  private void refuseWrongCell() {
    Dataset<Row> rows = input.rows();
    if (input.isText()) {
      // All columns: Spark refuses to look for this one alone.
      for (Row row : rows.where(column(ScoringInput.CORRUPT).isNotNull()).takeAsList(1)) {
        throw input.wrong(
            "'%s' has another number of cells than the header"
                .formatted(row.<String>getAs(ScoringInput.CORRUPT)));
      }
    }
    for (String feature : numbers) {
      Column value = number(feature);
      for (Row row :
          rows.where(abs(value).gt((double) Float.MAX_VALUE).and(not(isnan(value))))
              .select(column(feature).cast(DataTypes.StringType))
              .takeAsList(1)) {
        throw input.wrong(
            "column '%s': '%s' is no finite number in single precision; leave a missing value empty, or use a larger unit"
                .formatted(feature, row.getString(0)));
      }
    }
  }

  private void refuseLackingClass(long[][] counts, List<String> labels, long missing) {
    for (int part = 0; part < 2; part++) {
      for (int c = 0; c < 2; c++) {
        if (counts[part][c] == 0) {
          throw input.wrong(
              "no %srow of the class '%s' is in the %s part: use more rows, or another testSize or seed"
                  .formatted(
                      drops() && missing > 0 ? "complete " : "",
                      labels.get(c),
                      part == 0 ? "training" : "test"));
        }
      }
    }
  }

  /** The order of the rows does not show in it, nor how they lie in files. */
  private String fingerprint(List<Row> groups) {
    long xor = groups.stream().mapToLong(group -> group.getLong(5)).reduce(0, (a, b) -> a ^ b);
    long sum = groups.stream().mapToLong(group -> group.getLong(6)).sum();
    long rows = groups.stream().mapToLong(group -> group.getLong(2)).sum();
    return Sha256.of("%s %s %d %d %d".formatted(columns.features(), label, rows, xor, sum));
  }

  /** The rows of both parts with the lowest hashes; the order of the files does not matter. */
  private Preparation sample(
      Dataset<Row> train,
      Dataset<Row> test,
      ColumnTransformer transformer,
      Learned learned,
      List<String> classes,
      String sha256,
      long seed) {
    int most = Math.max(1, Math.min(MOST_ROWS, MOST_CELLS / transformer.features()));
    List<Row> rows = new ArrayList<>(lowest(train, most));
    int n = rows.size();
    rows.addAll(lowest(test, most));
    var both =
        new workbench.data.Dataset(
            new Path(input.name()).getName().replaceFirst("(?<=[^.])\\.[^.]*$", ""),
            columns.features().stream().map(name -> column(name, rows, learned)).toList(),
            label,
            classes,
            rows.stream().mapToInt(row -> (int) row.getDouble(2)).toArray(),
            sha256,
            notes(classes));
    var split =
        new TrainTestSplit(
            IntStream.range(0, n).toArray(), IntStream.range(n, rows.size()).toArray());
    return new Preparation(
        both,
        missingRows,
        split,
        transformer,
        examples(both.select(split.train()), transformer),
        examples(both.select(split.test()), transformer),
        seed,
        TrainTestSplit.Kind.STRATIFIED);
  }

  private static Examples examples(workbench.data.Dataset rows, ColumnTransformer columns) {
    return new Examples(columns.featureNames(), columns.transform(rows), rows.labels());
  }

  private workbench.data.Column column(String name, List<Row> rows, Learned learned) {
    int number = numbers.indexOf(name);
    if (number >= 0) {
      return new Numeric(
          name, rows.stream().mapToDouble(row -> row.<Double>getList(0).get(number)).toArray());
    }
    int text = texts.indexOf(name);
    List<String> levels = learned.levels().get(text);
    return new Categorical(
        name,
        levels,
        rows.stream()
            .map(row -> row.<String>getList(1).get(text))
            .mapToInt(level -> level == null ? Categorical.MISSING : levels.indexOf(level))
            .toArray());
  }

  private List<String> notes(List<String> classes) {
    List<String> notes = new ArrayList<>();
    if (!options.describe().isEmpty()) {
      notes.add("options: " + options.describe());
      notes.add("label '%s', class 1 is '%s'".formatted(label, classes.get(1)));
    }
    if (!columns.empty().isEmpty()) {
      notes.add("left out without any value: '%s'".formatted(String.join("', '", columns.empty())));
    }
    return notes;
  }

  /** Columns: numbers, texts, label. */
  private static List<Row> lowest(Dataset<Row> part, int most) {
    return part.orderBy(col(DRAW), col(LabelledRows.LABEL))
        .limit(most)
        .select(NUMBERS, TEXTS, LabelledRows.LABEL)
        .collectAsList();
  }
}
