package workbench.benchmarks.measurement;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import workbench.benchmarks.measurement.Contender.Missing;
import workbench.testing.Printed;

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
  void mistakeIsOneLineAndWritesNothing(String option, int exitCode, String names) {
    Path output = folder.resolve("bench");
    Printed<Integer> printed = Printed.of(new Bench(), "--output=" + output, option);
    String text = printed.err();
    assertAll(
        () -> assertEquals(exitCode, printed.result(), text),
        () -> assertEquals(1, text.lines().count(), text),
        () -> assertTrue(text.contains(names), text),
        () -> assertFalse(Files.exists(output)));
  }

  @Test
  void helpListsTheOptions() {
    var text = new StringWriter();
    new CommandLine(new Bench()).usage(new PrintWriter(text));
    assertTrue(text.toString().contains("--quick"), text.toString());
  }

  @Test
  void rowsHaveDifferentNames() {
    List<Row> rows = rows();
    assertEquals(rows.size(), new HashSet<>(rows.stream().map(row -> row.name).toList()).size());
  }

  /** {@code .ci/bench} runs it. */
  @Test
  void quickSetHasSixRows() {
    assertEquals(
        List.of(
            "train-32",
            "fit-100x5",
            "fit-10000x5",
            "predict-network-1",
            "predict-regression-1024",
            "http-16"),
        rows().stream().filter(row -> row.isIn(true)).map(row -> row.name).toList());
  }

  @Test
  void familyNameSelectsItsRowsAndNoOthers() {
    List<String> names =
        rows().stream().filter(row -> row.isNamed("fit")).map(row -> row.name).toList();
    assertTrue(names.contains("fit-100x5"), names.toString());
    assertFalse(names.contains("growth-fit-1000"), names.toString());
    assertEquals(1, rows().stream().filter(row -> row.isNamed("http-1")).count());
  }

  /** {@code .ci/bench} runs the quick set and fails on an entry without a figure. */
  @Test
  void guardNamesOnlyPeersInRowsOfTheQuickSet() throws IOException {
    List<Row> rows = rows().stream().filter(row -> row.isIn(true)).toList();
    List<String> unknown =
        Guard.read(Path.of("guard.json")).entries().stream()
            .filter(
                entry ->
                    rows.stream()
                        .filter(row -> row.name.equals(entry.row()))
                        .noneMatch(row -> peers(row).contains(entry.contender())))
            .map(entry -> entry.row() + ": " + entry.contender())
            .toList();
    assertEquals(List.of(), unknown);
  }

  private static List<String> peers(Row row) {
    return row.contenders.stream().skip(1).map(Contender::name).toList();
  }

  @Test
  void rowsWithoutOurClassesUseTheFlagsOfThePlainOption() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../.mvn/plain.flags"));
    assertEquals(
        lines.stream().filter(line -> line.startsWith("-")).toList(), List.of(Catalogue.PLAIN));
  }

  @Test
  void workflowsRunOnlyIfTheyAreNamed() {
    List<String> named =
        rows().stream().filter(row -> !row.isIn(false)).map(row -> row.name).toList();
    assertEquals(
        List.of("study-100000x40", "study-1000000x10", "pipeline-100000x40", "pipeline-1000000x10"),
        named);
  }

  @Test
  void wholeProcessesAndServersNeedPython() {
    List<Row> rows = rows().stream().filter(row -> !row.isOursInJvm()).toList();
    assertEquals(
        Set.of("sample", "http", "study", "pipeline"),
        rows.stream().map(row -> row.name.split("-")[0]).collect(Collectors.toSet()));
    Contender ours = rows.getFirst().contenders.getFirst();
    assertEquals(
        "Java (no Python 3 found)", assertThrows(Missing.class, ours::answer).getMessage());
  }

  private List<Row> rows() {
    var python = new Python(folder, "", Map.of());
    return Catalogue.rows(python, folder, new Distribution(folder));
  }
}
