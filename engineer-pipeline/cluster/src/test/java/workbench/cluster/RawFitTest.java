package workbench.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import workbench.cluster.fit.DistributedRegression;
import workbench.cluster.fit.InputRows;
import workbench.cluster.fit.LabelledRows;
import workbench.cluster.fit.Medians;
import workbench.cluster.spark.CsvReading;
import workbench.data.ColumnTransformer;
import workbench.data.Dataset;
import workbench.data.InvalidInput;
import workbench.data.MissingRows;
import workbench.data.Preparation;
import workbench.data.csv.CsvLoader;
import workbench.data.csv.CsvOptions;
import workbench.model.ExportedModel;
import workbench.model.OnnxScorer;
import workbench.testing.Fixture;
import workbench.testing.MadeUp;

/** The fit on raw columns: categories and missing values. */
class RawFitTest {

  private static SparkSession session;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    session = LocalSession.open();
  }

  @AfterAll
  static void close() {
    session.stop();
  }

  /** The expected values are from benchmarks/python/make_raw_fit_fixtures.py. */
  @ParameterizedTest
  @ValueSource(strings = {"penguins", "mixed"})
  void coefficientsAndAnswersAreThoseOfScikitLearn(String name) throws IOException {
    JsonNode sklearn = fixture(name);
    LabelledRows rows = read(write(sklearn));
    DistributedRegression fitted = DistributedRegression.fit(rows.train(), rows.trainRows(), 1);
    assertArrayEquals(doubles(sklearn.get("coefficients")), fitted.coefficients(), 1e-6);
    assertEquals(sklearn.get("intercept").asDouble(), fitted.intercept(), 1e-6);

    Preparation sample = rows.sample();
    Path file = folder.resolve("model.onnx");
    ExportedModel exported = fitted.exported().with(rows.rawColumns());
    exported.write(file, MadeUp.metadata(rows.featureNames()).with(rows.rawColumns()));
    double[] expected = doubles(sklearn.get("test_probabilities"));
    assertEquals(expected.length, sample.test().rows());
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      // The sample has the rows in the order of their draw.
      double[] found = scorer.probabilities(sample.testRows());
      assertArrayEquals(
          Arrays.stream(expected).sorted().toArray(),
          Arrays.stream(found).sorted().toArray(),
          1e-6);
      assertArrayEquals(fitted.probabilities(sample.test().x()), found, 1e-6);
    }
  }

  /** The loader and the encoder of both roles, on the same training rows. */
  @Test
  void learnsWhatTheEncoderOfBothRolesLearns() throws IOException {
    Path file = write(fixture("mixed"));
    LabelledRows rows = read(file);
    Preparation sample = rows.sample();
    ColumnTransformer expected = ColumnTransformer.fit(sample.trainRows());
    ColumnTransformer found = rows.rawColumns().orElseThrow();
    assertEquals(expected.inputs(), found.inputs());
    assertArrayEquals(expected.fill(), found.fill());
    List<double[]> encoded =
        rows.train().collectAsList().stream()
            .map(row -> row.<org.apache.spark.ml.linalg.Vector>getAs(0).toArray())
            .toList();
    assertEquals(
        Stream.of(expected.transform(sample.trainRows())).map(Arrays::toString).sorted().toList(),
        encoded.stream().map(Arrays::toString).sorted().toList());
    Dataset loaded =
        CsvLoader.load(file, new CsvOptions(null, null, "id", null, null, null, null, null, null));
    assertEquals(
        loaded.columns().stream().map(column -> column.name() + column.getClass()).toList(),
        sample.dataset().columns().stream()
            .map(column -> column.name() + column.getClass())
            .toList());
    assertTrue(rows.splitDescription().endsWith(" of 400 rows have missing values: imputed)"));
    assertEquals(List.of(), rows.findings());
  }

  /** The encoder of both roles, on the same training rows. */
  @Test
  void marksMissingValuesAsTheEncoderOfBothRolesDoes() throws IOException {
    LabelledRows rows =
        InputRows.read(
            session,
            write(fixture("mixed")).toString(),
            CsvReading.DEFAULT,
            0.2,
            42,
            MissingRows.INDICATOR);
    Preparation sample = rows.sample();
    ColumnTransformer expected = ColumnTransformer.fit(sample.trainRows(), true);
    assertTrue(expected.inputs().stream().anyMatch(ColumnTransformer.Input::indicator));
    assertEquals(expected.inputs(), rows.rawColumns().orElseThrow().inputs());
    assertEquals(
        Stream.of(expected.transform(sample.trainRows())).map(Arrays::toString).sorted().toList(),
        rows.train().collectAsList().stream()
            .map(row -> row.<org.apache.spark.ml.linalg.Vector>getAs(0).toArray())
            .map(Arrays::toString)
            .sorted()
            .toList());
    assertTrue(
        rows.splitDescription().endsWith(" rows have missing values: imputed, with indicators)"));
  }

  @Test
  void readsParquetAsItReadsCsv() throws IOException {
    Path file = write(fixture("mixed"));
    Path parquet = folder.resolve("rows.parquet");
    session
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .option("nullValue", "NA")
        .csv(file.toString())
        .write()
        .parquet(parquet.toString());
    LabelledRows a = read(file);
    LabelledRows b = read(parquet);
    assertEquals(a.rawColumns().orElseThrow().inputs(), b.rawColumns().orElseThrow().inputs());
    assertArrayEquals(a.sample().train().x(), b.sample().train().x());
    assertEquals(a.sample().dataset().sha256(), b.sample().dataset().sha256());
  }

  @Test
  void leavesOutRowsWithMissingValuesWhereItIsAskedFor() throws IOException {
    LabelledRows rows =
        InputRows.read(
            session,
            write(fixture("penguins")).toString(),
            CsvReading.DEFAULT,
            0.2,
            42,
            MissingRows.DROP);
    assertEquals(333, rows.train().count() + rows.test().count());
    assertEquals(0, rows.sample().dataset().incompleteRows());
  }

  @Test
  void mediansAreExact() {
    var random = new Random(1);
    int[] present = {0, 1, 2, 3, 1000, 1001};
    double[][] rows = new double[1001][present.length + 1];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < present.length; j++) {
        rows[i][j] =
            i < present[j] ? random.nextGaussian() * Math.pow(10, random.nextInt(9)) : Double.NaN;
      }
      rows[i][present.length] = i % 3;
    }
    double[] found =
        Medians.of(
            JavaSparkContext.fromSparkContext(session.sparkContext())
                .parallelize(Arrays.asList(rows), 3),
            new long[] {0, 1, 2, 3, 1000, 1001, 1001});
    List<String> names = List.of("a", "b", "c", "d", "e", "f", "ties");
    assertArrayEquals(ColumnTransformer.ofNumbers(names).refit(rows).fill(), found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b\\n1.5,x\\n2,y\\noops,x | column 'a': 'oops' is not a number, 2 other cells are:"
            + " -Dmissing=oops treats it as missing, -Ddrop=a leaves the column out",
        "a,b\\n\"1,5\",x\\n\"2,5\",y | column 'a': '1,5' is a fraction or has a mark between",
        "a,b\\n1,x\\ninf,y | column 'a': 'inf' is not a finite number: -Dmissing=inf",
        "a,b\\n,x\\nNA,y | no cell of a feature has a value",
        "a,A,a,b\\n1,2,3,x\\n | two columns are named 'a'; names must differ",
        "_corrupt_record,b\\n1,x\\n | a column is named '_corrupt_record', as Spark calls lines",
      })
  void namesTheColumnThatDoesNotFit(String csv, String expected) throws IOException {
    Path file = Files.writeString(folder.resolve("rows.csv"), csv.replace("\\n", "\n"));
    var e = assertThrows(InvalidInput.class, () -> read(file));
    assertTrue(e.getMessage().startsWith("input=" + file + ": " + expected), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void namesTheColumnThatHasTooManyLevels() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("rows.csv"),
            "a,b\n"
                + IntStream.range(0, 200)
                    .mapToObj(i -> "level%d,%s\n".formatted(i, i % 3 == 0 ? "x" : "y"))
                    .collect(Collectors.joining()));
    var e = assertThrows(InvalidInput.class, () -> read(file));
    assertEquals(
        "input=%s: column 'a' is text with more than 100 different values; up to 100 are read as categories: leave it out with -Ddrop=a"
            .formatted(file),
        e.getMessage());
  }

  private static LabelledRows read(Path file) throws IOException {
    return InputRows.read(
        session, file.toString(), CsvReading.DEFAULT, 0.2, 42, MissingRows.IMPUTE);
  }

  /** Writes the rows with ids that give the split of the fixture: every fifth row is a test row. */
  private Path write(JsonNode set) throws IOException {
    Deque<Long> train = new ArrayDeque<>();
    Deque<Long> test = new ArrayDeque<>();
    for (Row row :
        session
            .range(4000)
            .selectExpr(
                "id",
                "shiftrightunsigned(xxhash64(42L, cast(id as string)), 11) * power(2d, -53) < 0.2d")
            .collectAsList()) {
      (row.getBoolean(1) ? test : train).add(row.getLong(0));
    }
    var csv = new StringBuilder("id,");
    set.get("columns").forEach(name -> csv.append(name.asString()).append(','));
    csv.append("label\n");
    for (int i = 0; i < set.get("rows").size(); i++) {
      csv.append((i % 5 == 0 ? test : train).removeFirst()).append(',');
      set.get("rows")
          .get(i)
          .forEach(cell -> csv.append(cell.isNull() ? "NA" : cell.asString()).append(','));
      csv.append(set.get("y").get(i).asInt()).append('\n');
    }
    return Files.writeString(folder.resolve("rows.csv"), csv);
  }

  private static JsonNode fixture(String name) {
    return Fixture.read(RawFitTest.class, "/workbench/cluster/raw-fits.json").get("sets").get(name);
  }

  private static double[] doubles(JsonNode numbers) {
    return numbers.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }
}
