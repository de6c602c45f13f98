package workbench.cluster.scoring;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.FloatBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import workbench.cluster.LocalSession;
import workbench.cluster.ReleasedModels;
import workbench.cluster.spark.CsvReading;
import workbench.command.Stages;
import workbench.data.InvalidInput;
import workbench.data.csv.CsvOptions;
import workbench.evaluation.ErrorCost;
import workbench.evaluation.Threshold;
import workbench.model.ModelRepository;
import workbench.model.OnnxScorer;

class ScoringJobTest {

  /** More than two of Spark's batches to each of two tasks. */
  private static final int ROWS = 20_000;

  /** The columns have another order than the model's features, and one of them is no feature. */
  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("depth of it", DataTypes.DoubleType)
          .add("note", DataTypes.StringType)
          .add("width", DataTypes.DoubleType)
          .add("height", DataTypes.DoubleType);

  @TempDir private static Path shared;

  @TempDir private Path folder;

  private static SparkSession session;
  private static ScoringModel model;

  private Path input;
  private Path output;
  private Stages stages;

  @BeforeAll
  static void open() throws IOException {
    session = LocalSession.open();
    ReleasedModels.publish(shared, "demo", 0.25);
    model = ScoringModel.find(new ModelRepository(shared), "demo");
  }

  @AfterAll
  static void stop() {
    session.stop();
    model.close();
  }

  @BeforeEach
  void paths() {
    input = folder.resolve("input");
    output = folder.resolve("output");
    stages = new Stages();
  }

  @Test
  void answersAsTheModelDoesRowByRow() throws IOException {
    double[][] x = drawn();
    table(x).write().parquet(input.toString());

    ScoringSummary summary = run();

    assertEquals(ROWS, summary.rowsIn());
    assertEquals(ROWS, summary.scored());
    assertSame(expected(x), scored());
  }

  @Test
  void answersTheSameForCsv() throws IOException {
    double[][] x = drawn();
    table(x).write().option("header", true).csv(input.toString());

    assertEquals(ROWS, run().scored());
    assertSame(expected(x), scored());
  }

  @Test
  void labelsFollowTheThresholdOfTheModel() throws IOException {
    ReleasedModels.publish(
        folder, "costly", 0.25, Threshold.theoretical(new ErrorCost(10, 1), "no rows"));
    double[][] x = drawn();
    table(x).write().parquet(input.toString());

    try (ScoringModel costly = ScoringModel.find(new ModelRepository(folder), "costly")) {
      new ScoringJob(session, costly, stages)
          .run(input.toString(), output.toString(), List.of(), false, CsvReading.DEFAULT);
    }

    Dataset<Row> scored = session.read().parquet(output.resolve("scored").toString());
    assertEquals(ROWS, scored.where("label = if(probability > 1 / 11d, 1, 0)").count());
    assertTrue(scored.where("label = 1 and probability < 0.5").count() > 0);
  }

  @Test
  void takesEveryTypeOfNumber() throws IOException {
    StructType schema =
        new StructType()
            .add("id", DataTypes.LongType)
            .add("height", DataTypes.IntegerType)
            .add("width", DataTypes.createDecimalType(10, 2))
            .add("depth of it", DataTypes.FloatType);
    double[][] x = {{3, 1.25, 0.1f}, {-7, -2.5, 1e-20f}};
    session
        .createDataFrame(
            List.of(
                RowFactory.create(0L, 3, new BigDecimal("1.25"), 0.1f),
                RowFactory.create(1L, -7, new BigDecimal("-2.50"), 1e-20f)),
            schema)
        .write()
        .parquet(input.toString());

    run();

    assertSame(expected(x), scored());
  }

  @Test
  void closesTheModelInTheExecutorsAtTheEnd() {
    var sent =
        JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(model.unopened());
    OnnxScorer scorer = sent.value().scorer();
    FloatBuffer row = FloatBuffer.wrap(new float[] {1, 2, 3});
    assertEquals(1, scorer.probabilities(row).length);

    sent.destroy(true);

    assertThrows(IllegalStateException.class, () -> scorer.probabilities(row));
    assertEquals(1, model.scorer().probabilities(row).length);
  }

  @Test
  void keepsTheColumnsOfTheInput() throws IOException {
    table(drawn()).write().parquet(input.toString());

    run();

    Dataset<Row> scored = session.read().parquet(output.resolve("scored").toString());
    assertEquals(
        List.of(
            "id",
            "depth of it",
            "note",
            "width",
            "height",
            "probability",
            "label",
            "model",
            "version"),
        List.of(scored.columns()));
    Dataset<Row> before = session.read().parquet(input.toString());
    assertEquals(
        0, before.except(scored.select("id", "`depth of it`", "note", "width", "height")).count());
    assertEquals(ROWS, scored.where("model = 'demo' and version = 1").count());
    assertEquals(ROWS, scored.where("label = if(probability > 0.5, 1, 0)").count());
  }

  @Test
  void keepsOnlyTheColumnsThatTheUserChose() throws IOException {
    double[][] x = drawn();
    table(x).write().parquet(input.toString());

    new ScoringJob(session, model, stages)
        .run(input.toString(), output.toString(), List.of("note", "id"), false, CsvReading.DEFAULT);

    assertEquals(
        List.of("id", "note", "probability", "label", "model", "version"),
        List.of(session.read().parquet(output.resolve("scored").toString()).columns()));
    assertSame(expected(x), scored());
  }

  @Test
  void renamesAColumnThatHasTheNameOfAnAnswer() throws IOException {
    table(drawn()).withColumnRenamed("note", "label").write().parquet(input.toString());

    assertEquals(Map.of("input_label", "label"), run().renamed());

    Row first = session.read().parquet(output.resolve("scored").toString()).where("id = 7").first();
    assertEquals("note 7", first.getAs("input_label"));
  }

  @Test
  void putsRowsThatCannotBeScoredIntoTheQuarantine() throws IOException {
    List<Row> rows =
        List.of(
            row(0, 1.0, 1.0, 1.0),
            row(1, null, 1.0, 1.0),
            row(2, 1.0, Double.NaN, 1.0),
            row(3, 1.0, 1.0, Double.NEGATIVE_INFINITY),
            row(4, 1.0, 1e39, 1.0),
            row(5, Double.NaN, null, 1.0),
            row(6, 2.0, 2.0, 2.0));
    session.createDataFrame(rows, SCHEMA).write().parquet(input.toString());

    ScoringSummary summary = run();

    assertEquals(2, summary.scored());
    assertEquals(5, summary.quarantined());
    // The first defect in the order of the model's features: height, width, depth of it.
    assertEquals(
        Map.of(
            1L, "'depth of it' is missing",
            2L, "'width' is NaN",
            3L, "'height' is infinite",
            4L, "'width' is outside single precision",
            5L, "'width' is missing"),
        quarantined());
    assertSame(
        Map.of(
            0L,
            expected(new double[][] {{1, 1, 1}}).get(0L),
            6L,
            expected(new double[][] {{2, 2, 2}}).get(0L)),
        scored());
  }

  /** A decimal comma, another separator, no header, more missing values: as both roles read it. */
  @Test
  void readsCsvWithTheOptionsOfTheLoader() throws IOException {
    ReleasedModels.publish(folder, "numbered", List.of("x2", "x3", "x4"));
    Files.writeString(
        input.resolveSibling("input.csv"),
        "0;1,5;2;3\n1;-9;2;3\n2;1.000,5;2;?\n3;1;-2,5;1.000,5\n");
    input = input.resolveSibling("input.csv");
    var options = new CsvOptions(null, null, null, null, "-9", "semicolon", ",", null, "false");

    try (ScoringModel numbered = ScoringModel.find(new ModelRepository(folder), "numbered")) {
      new ScoringJob(session, numbered, stages)
          .run(input.toString(), output.toString(), List.of(), false, CsvReading.of(options));
    }

    Map<String, Float> found = new TreeMap<>();
    for (Row row : session.read().parquet(output.resolve("scored").toString()).collectAsList()) {
      found.put(row.getAs("x1"), row.getAs("probability"));
    }
    Map<Long, Float> expected = expected(new double[][] {{1.5, 2, 3}, {1, -2.5, 1000.5}});
    assertEquals(Map.of("0", expected.get(0L), "3", expected.get(1L)), found);
    Dataset<Row> quarantine = session.read().parquet(output.resolve("quarantine").toString());
    assertEquals(1, quarantine.where("x1 = '1' and reason = \"'x2' is missing\"").count());
    assertEquals(1, quarantine.where("x1 = '2' and reason = \"'x4' is missing\"").count());
  }

  @Test
  void putsLinesOfCsvThatCannotBeScoredIntoTheQuarantine() throws IOException {
    Files.writeString(
        input.resolveSibling("input.csv"),
        """
        id,height,width,depth of it
        0,1,1,1
        1,,1,1
        2,1,abc,1
        3,1,1,nan
        4,-Inf,1,1
        5,1e39,1,1
        6,1,1d,1
        7,1,1
        8,1,1,1,1

        9, 2 ,2.0e0,+2
        10,1e400,1,1
        """);
    input = input.resolveSibling("input.csv");

    ScoringSummary summary = run();

    assertEquals(11, summary.rowsIn());
    assertEquals(
        new TreeMap<>(
            Map.of(
                "1", "'height' is missing",
                "2", "'width' is not a number",
                "3", "'depth of it' is missing",
                "4", "'height' is infinite",
                "5", "'height' is outside single precision",
                "6", "'width' is not a number",
                "7", "the line has not as many cells as the header",
                "8", "the line has not as many cells as the header",
                "10", "'height' is outside single precision")),
        quarantinedByText());
    assertSame(
        Map.of(
            0L,
            expected(new double[][] {{1, 1, 1}}).get(0L),
            9L,
            expected(new double[][] {{2, 2, 2}}).get(0L)),
        scored());
  }

  @Test
  void writesAnEmptyOutputForAnEmptyInput() throws IOException {
    table(new double[0][]).write().parquet(input.toString());

    assertEquals(0, run().scored());

    assertEquals(0, scored().size());
    assertTrue(Files.exists(output.resolve("_SUMMARY.json")));
  }

  @Test
  void refusesWhatDoesNotFitTheModelBeforeATaskStarts() {
    table(drawn()).drop("width", "height").write().parquet(folder.resolve("few").toString());
    table(drawn())
        .withColumn("width", org.apache.spark.sql.functions.lit("2"))
        .write()
        .parquet(folder.resolve("text").toString());

    assertAll(
        () ->
            assertRefused(
                "few",
                "the model's features height, width are not among the columns; the columns are id,"
                    + " depth of it, note"),
        () ->
            assertRefused(
                "text", "the column 'width' is of the type string; a feature must be a number"),
        () -> assertRefused("nowhere", "there is no such file or folder"),
        () -> {
          Files.createDirectory(folder.resolve("bare"));
          assertRefused(
              "bare",
              "has neither Parquet nor CSV files; files that end in .parquet or in .csv are"
                  + " expected, of one kind");
        });
  }

  @Test
  void refusesAFileThatIsCorrupt() throws IOException {
    table(drawn()).write().parquet(input.toString());
    Files.writeString(input.resolve("part-9.parquet"), "PAR1, but nothing else that Parquet has");

    String message = refusal(this::run);

    assertTrue(message.contains("part-9.parquet"), message);
    assertNothingIsLeft();
  }

  @Test
  void leavesNothingWhenItFailsHalfWayAndIsDoneWhenStartedAgain() throws IOException {
    double[][] x = drawn();
    table(x).repartition(8).write().parquet(input.toString());
    Path last = parts().getLast();
    Path whole = Files.copy(last, folder.resolve("whole"));
    try (var file = new RandomAccessFile(last.toFile(), "rw")) {
      // The footer, which is read first and counted by, stays as it is.
      file.seek(4);
      file.write(new byte[(int) file.length() / 2]);
    }

    String message = refusal(this::run);

    assertTrue(message.startsWith("the scoring failed, there is no output ("), message);
    assertNothingIsLeft();

    Files.copy(whole, last, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(ROWS, run().scored());
    assertSame(expected(x), scored());
  }

  @Test
  void refusesToReplaceAnOutputUnlessItIsForcedTo() throws IOException {
    table(drawn()).write().parquet(input.toString());
    run();
    byte[] before = Files.readAllBytes(output.resolve("_SUMMARY.json"));

    assertEquals(
        "output=%s: is there already; choose another folder, or replace it with -Dforce=true"
            .formatted(output),
        refusal(this::run));
    assertEquals(new String(before), Files.readString(output.resolve("_SUMMARY.json")));

    double[][] other = {{9, 9, 9}};
    Path otherInput = folder.resolve("other");
    table(other).write().parquet(otherInput.toString());
    new ScoringJob(session, model, stages)
        .run(otherInput.toString(), output.toString(), List.of(), true, CsvReading.DEFAULT);
    assertSame(expected(other), scored());
    assertEquals(List.of("input", "other", "output"), names(folder));
  }

  @Test
  void keepsTheOutputWhenWhatShouldReplaceItFails() throws IOException {
    double[][] x = drawn();
    table(x).write().parquet(input.toString());
    run();
    Files.writeString(input.resolve("part-9.parquet"), "PAR1, but nothing else that Parquet has");

    refusal(
        () ->
            new ScoringJob(session, model, stages)
                .run(input.toString(), output.toString(), List.of(), true, CsvReading.DEFAULT));

    assertSame(expected(x), scored());
    assertEquals(List.of("input", "output"), names(folder));
  }

  @Test
  void replacesNothingThatIsNotItsOwn() throws IOException {
    table(drawn()).write().parquet(input.toString());
    Files.writeString(Files.createDirectory(output).resolve("thesis.txt"), "all of it");

    assertEquals(
        "output=%s: is no output of this command, so -Dforce=true does not replace it; choose another folder"
            .formatted(output),
        refusal(
            () ->
                new ScoringJob(session, model, stages)
                    .run(
                        input.toString(), output.toString(), List.of(), true, CsvReading.DEFAULT)));
    assertEquals("all of it", Files.readString(output.resolve("thesis.txt")));
  }

  @Test
  void writesNeitherIntoTheInputNorAroundIt() {
    table(drawn()).write().parquet(input.toString());
    output = input.resolve("scored");

    assertEquals(
        "output=%s: is within input=%s, or the other way round; choose another folder"
            .formatted(output, input),
        refusal(this::run));
  }

  private ScoringSummary run() throws IOException {
    return new ScoringJob(session, model, stages)
        .run(input.toString(), output.toString(), List.of(), false, CsvReading.DEFAULT);
  }

  private static String refusal(Executable code) {
    String message = assertThrows(InvalidInput.class, code).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  private void assertRefused(String name, String why) {
    input = folder.resolve(name);
    assertEquals("input=%s: %s".formatted(input, why), refusal(this::run));
    assertFalse(Files.exists(output));
  }

  private void assertNothingIsLeft() throws IOException {
    assertTrue(
        names(folder).stream().noneMatch(name -> name.contains("output")),
        names(folder).toString());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private List<Path> parts() throws IOException {
    PathMatcher parquet = FileSystems.getDefault().getPathMatcher("glob:part-*.parquet");
    try (Stream<Path> files = Files.list(input)) {
      return files.filter(file -> parquet.matches(file.getFileName())).sorted().toList();
    }
  }

  /** Rows of height, width and depth. */
  private static double[][] drawn() {
    var random = new Random(42);
    return Stream.generate(() -> random.doubles(3, -5, 5).toArray())
        .limit(ROWS)
        .toArray(double[][]::new);
  }

  private static Dataset<Row> table(double[][] x) {
    List<Row> rows =
        IntStream.range(0, x.length).mapToObj(i -> row(i, x[i][2], x[i][1], x[i][0])).toList();
    return session.createDataFrame(rows, SCHEMA);
  }

  private static Row row(long id, Double depth, Double width, Double height) {
    return RowFactory.create(id, depth, "note " + id, width, height);
  }

  /** Reference probabilities by id, of the scorer in this process. */
  private static Map<Long, Float> expected(double[][] x) throws IOException {
    Path file = new ModelRepository(shared).folder("demo", 1).resolve(ModelRepository.MODEL);
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      double[] probabilities = scorer.probabilities(x);
      Map<Long, Float> expected = new TreeMap<>();
      IntStream.range(0, x.length).forEach(i -> expected.put((long) i, (float) probabilities[i]));
      return expected;
    }
  }

  private static void assertSame(Map<Long, Float> expected, Map<Long, Float> found) {
    assertEquals(expected.size(), found.size());
    expected.forEach((id, probability) -> assertEquals(probability, found.get(id), "id " + id));
  }

  private Map<Long, Float> scored() {
    List<Row> rows =
        session
            .read()
            .parquet(output.resolve("scored").toString())
            .selectExpr("cast(id as long)", "probability")
            .collectAsList();
    Map<Long, Float> scored = new TreeMap<>();
    rows.forEach(row -> scored.put(row.getLong(0), row.getFloat(1)));
    assertEquals(rows.size(), scored.size(), "an id is there twice");
    return scored;
  }

  private Map<Long, String> quarantined() {
    Map<Long, String> reasons = new TreeMap<>();
    quarantinedByText().forEach((id, reason) -> reasons.put(Long.valueOf(id), reason));
    return reasons;
  }

  private Map<String, String> quarantinedByText() {
    Map<String, String> reasons = new TreeMap<>();
    session
        .read()
        .parquet(output.resolve("quarantine").toString())
        .selectExpr("cast(id as string)", "reason")
        .collectAsList()
        .forEach(row -> reasons.put(row.getString(0), row.getString(1)));
    return reasons;
  }
}
