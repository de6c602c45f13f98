package workbench.cluster.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbench.cluster.LocalSession;
import workbench.cluster.generation.SyntheticRows;
import workbench.cluster.spark.CsvReading;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.data.MissingRows;
import workbench.data.csv.CsvLoader;
import workbench.data.csv.CsvOptions;

class InputRowsTest {

  private static SparkSession session;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    session = LocalSession.open();
  }

  @AfterAll
  static void close() throws Exception {
    session.close();
  }

  @Test
  void splitsTheSameRowsHoweverTheFilesAreCut() throws IOException {
    Dataset<Row> rows = SyntheticRows.of(2, 0.5, 1).draw(session, 2000, 2);
    Path one = folder.resolve("one.parquet");
    Path many = folder.resolve("many.parquet");
    rows.coalesce(1).write().parquet(one.toString());
    rows.orderBy("x1").repartition(5).write().parquet(many.toString());
    LabelledRows a = read(one);
    LabelledRows b = read(many);
    assertEquals(a.trainRows(), b.trainRows());
    assertArrayEquals(a.sample().train().x(), b.sample().train().x());
    assertArrayEquals(a.sample().test().x(), b.sample().test().x());
    assertArrayEquals(a.sample().test().y(), b.sample().test().y());
    assertEquals(a.sample().dataset().sha256(), b.sample().dataset().sha256());
    // A share of 0.3, within five standard errors.
    assertEquals(0.7 * 2000, a.trainRows(), 5 * Math.sqrt(2000 * 0.3 * 0.7));
    assertEquals(2000, a.trainRows() + a.test().count());
    assertEquals(List.of("x1", "x2"), a.featureNames());
  }

  @Test
  void readsCsvAsItReadsParquet() throws IOException {
    Dataset<Row> rows = SyntheticRows.of(2, 0.5, 1).draw(session, 300, 1);
    Path parquet = folder.resolve("rows.parquet");
    Path csv = folder.resolve("rows.csv");
    rows.write().parquet(parquet.toString());
    rows.write().option("header", true).csv(csv.toString());
    LabelledRows a = read(parquet);
    LabelledRows b = read(csv);
    assertArrayEquals(a.sample().train().x(), b.sample().train().x());
    assertArrayEquals(a.sample().test().y(), b.sample().test().y());
    assertEquals(a.sample().dataset().sha256(), b.sample().dataset().sha256());
  }

  /** The rows, names and classes are those of the loader that both roles have. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "UTF-8 | a,b,note,answer | , | answer | yes | note | - | - | - | -",
        "windows-1252 | größe;b;note;straße | ; | 4 | no | 3 | - | semicolon | , | -",
        "UTF-8 | - | pipe | x4 | - | - | 1,2 | pipe | . | false",
      })
  void optionsReadCsvAsTheLoaderDoes(
      String encoding,
      String header,
      String cell,
      String label,
      String positive,
      String drop,
      String keep,
      String separator,
      String decimal,
      String hasHeader)
      throws IOException {
    String between = cell.equals("pipe") ? "|" : cell;
    var csv = new StringBuilder(header == null ? "" : header + "\n");
    for (int i = 0; i < 60; i++) {
      String number = i == 7 ? "-9" : i == 8 ? "NA" : i + (",".equals(decimal) ? ",25" : ".25");
      csv.append(
              String.join(
                  between, number, " %d%% ".formatted(i % 9), "n" + i, i % 3 == 0 ? "yes" : "no"))
          .append('\n');
    }
    Path file =
        Files.write(folder.resolve("own.csv"), csv.toString().getBytes(Charset.forName(encoding)));
    var options =
        new CsvOptions(label, positive, drop, keep, "-9", separator, decimal, encoding, hasHeader);
    Examples expected = Examples.of(CsvLoader.load(file, options).completeCases());
    LabelledRows rows =
        InputRows.read(session, file.toString(), CsvReading.of(options), 0.3, 42, MissingRows.DROP);
    assertEquals(expected.featureNames(), rows.featureNames());
    assertEquals(CsvLoader.load(file, options).classNames(), rows.sample().dataset().classNames());
    assertEquals(58, expected.rows());
    assertEquals(
        lines(expected),
        Stream.of(rows.sample().train(), rows.sample().test())
            .flatMap(part -> lines(part).stream())
            .sorted()
            .toList());
  }

  private static List<String> lines(Examples rows) {
    return IntStream.range(0, rows.rows())
        .mapToObj(i -> Arrays.toString(rows.x()[i]) + rows.y()[i])
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "separator | blank | Spark divides a line at single characters",
        "encoding | UTF-16 | Spark divides a file at line feeds of one byte",
        "label | c | input=FILE has no such column; a number from 1 to 2 or one of these",
        "label | 3 | input=FILE has no such column; a number from 1 to 2 or one of these",
        "drop | label | 'label' is the label",
        "positive | z | the values of the label 'label' are 'x' and 'y'",
      })
  void refusesOptionsThatDoNotFitInOneLine(String option, String value, String expected)
      throws IOException {
    Path file = Files.writeString(folder.resolve("rows.csv"), "a,label\n1,x\n2,y\n");
    var options =
        new CsvOptions(
            option.equals("label") ? value : "label",
            option.equals("positive") ? value : null,
            option.equals("drop") ? value : null,
            null,
            null,
            option.equals("separator") ? value : null,
            null,
            option.equals("encoding") ? value : null,
            null);
    InvalidInput e =
        assertThrows(
            InvalidInput.class,
            () ->
                InputRows.read(
                    session, file.toString(), CsvReading.of(options), 0.3, 42, MissingRows.DROP));
    String start = "%s=%s is not possible: ".formatted(option, value);
    assertTrue(
        e.getMessage().startsWith(start + expected.replace("FILE", file.toString())),
        e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void optionsOfTextAreNotForParquet() {
    Path file = folder.resolve("rows.parquet");
    SyntheticRows.of(1, 0.5, 1).draw(session, 30, 1).write().parquet(file.toString());
    var options = new CsvOptions(null, null, null, null, null, null, ",", null, null);
    InvalidInput e =
        assertThrows(
            InvalidInput.class,
            () ->
                InputRows.read(
                    session, file.toString(), CsvReading.of(options), 0.3, 42, MissingRows.DROP));
    assertEquals(
        "decimal=, is not possible: it is for CSV files; input=" + file + " has Parquet files",
        e.getMessage());
  }

  @Test
  void keepsABoundedSampleInMemory() throws IOException {
    Path file = folder.resolve("rows.parquet");
    SyntheticRows.of(1, 0.5, 1).draw(session, 80_000, 2).write().parquet(file.toString());
    LabelledRows rows = read(file);
    // Of about 56,000 and 24,000.
    assertEquals(50_000, rows.sample().train().rows());
    assertEquals(80_000 - rows.trainRows(), rows.sample().test().rows());
    assertEquals(1, rows.findings().size());
  }

  @Test
  void anotherSeedGivesAnotherSplit() throws IOException {
    Path file = folder.resolve("rows.parquet");
    SyntheticRows.of(1, 0.5, 1).draw(session, 300, 1).write().parquet(file.toString());
    double[][] x =
        InputRows.read(session, file.toString(), CsvReading.DEFAULT, 0.3, 1, MissingRows.IMPUTE)
            .sample()
            .test()
            .x();
    double[][] other =
        InputRows.read(session, file.toString(), CsvReading.DEFAULT, 0.3, 2, MissingRows.IMPUTE)
            .sample()
            .test()
            .x();
    assertFalse(Arrays.deepEquals(x, other));
  }

  @Test
  void keepsRowsThatRepeatEachOtherOnTheSameSide() throws IOException {
    var csv = new StringBuilder("a,b,label\n");
    for (int i = 0; i < 200; i++) {
      csv.append("%d,1,%s\n".formatted(i % 50, i % 3 == 0 ? "yes" : "no"));
    }
    LabelledRows rows = read(csv.toString());
    Set<Double> train = values(rows.sample().train().x());
    Set<Double> test = values(rows.sample().test().x());
    assertEquals(50, train.size() + test.size());
    assertEquals(200, rows.sample().train().rows() + rows.sample().test().rows());
  }

  @Test
  void leavesOutAndCountsRowsInWhichAFeatureIsMissing() throws IOException {
    Path file = folder.resolve("rows.parquet");
    SyntheticRows.of(2, 0.5, 1)
        .draw(session, 500, 2)
        .selectExpr(
            "id",
            "case when id % 100 = 0 then null when id % 100 = 1 then double('NaN') else x1 end as"
                + " x1",
            "x2",
            "label")
        .write()
        .parquet(file.toString());
    LabelledRows rows =
        InputRows.read(session, file.toString(), CsvReading.DEFAULT, 0.3, 42, MissingRows.DROP);
    assertEquals(490, rows.train().count() + rows.test().count());
    assertEquals(List.of("10 of 500 rows left out: a value is missing"), rows.findings());
    assertTrue(
        rows.splitDescription()
            .endsWith(
                ", by a hash of the id, seed 42 (10 of 500 rows left out: a value is missing)"),
        rows.splitDescription());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,label\\n1,x\\n2,\\n3,y | column 'label': the label is missing in 1 rows",
        "a,label\\n"
            + "1,x\\n"
            + "2,y\\n"
            + "3,z | column 'label': 'z' is a third class beside 'x' and 'y'; the label has exactly"
            + " two, and -Dlabel= names its column",
        "a,label\\n1,x\\n2,x | column 'label': every row has the label 'x'; two classes are needed",
        "a,label\\n | has no rows; rows of two classes are expected",
        "label\\n"
            + "x\\n"
            + "y | has the columns [label]; at least one feature and, last, the label are needed",
        "id,label\\n"
            + "1,x\\n"
            + "2,y | has the columns [id, label]; at least one feature and, last, the label are"
            + " needed",
        "a,label\\n1,x\\n1,y\\n1,x\\n1,y | no row of the class 'x' is in the",
        "a,label\\n1,x\\n1e39,y | column 'a': '1e39' is no finite number in single precision",
        "a,label\\n1,x\\n-Infinity,y | column 'a': '-Infinity' is not a finite number",
        "Unnamed: 0,a,label\\n1,1,x\\n2,2,y | column 1 is named 'Unnamed: 0', like an index",
        ",a,label\\n1,1,x\\n2,2,y | column 1 has no name, like an index of the rows: -Ddrop=1",
        "1,7,x\\n1,1,x\\n2,2,y | the first line looks like data (1, 7, x): -Dheader=false if it is",
        "a,label\\n1,x\\n\"1,5\",y | column 'a': '1,5' is a fraction or has a mark",
        "a,label\\n1,x\\n2,3,y | '2,3,y' has another number of cells than the header",
      })
  void refusesWhatDoesNotFitInOneLine(String csv, String expected) {
    InvalidInput e = assertThrows(InvalidInput.class, () -> read(csv.replace("\\n", "\n")));
    assertTrue(
        e.getMessage().startsWith("input=" + folder.resolve("rows.csv") + ": " + expected),
        e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  @Test
  void refusesAColumnThatIsNeitherNumberNorText() {
    Path file = folder.resolve("rows.parquet");
    session
        .sql("select * from values (date'2024-01-01', 1, 'x'), (null, 2, 'y') as t(day, a, label)")
        .write()
        .parquet(file.toString());
    InvalidInput e = assertThrows(InvalidInput.class, () -> read(file));
    assertEquals(
        "input="
            + file
            + ": column 'day' is of the type date; a feature is a number or text: leave it out with"
            + " -Ddrop=day",
        e.getMessage());
  }

  private LabelledRows read(String csv) throws IOException {
    return read(Files.writeString(folder.resolve("rows.csv"), csv));
  }

  private static LabelledRows read(Path path) throws IOException {
    return InputRows.read(
        session, path.toString(), CsvReading.DEFAULT, 0.3, 42, MissingRows.IMPUTE);
  }

  private static Set<Double> values(double[][] x) {
    Set<Double> values = new HashSet<>();
    Arrays.stream(x).forEach(row -> values.add(row[0]));
    return values;
  }
}
