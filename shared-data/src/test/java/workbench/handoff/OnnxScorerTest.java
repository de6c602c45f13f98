package workbench.handoff;

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

class OnnxScorerTest {

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void writeModel() throws IOException {
    file = folder.resolve("model.onnx");
    Handoffs.network().write(file, Handoffs.metadata(2));
  }

  @Test
  void metadataComeBackAsTheyWereWritten() throws IOException {
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      assertEquals(Handoffs.metadata(2), scorer.metadata());
      assertEquals(2, scorer.features());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1000})
  void aRowIsScoredTheSameInABatchOfAnySize(int rows) throws IOException {
    double[][] x = rows(rows);
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      double[] together = scorer.probabilities(x);
      double[] alone =
          Arrays.stream(x)
              .mapToDouble(row -> scorer.probabilities(new double[][] {row})[0])
              .toArray();
      assertArrayEquals(alone, together, 1e-7);
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
  void aNanSpoilsItsOwnRowOnly() throws IOException {
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      double[] probabilities = scorer.probabilities(new double[][] {{Double.NaN, 1}, {3, 150}});
      assertTrue(Double.isNaN(probabilities[0]));
      assertTrue(probabilities[1] > 0);
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
  void threadsDoNotDisturbEachOther() throws Exception {
    double[][] x = rows(200);
    try (OnnxScorer scorer = OnnxScorer.open(file);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      double[] expected = scorer.probabilities(x);
      List<Future<double[]>> answers = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        answers.add(threads.submit((Callable<double[]>) () -> scorer.probabilities(x)));
      }
      for (Future<double[]> answer : answers) {
        assertArrayEquals(expected, answer.get());
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
                }
              });
        }
        Thread.sleep(5);
        scorer.close();
      }
      assertThrows(IllegalStateException.class, () -> scorer.probabilities(x));
      assertDoesNotThrow(scorer::close);
    }
  }

  @Test
  void aMissingFileIsReportedAsOne() {
    assertThrows(NoSuchFileException.class, () -> OnnxScorer.open(folder.resolve("none.onnx")));
  }

  @Test
  void refusesWhatIsNotOnnx() throws IOException {
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
        "class_names | [\"a\"]",
        "class_names | null",
        "seed | a seed",
        "evaluation | {}",
        "evaluation | null",
        "libraries | []",
        "created | yesterday"
      })
  void refusesMetadataThatCannotBeRead(String key, String text) throws IOException {
    rewrite(
        model ->
            model.getMetadataPropsBuilderList().stream()
                .filter(entry -> entry.getKey().equals(key))
                .forEach(entry -> entry.setValue(text)));
    assertRefused("its metadata have '%s' as '%s', which cannot be read".formatted(key, text));
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

  private static double[][] rows(int rows) {
    var random = new SplittableRandom(1);
    double[][] x = new double[rows][];
    for (int i = 0; i < rows; i++) {
      x[i] = new double[] {random.nextDouble(-5, 5), random.nextDouble(0, 300)};
    }
    return x;
  }
}
