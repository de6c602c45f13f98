package workbench.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.data.InvalidInput;
import workbench.evaluation.ErrorCost;
import workbench.evaluation.Threshold;

class OnnxScorerTest {

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void writeModel() throws IOException {
    file = folder.resolve("model.onnx");
    ExportedModels.network().write(file, ExportedModels.metadata(2));
  }

  @Test
  void metadataComeBackAsTheyWereWritten() throws IOException {
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      assertEquals(ExportedModels.metadata(2), scorer.metadata());
      assertEquals(2, scorer.features());
    }
  }

  /**
   * Emoji, a rare ideograph (U+2000B), right to left, an escape sequence, JSON's own characters.
   */
  @Test
  void metadataOfAnyScriptComeBackAsTheyWereWritten() throws IOException {
    Metadata metadata =
        named(
            "\"größer\" \ud83d\udc4d",
            "\ud840\udc0b",
            List.of("a\ud83d\ude00", "\u0639\u0645\u0631\u001b[2J\\\"\u2028"),
            List.of("\ud83d\udc4e", "\ud83d\udc4d\ud83c\udffd"));
    ExportedModels.network().write(file, metadata);
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      assertEquals(metadata, scorer.metadata());
    }
    assertTrue(
        OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file)).getMetadataPropsList().stream()
            .allMatch(entry -> entry.getValue().matches("[ -~]+")),
        "another runtime may garble other characters than ASCII");
  }

  @Test
  void thresholdComesBackWithItsCost() throws IOException {
    var threshold =
        new Threshold(0.1f, Optional.of(new ErrorCost(10, 1)), "160 rows of «validation»");
    Metadata metadata = ExportedModels.metadata(2).with(threshold);
    ExportedModels.network().write(file, metadata);
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      assertEquals(metadata, scorer.metadata());
    }
  }

  @Test
  void optionsOfTheDataSetComeBack() throws IOException {
    Metadata metadata =
        ExportedModels.metadata(2)
            .with(Map.of("label", "größe", "missing", "only:-", "testSize", "0.3"));
    ExportedModels.network().write(file, metadata);
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      assertEquals(metadata, scorer.metadata());
    }
  }

  @Test
  void fileWithoutACostSaysNothingOfAThreshold() throws IOException {
    assertTrue(
        OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file)).getMetadataPropsList().stream()
            .noneMatch(entry -> entry.getKey().matches("threshold.*|cost|options")));
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      assertEquals(Threshold.HALF, scorer.metadata().threshold());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "threshold, NaN",
    "threshold, 0",
    "threshold, 1",
    "threshold, low",
    "cost, 10",
    "cost, 0:1"
  })
  void refusesAThresholdThatNoModelCanHave(String key, String text) throws IOException {
    ExportedModels.network()
        .write(
            file,
            ExportedModels.metadata(2)
                .with(Threshold.theoretical(new ErrorCost(10, 1), "no rows")));
    refusesMetadataThatCannotBeRead(key, text);
  }

  @Test
  void readsMetadataThatWereWrittenInUtf8Before() throws IOException {
    rewrite(
        model ->
            model
                .getMetadataPropsBuilderList()
                .forEach(
                    entry -> {
                      switch (entry.getKey()) {
                        case "dataset" -> entry.setValue("Größe");
                        case "feature_names" -> entry.setValue("[\"größe\",\"年齢\"]");
                        default -> {}
                      }
                    }));
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      assertEquals("Größe", scorer.metadata().dataset());
      assertEquals(List.of("größe", "年齢"), scorer.metadata().featureNames());
    }
  }

  private static Metadata named(
      String model, String dataset, List<String> features, List<String> classes) {
    Metadata m = ExportedModels.metadata(2);
    return new Metadata(
        m.role(),
        model,
        features,
        classes,
        dataset,
        m.datasetSha256(),
        m.split(),
        m.seed(),
        m.evaluation(),
        m.libraries(),
        m.revision(),
        m.created());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1000, OnnxScorer.BLOCK + 1})
  void aRowIsScoredTheSameInABatchOfAnySize(int rows) throws IOException {
    double[][] x = rows(rows);
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      double[] together = scorer.probabilities(x);
      double[] alone =
          Arrays.stream(x)
              .mapToDouble(row -> scorer.probabilities(new double[][] {row})[0])
              .toArray();
      assertArrayEquals(alone, together, 1e-7);
      assertArrayEquals(alone, Arrays.stream(x).mapToDouble(row -> one(scorer, row)).toArray());
    }
  }

  @Test
  void readsABufferFromItsPositionToItsLimitAndLeavesItAsItIs() throws IOException {
    float[] values = {9, 9, 1, 100, 3, 150, 9};
    FloatBuffer onHeap = FloatBuffer.wrap(values);
    FloatBuffer direct =
        ByteBuffer.allocateDirect(4 * values.length)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(values);
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      double[] expected = scorer.probabilities(new double[][] {{1, 100}, {3, 150}});
      for (FloatBuffer buffer : List.of(onHeap, direct)) {
        buffer.limit(6).position(2);
        float[] probabilities = scorer.probabilities(buffer);
        assertEquals((float) expected[0], probabilities[0]);
        assertEquals((float) expected[1], probabilities[1]);
        assertEquals(2, buffer.position());
        assertEquals(6, buffer.limit());
      }
    }
  }

  @Test
  void noRowsHaveNoProbabilities() throws IOException {
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      assertEquals(0, scorer.probabilities(FloatBuffer.allocate(0)).length);
    }
  }

  @Test
  void nanMakesOnlyItsOwnAnswerNan() throws IOException {
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      double[] probabilities = scorer.probabilities(new double[][] {{Double.NaN, 1}, {3, 150}});
      assertTrue(Double.isNaN(probabilities[0]));
      assertTrue(probabilities[1] > 0);
      assertTrue(Double.isNaN(one(scorer, Double.NaN, 1)));
      assertEquals(probabilities[1], one(scorer, 3, 150), 1e-7);
    }
  }

  @Test
  void refusesABatchThatIsNotWholeRows() throws IOException {
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      var e = assertThrows(InvalidInput.class, () -> scorer.probabilities(FloatBuffer.allocate(5)));
      assertEquals("5 values are not a whole number of rows of 2 features", e.getMessage());
      e = assertThrows(InvalidInput.class, () -> scorer.probabilities(new double[][] {{1, 2, 3}}));
      assertEquals("a row has 3 values; 2 features are expected", e.getMessage());
    }
  }

  @Test
  void isSafeForConcurrentThreads() throws Exception {
    double[][] x = rows(200);
    try (OnnxScorer scorer = OnnxScorer.open(file);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      double[] expected = scorer.probabilities(x);
      List<Future<double[]>> answers = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        answers.add(threads.submit((Callable<double[]>) () -> scorer.probabilities(x)));
        answers.add(
            threads.submit(() -> Arrays.stream(x).mapToDouble(row -> one(scorer, row)).toArray()));
      }
      for (Future<double[]> answer : answers) {
        assertArrayEquals(expected, answer.get(), 1e-7);
      }
    }
  }

  @Test
  void closingWaitsForTheBatchesInWorkAndLaterOnesAreRefused() throws Exception {
    double[][] x = rows(1000);
    for (int round = 0; round < 20; round++) {
      OnnxScorer scorer = OnnxScorer.open(file);
      try (var threads = Executors.newFixedThreadPool(4)) {
        for (int i = 0; i < 4; i++) {
          // Freed under one of these, the native session would take the whole JVM down.
          threads.submit(
              () -> {
                while (true) {
                  scorer.probabilities(x);
                  one(scorer, x[0]);
                }
              });
        }
        Thread.sleep(5);
        scorer.close();
      }
      assertThrows(IllegalStateException.class, () -> scorer.probabilities(x));
      assertThrows(IllegalStateException.class, () -> one(scorer, x[0]));
      assertDoesNotThrow(scorer::close);
    }
  }

  @Test
  void aMissingFileIsReportedAsOne() {
    assertThrows(NoSuchFileException.class, () -> OnnxScorer.open(folder.resolve("none.onnx")));
  }

  @Test
  void refusesOtherFilesThanOnnx() throws IOException {
    Files.writeString(file, "PK this is something else");
    assertRefused("ONNX Runtime cannot load it");
    Files.write(file, new byte[0]);
    assertRefused("");
  }

  @Test
  void refusesATruncatedFileWhereverItEnds() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 1; length < whole.length; length += 37) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused("");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "role",
        "model",
        "feature_names",
        "class_names",
        "dataset",
        "dataset_sha256",
        "split",
        "seed",
        "evaluation",
        "libraries",
        "source_revision",
        "created"
      })
  void refusesAFileThatLacksMetadata(String key) throws IOException {
    rewrite(
        model -> {
          var kept =
              model.getMetadataPropsList().stream()
                  .filter(entry -> !entry.getKey().equals(key))
                  .toList();
          model.clearMetadataProps().addAllMetadataProps(kept);
        });
    assertRefused("its metadata lack '" + key + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "role | manager",
        "feature_names | x1",
        "feature_names | [null, null]",
        "feature_names | [\"x1\", \"x1\"]",
        "feature_names | [\"x1\", \" \"]",
        "feature_names | [\"x1\", \"\\ud83d\"]",
        "feature_names | []",
        "class_names | [\"a\"]",
        "class_names | [\"a\", \"a\"]",
        "class_names | null",
        "seed | a seed",
        "evaluation | {}",
        "evaluation | null",
        "evaluation | {\"rows\":-1,\"correct\":0,\"logLoss\":0,\"auc\":1,\"baseline\":1}",
        "evaluation | {\"rows\":9,\"correct\":10,\"logLoss\":0,\"auc\":1,\"baseline\":1}",
        "evaluation | {\"rows\":9,\"correct\":-1,\"logLoss\":0,\"auc\":1,\"baseline\":1}",
        "evaluation | {\"rows\":9,\"correct\":9,\"logLoss\":\"NaN\",\"auc\":1,\"baseline\":1}",
        "evaluation | {\"rows\":9,\"correct\":9,\"logLoss\":0,\"auc\":1.5,\"baseline\":1}",
        "evaluation | {\"rows\":9,\"correct\":9,\"logLoss\":0,\"auc\":1,\"baseline\":-1}",
        "libraries | []",
        "created | yesterday"
      })
  void refusesMetadataThatCannotBeRead(String key, String text) throws IOException {
    rewrite(
        model ->
            model.getMetadataPropsBuilderList().stream()
                .filter(entry -> entry.getKey().equals(key))
                .forEach(entry -> entry.setValue(text)));
    assertRefused("its metadata have '%s' as '%s', which cannot be read (".formatted(key, text));
  }

  @Test
  void refusesAFileWhoseInputIsNotWhatItsMetadataName() throws IOException {
    rewrite(
        model ->
            model.getMetadataPropsBuilderList().stream()
                .filter(entry -> entry.getKey().equals("feature_names"))
                .forEach(entry -> entry.setValue("[\"only one\"]")));
    assertRefused("'features' is expected as FLOAT [-1, 1], the file has");
  }

  @Test
  void refusesAnOnnxFileOfAnotherKind() throws IOException {
    rewrite(model -> model.getGraphBuilder().removeOutput(1));
    assertRefused("'label' is expected as INT64 [-1], the file has no such tensor");
  }

  @Test
  void refusesAModelWithTwoAnswersARow() throws IOException {
    // Both outputs go through a node that repeats each row's answer.
    rewrite(
        model -> {
          var graph = model.getGraphBuilder();
          graph.addInitializer(
              OnnxMl.TensorProto.newBuilder()
                  .setName("twice")
                  .setDataType(OnnxMl.TensorProto.DataType.INT64.getNumber())
                  .addDims(1)
                  .addInt64Data(2));
          replaceOutput(graph, "Tile", "before", "twice");
        });
    assertRefused("the model has 6 answers to 3 rows; one a row is expected");
  }

  @ParameterizedTest
  @CsvSource({"7.5, 7.5", "NaN, NaN", "-0.25, -0.25", "Infinity, Infinity"})
  void refusesAModelWhoseAnswersAreNoProbabilities(float answer, String shown) throws IOException {
    rewrite(
        model -> {
          var graph = model.getGraphBuilder();
          graph.addInitializer(
              OnnxMl.TensorProto.newBuilder()
                  .setName("instead")
                  .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                  .addFloatData(answer));
          graph.addInitializer(
              OnnxMl.TensorProto.newBuilder()
                  .setName("never")
                  .setDataType(OnnxMl.TensorProto.DataType.BOOL.getNumber())
                  .addInt32Data(0));
          replaceOutput(graph, "Where", "never", "before", "instead");
        });
    assertRefused(
        "the model answers " + shown + " to row 1; a probability from 0 to 1 is expected");
  }

  /** The answer is right on the rows of zeros that a model is loaded with. */
  @Test
  void refusesAnAnswerThatIsNoProbabilityWheneverItComes() throws IOException {
    rewrite(
        model -> {
          var graph = model.getGraphBuilder();
          graph.addInitializer(
              OnnxMl.TensorProto.newBuilder()
                  .setName("first")
                  .setDataType(OnnxMl.TensorProto.DataType.INT64.getNumber())
                  .addInt64Data(0));
          graph.addNode(
              OnnxMl.NodeProto.newBuilder()
                  .setOpType("Gather")
                  .addInput("features")
                  .addInput("first")
                  .addAttribute(
                      OnnxMl.AttributeProto.newBuilder()
                          .setName("axis")
                          .setType(OnnxMl.AttributeProto.AttributeType.INT)
                          .setI(1))
                  .addOutput("column"));
          replaceOutput(graph, "Add", "before", "column");
        });
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      assertEquals(1, scorer.probabilities(new double[][] {{0, 100}}).length);
      var e =
          assertThrows(
              InvalidAnswer.class, () -> scorer.probabilities(new double[][] {{0, 100}, {7, 100}}));
      assertTrue(e.getMessage().startsWith("the model answers 7."), e.getMessage());
      assertTrue(
          e.getMessage().endsWith(" to row 2; a probability from 0 to 1 is expected"),
          e.getMessage());
      e = assertThrows(InvalidAnswer.class, () -> one(scorer, 7, 100));
      assertTrue(e.getMessage().contains(" to row 1;"), e.getMessage());
      double[][] many = new double[OnnxScorer.BLOCK + 2][2];
      many[OnnxScorer.BLOCK + 1][0] = 7;
      e = assertThrows(InvalidAnswer.class, () -> scorer.probabilities(many));
      assertTrue(e.getMessage().contains(" to row " + many.length + ";"), e.getMessage());
    }
  }

  @Test
  void refusesAModelWhoseLabelContradictsItsProbability() throws IOException {
    rewrite(
        model ->
            model.getGraphBuilder().getNodeBuilderList().stream()
                .filter(node -> node.getOpType().equals("Greater"))
                .forEach(node -> node.setOpType("LessOrEqual")));
    assertRefused("the model's label of row 1 is ");
  }

  /** The labels follow the threshold 0.9, the metadata say nothing, which is a half. */
  @Test
  void refusesLabelsOfAnotherThresholdThanTheMetadatas() throws IOException {
    ExportedModels.network()
        .write(
            file, ExportedModels.metadata(2).with(Threshold.theoretical(new ErrorCost(1, 9), "")));
    rewrite(
        model -> {
          var others =
              model.getMetadataPropsList().stream()
                  .filter(entry -> !entry.getKey().matches("threshold.*|cost"))
                  .toList();
          model.clearMetadataProps().addAllMetadataProps(others);
        });
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      var e = assertThrows(InvalidAnswer.class, () -> scorer.probabilities(rows(1000)));
      assertTrue(
          e.getMessage()
              .matches(
                  "the model's label of row [0-9]+ is 0; its probability 0[.][5-8][0-9]*"
                      + " and the threshold 0[.]5 give 1"),
          e.getMessage());
    }
  }

  /** The probability becomes «before», and the output of this node takes its name. */
  private static void replaceOutput(
      OnnxMl.GraphProto.Builder graph, String operator, String... inputs) {
    for (var node : graph.getNodeBuilderList()) {
      if (node.getOutput(0).equals("probability")) {
        node.setOutput(0, "before");
      }
    }
    graph.addNode(
        OnnxMl.NodeProto.newBuilder()
            .setOpType(operator)
            .addAllInput(List.of(inputs))
            .addOutput("probability"));
  }

  private void rewrite(Consumer<OnnxMl.ModelProto.Builder> change) throws IOException {
    var model = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
    change.accept(model);
    Files.write(file, model.build().toByteArray());
  }

  private void assertRefused(String reason) {
    var e = assertThrows(InvalidInput.class, () -> OnnxScorer.open(file));
    assertTrue(e.getMessage().startsWith(file + ": " + reason), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  /** Probability of a row by itself, as the server asks for it. */
  private static double one(OnnxScorer scorer, double... row) {
    return scorer.probabilities(FloatBuffer.wrap(new float[] {(float) row[0], (float) row[1]}))[0];
  }

  private static double[][] rows(int rows) {
    var random = new SplittableRandom(1);
    double[][] x = new double[rows][];
    for (int i = 0; i < rows; i++) {
      x[i] = new double[] {random.nextDouble(-5, 5), random.nextDouble(0, 300)};
    }
    return x;
  }
}
