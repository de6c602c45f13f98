package workbench.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbench.cluster.scoring.ScoringJob;
import workbench.cluster.scoring.ScoringModel;
import workbench.cluster.scoring.ScoringSummary;
import workbench.cluster.spark.CsvReading;
import workbench.command.Stages;
import workbench.data.Column.Categorical;
import workbench.data.Column.Numeric;
import workbench.data.ColumnTransformer;
import workbench.data.Dataset;
import workbench.data.InvalidInput;
import workbench.data.Standardizer;
import workbench.data.csv.CsvOptions;
import workbench.model.ExportedModel;
import workbench.model.ModelRepository;
import workbench.model.OnnxScorer;
import workbench.testing.MadeUp;

/** Scoring by a model of raw columns: text, missing values, unknown levels. */
class RawColumnScoringTest {

  /** Names as people write them; the last differs from the third in case alone. */
  private static final List<String> NAMES =
      List.of("a `b`.c = \"d\"", "\uD83D\uDC27 " + "n".repeat(500), "island", "label", "Island");

  private static final List<String> ISLANDS = List.of("Biscoe", "Dream", "\uD83D\uDC27");

  private static final String HEADER =
      "id," + String.join(",", NAMES.stream().map(RawColumnScoringTest::quoted).toList()) + "\n";

  @TempDir private static Path shared;

  @TempDir private Path folder;

  private static SparkSession session;
  private static ScoringModel model;

  @BeforeAll
  static void open() throws IOException {
    session = LocalSession.open();
    var columns =
        ColumnTransformer.fit(
            dataset(
                new double[] {1, 2, 4, Double.NaN},
                new double[] {5, 6, 7, 8},
                new int[] {0, 1, 1, 2},
                new int[] {0, 1, 0, 0},
                new double[] {0, 0, 1, 1}));
    ExportedModel onnx =
        ExportedModel.logisticRegression(
                new Standardizer(
                    new double[] {2, 6, 0.5, 0.25, 0.5, 0.5}, new double[] {1, 2, 1, 1, 1, 1}),
                new double[] {0.5, -1, 2, -3, 0.75, 0.3},
                0.1)
            .with(Optional.of(columns));
    var repository = new ModelRepository(shared);
    repository.publish(
        "raw",
        version ->
            onnx.write(
                version.resolve(ModelRepository.MODEL),
                MadeUp.metadata(columns.featureNames()).with(Optional.of(columns))));
    model = ScoringModel.find(repository, "raw");
  }

  @AfterAll
  static void stop() {
    session.stop();
    model.close();
  }

  private static Dataset dataset(
      double[] a, double[] b, int[] island, int[] label, double[] otherIsland) {
    return new Dataset(
        "rows",
        List.of(
            new Numeric(NAMES.get(0), a),
            new Numeric(NAMES.get(1), b),
            new Categorical(NAMES.get(2), ISLANDS, island),
            new Categorical(NAMES.get(3), List.of("no", "yes"), label),
            new Numeric(NAMES.get(4), otherIsland)),
        "y",
        List.of("0", "1"),
        new int[a.length],
        "");
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** Reference probabilities of the rows below by the scorer in this process. */
  private static double[] expected() throws IOException {
    double nan = Double.NaN;
    Path file = new ModelRepository(shared).folder("raw", 1).resolve(ModelRepository.MODEL);
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      // An unknown level is that without any column of its own, the first.
      return scorer.probabilities(
          dataset(
              new double[] {1.5, nan, 3, nan, 2},
              new double[] {6, 7, nan, nan, 2},
              new int[] {2, 1, -1, -1, 0},
              new int[] {1, 0, 1, -1, 0},
              new double[] {1, 0, 1, nan, 0}));
    }
  }

  @Test
  void answersTextMissingValuesAndUnknownLevelsAsTheModelDoes() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("rows.csv"),
            HEADER
                + "0,1.5,6,\uD83D\uDC27,yes,1\n"
                + "1,NA,7, Dream ,no,0\n"
                + "2,3,-,,yes,1\n"
                + "3,,,,,\n"
                + "4,2,2,Atlantis,no,0\n"
                + "5,many,2,Dream,no,0\n"
                + "6,inf,2,Dream,no,0\n"
                + "7,1e39,2,Atlantis,,0\n");
    ScoringSummary summary = score(csv, CsvReading.DEFAULT);

    assertProbabilities(expected());
    assertEquals(
        Map.of(
            "'" + NAMES.get(0) + "' is not a number", 1L,
            "'" + NAMES.get(0) + "' is infinite", 1L,
            "'" + NAMES.get(0) + "' is outside single precision", 1L),
        summary.reasons());
    // Of the rows that are scored alone.
    assertEquals(
        Map.of(NAMES.get(0), 2L, NAMES.get(1), 2L, "island", 2L, "label", 1L, "Island", 1L),
        summary.imputed());
    assertEquals(Map.of("island", 1L), summary.unknown());
  }

  @Test
  void answersTheSameForParquet() throws IOException {
    Path parquet = folder.resolve("rows.parquet");
    write(
        session.sql(
            """
            select * from values (0L, 1.5d, 6f, '\uD83D\uDC27', 'yes', true), (1L, null, 7f, 'Dream', 'no', false),
            (2L, 3d, float('NaN'), null, 'yes', true), (3L, double('NaN'), null, '', null, null),
            (4L, 2d, 2f, 'Atlantis', 'no', false)
            """),
        IntStream.range(-1, 5).mapToObj(j -> j < 0 ? "id" : NAMES.get(j)).toArray(String[]::new),
        parquet);
    ScoringSummary summary = score(parquet, CsvReading.DEFAULT);

    assertProbabilities(expected());
    assertEquals(Map.of("island", 1L), summary.unknown());
  }

  @Test
  void readsCellsWithLineBreaksWhereItIsAskedFor() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("rows.csv"),
            HEADER + "0,1.5,6,\uD83D\uDC27,yes,1\n4,2,2,\"At\nlan\"\"tis\",no,0\n");
    assertEquals(2, score(csv, new CsvReading(CsvOptions.NONE, true)).scored());

    double[] all = expected();
    assertProbabilities(new double[] {all[0], Double.NaN, Double.NaN, Double.NaN, all[4]});
    assertEquals(
        "At\nlan\"tis",
        session
            .read()
            .parquet(folder.resolve("output/scored").toString())
            .where("id = 4")
            .first()
            .getAs("island"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "island,label,Island | features a `b`.c = \"d\", ",
        "Island,label,Island | two columns are named 'Island'; names must differ",
        "ISLAND,label,Island,1,2 | features a `b`.c = \"d\", ",
      })
  void namesTheColumnThatDoesNotFitAndWritesNothing(String header, String expected)
      throws IOException {
    Path csv = Files.writeString(folder.resolve("rows.csv"), header + "\nx,1,2\n");
    assertRefused(csv, expected.startsWith("features") ? "the model's " + expected : expected);
  }

  @Test
  void namesTheColumnOfAnotherType() throws IOException {
    for (String[] wrong :
        new String[][] {
          {"1", "'x'", "the column 'island' is of the type int; a feature must be a text"},
          {"'x'", "1", "the column 'Island' is of the type string; a feature must be a number"},
        }) {
      Path parquet = folder.resolve(wrong[0] + ".parquet");
      write(
          session.sql(
              "select 1d, 1d, %s, 'yes', %s"
                  .formatted(wrong[0], wrong[0].equals("1") ? "1d" : wrong[0])),
          NAMES.toArray(String[]::new),
          parquet);
      assertRefused(parquet, wrong[2]);
    }
  }

  /** Two names differ in case alone, which Spark has to be told. */
  private static void write(org.apache.spark.sql.Dataset<Row> rows, String[] names, Path parquet) {
    session.conf().set("spark.sql.caseSensitive", true);
    try {
      rows.toDF(names).write().parquet(parquet.toString());
    } finally {
      session.conf().unset("spark.sql.caseSensitive");
    }
  }

  private void assertRefused(Path input, String expected) {
    var e = assertThrows(InvalidInput.class, () -> score(input, CsvReading.DEFAULT));
    assertEquals(
        "input=%s: %s".formatted(input, expected),
        e.getMessage()
            .substring(
                0,
                Math.min(e.getMessage().length(), ("input=" + input + ": " + expected).length())));
    assertEquals(1, e.getMessage().lines().count());
    assertFalse(Files.exists(folder.resolve("output")));
  }

  private ScoringSummary score(Path input, CsvReading csv) throws IOException {
    return new ScoringJob(session, model, new Stages())
        .run(input.toString(), folder.resolve("output").toString(), List.of(), false, csv);
  }

  private void assertProbabilities(double[] expected) {
    Map<Integer, Float> found = new TreeMap<>();
    for (Row row :
        session
            .read()
            .parquet(folder.resolve("output/scored").toString())
            .selectExpr("cast(id as int)", "probability")
            .collectAsList()) {
      found.put(row.getInt(0), row.getFloat(1));
    }
    Map<Integer, Float> all = new TreeMap<>();
    IntStream.range(0, expected.length)
        .filter(i -> !Double.isNaN(expected[i]))
        .forEach(i -> all.put(i, (float) expected[i]));
    assertEquals(all, found, Arrays.toString(expected));
  }
}
