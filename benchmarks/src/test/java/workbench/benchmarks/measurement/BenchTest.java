package workbench.benchmarks.measurement;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import workbench.benchmarks.work.Drawn;
import workbench.benchmarks.work.Fit;
import workbench.benchmarks.work.Models;
import workbench.benchmarks.work.Prediction;
import workbench.benchmarks.work.Training;
import workbench.command.Commands;

class BenchTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--row=fits | 2 | row=fits",
        "--rounds=0 | 2 | rounds=0",
        "--rounds=many | 2 | many",
        "--python=/no/such/python | 1 | python=/no/such/python",
        "--guard=none.json | 1 | guard=none.json"
      })
  void aMistakeIsOneLineAndNothingIsWritten(String option, int exitCode, String names) {
    Path output = folder.resolve("bench");
    PrintStream err = System.err;
    var bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    int code;
    try {
      code = Commands.run(new Bench(), "--output=" + output, option);
    } finally {
      System.setErr(err);
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertAll(
        () -> assertEquals(exitCode, code, text),
        () -> assertEquals(1, text.lines().count(), text),
        () -> assertTrue(text.contains(names), text),
        () -> assertFalse(Files.exists(output)));
  }

  @Test
  void helpTellsTheOptions() {
    var text = new StringWriter();
    new CommandLine(new Bench()).usage(new PrintWriter(text));
    assertTrue(text.toString().contains("--quick"), text.toString());
  }

  @Test
  void everyRowHasANameOfItsOwnAndTheQuickSetIsPartOfThem() {
    List<Row> rows = rows();
    assertEquals(rows.size(), new HashSet<>(rows.stream().map(Row::name).toList()).size());
    assertTrue(rows.stream().anyMatch(Row::quick));
    assertTrue(rows.stream().anyMatch(row -> !row.quick()));
  }

  @Test
  void aFamilyNameStandsForItsRowsAndNoOthers() {
    List<String> names = rows().stream().filter(row -> row.isNamed("fit")).map(Row::name).toList();
    assertTrue(names.contains("fit-100x5"), names.toString());
    assertFalse(names.contains("growth-fit-1000"), names.toString());
    assertEquals(1, rows().stream().filter(row -> row.isNamed("http-1")).count());
  }

  /** {@code .ci/bench} runs the quick set, and fails on an entry of which it has no figure. */
  @Test
  void guardNamesOnlyPeersInRowsOfTheQuickSet() throws IOException {
    List<Row> rows = rows().stream().filter(Row::quick).toList();
    List<String> unknown =
        Guard.read(Path.of("guard.json")).entries().stream()
            .filter(
                entry ->
                    rows.stream()
                        .filter(row -> row.name().equals(entry.row()))
                        .noneMatch(row -> peers(row).contains(entry.contestant())))
            .map(entry -> entry.row() + ": " + entry.contestant())
            .toList();
    assertEquals(List.of(), unknown);
  }

  private List<String> peers(Row row) {
    // Asking a row over HTTP for its contestants would start their servers.
    Stream<String> names =
        row.group() == Row.Group.HTTP
            ? catalogue().servers().keySet().stream()
            : row.contestants().stream().map(BenchTest::name);
    return names.skip(1).toList();
  }

  private static String name(Contestant.Source source) {
    try (Contestant contestant = source.get()) {
      return contestant.name();
    } catch (Contestant.Missing e) {
      return e.getMessage().replace(" (no Python 3 found)", "");
    }
  }

  private List<Row> rows() {
    return catalogue().rows();
  }

  private Catalogue catalogue() {
    return new Catalogue(Pace.QUICK, Optional.empty(), folder, new Distribution(folder));
  }

  /**
   * numpy 2.4.6, {@code peers.drawn(1000, 5)}: the last row's features, and how many labels are 1.
   */
  @Test
  void drawsTheRowsThatPythonDraws() {
    Drawn drawn = Drawn.of(1000, 5);
    assertArrayEquals(
        new double[] {
          -0.3788837183865552,
          -0.27007480398220984,
          -0.5670358076376463,
          -0.024839934889730353,
          -0.5311117116650432
        },
        drawn.x()[999]);
    assertEquals(486, Arrays.stream(drawn.y()).sum());
  }

  /** scikit-learn 1.9.1, newton-cholesky: {@code peers.fit_sklearn(100, 5, "newton-cholesky")}. */
  @Test
  void fitReachesTheObjectiveThatScikitLearnReaches() {
    var fit = new Fit();
    fit.rows = 100;
    fit.features = 5;
    fit.prepare();
    assertEquals(40.29878401225261, fit.answer("smile")[0], 1e-9);
  }

  /**
   * Keras 3.15.1: {@code peers.train_keras(3200, 32, 1, 3200)}, the first and the last of the
   * weights.
   */
  @Test
  void trainingReachesTheWeightsThatKerasReaches() {
    var training = new Training();
    training.rows = 3200;
    training.batch = 32;
    training.checked = 3200;
    training.prepare();
    double[] weights = training.answer("epoch");
    assertEquals(71, weights.length);
    assertEquals(0.5449892282485962, weights[0], 1e-6);
    assertEquals(0.04190811887383461, weights[70], 1e-6);
  }

  /** Keras 3.15.1: {@code peers.predict_keras(1, "signature")}. */
  @Test
  void networkAndItsFileSayWhatKerasSays() throws Exception {
    Models.publish(folder);
    var prediction = new Prediction();
    prediction.batch = 1;
    prediction.model = Models.file(folder, Models.NETWORK).toString();
    prediction.prepare();
    assertEquals(0.3726663589477539, prediction.answer("onnx")[0], 1e-7);
    assertEquals(0.3726663589477539, prediction.answer("deeplearning4j")[0], 1e-7);
  }
}
