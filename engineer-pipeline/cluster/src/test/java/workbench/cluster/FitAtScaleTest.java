package workbench.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbench.cluster.fit.PrototypeTest;
import workbench.command.Commands;
import workbench.model.Metadata;
import workbench.model.OnnxScorer;
import workbench.testing.Printed;

/** The two commands, run as a user runs them. */
class FitAtScaleTest {

  @TempDir private Path folder;

  @Test
  void fitsWhatWasGeneratedReleasesItAndShowsThePrototypeBesideIt() throws IOException {
    Path rows = folder.resolve("rows");
    Printed<Integer> generated = run(new Generate(), "--output=" + rows, "--rows=5000");
    assertEquals(0, generated.result(), generated.err());
    assertTrue(
        generated
            .outLines()
            .get(2)
            .startsWith("generate  " + rows + ": 5,000 rows x 5 features, seed 42, "));

    PrototypeTest.export(
        Files.createDirectories(folder.resolve("models/handed-over")).resolve("big.onnx"));
    Printed<Integer> fitted = run(new FitAtScale(), "--input=" + rows, "--model=big");
    assertEquals(0, fitted.result(), fitted.err());
    try (OnnxScorer scorer = OnnxScorer.open(folder.resolve("models/big/1/model.onnx"))) {
      Metadata metadata = scorer.metadata();
      assertEquals(Metadata.Role.ENGINEER, metadata.role());
      assertEquals("logistic regression by Spark MLlib, penalty 1", metadata.model());
      assertEquals("4.1.0", metadata.libraries().get("Spark MLlib"));
      assertEquals(List.of("x1", "x2", "x3", "x4", "x5"), metadata.featureNames());
      assertEquals("rows", metadata.dataset());
      assertTrue(metadata.split().endsWith(" to test, by a hash of the id"), metadata.split());
    }

    int table = lineOf(fitted, "prototype ");
    String about = String.join(" ", fitted.outLines().subList(table, table + 3));
    assertTrue(
        about
            .replaceAll("\\s+", " ")
            .contains(
                "fitted on another split of the rows, 800 rows to train, 200 to test, stratified,"
                    + " seed 42"),
        about);
    // The second coefficient, by Smile on 800 rows and here on 4,000; -1 drew both.
    String[] x2 = fitted.outLines().get(lineOf(fitted, "          x2 ")).strip().split("\\s+");
    assertEquals("x2", x2[0]);
    assertEquals("-0.892567", x2[1]);
    assertEquals(-1, Double.parseDouble(x2[2]), 5 * 3 / Math.sqrt(4000));
  }

  private static int lineOf(Printed<Integer> printed, String start) {
    return IntStream.range(0, printed.outLines().size())
        .filter(i -> printed.outLines().get(i).startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theGateRefusesAModelThatOnlyGuesses() {
    Printed<Integer> printed = run(new FitAtScale(), "--dataset=dummy");
    assertEquals(Commands.REFUSED, printed.result(), printed.err());
    lineOf(printed, "gate      REFUSED: ");
    assertTrue(Files.notExists(folder.resolve("models/dummy")));
    assertTrue(
        printed.outLines().stream()
            .anyMatch(
                line ->
                    line.endsWith(
                        "with the same data set and seed, this exports it: mvn -q compile"
                            + " exec:exec@scientist")),
        printed.outLines().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--model=a/b | 2 | model=a/b is not possible: letters, digits",
        "--testSize=1 | 2 | testSize=1.0 is not possible: a share",
        "--penalty=-1 | 2 | penalty=-1.0 is not possible: a number from 0",
        "--seed=0 | 2 | seed=0 is not possible: any whole number but 0",
        "--input=a --split=grouped | 2 | split=grouped is not possible: it is for dataset=",
        "--input=a --decimal=x | 2 | decimal=x is not possible: '.' (or point)",
        "--input=a --dataset=dummy | 2 | input=a is not possible: with it go neither",
        "--input=/there/is/none | 1 | input=/there/is/none: there is no such file or folder",
      })
  void refusesInOneLine(String options, int exitCode, String message) {
    Printed<Integer> printed = run(new FitAtScale(), options.split(" "));
    assertEquals(exitCode, printed.result());
    assertEquals(1, printed.err().lines().count(), printed.err());
    assertTrue(printed.err().startsWith("Error: " + message), printed.err());
  }

  @Test
  void generatesNoLessThanARowAndOverwritesNothing() throws IOException {
    Path place = folder.resolve("rows");
    Printed<Integer> none = run(new Generate(), "--output=" + place, "--rows=0");
    assertEquals("Error: rows=0 is not possible: a whole number from 1", none.err().strip());
    Files.createDirectory(place);
    Printed<Integer> there = run(new Generate(), "--output=" + place, "--rows=10");
    assertEquals(1, there.result());
    assertEquals(
        "Error: output="
            + place
            + ": is there already; nothing is overwritten: choose another folder",
        there.err().strip());
  }

  private Printed<Integer> run(Object command, String... args) {
    String[] all =
        Stream.concat(
                Stream.of(args),
                Stream.concat(
                    Stream.of(
                        "--master=local[2]",
                        "--conf=spark.ui.enabled=false,spark.sql.shuffle.partitions=2"),
                    command instanceof FitAtScale
                        ? Stream.of("--models=" + folder.resolve("models"))
                        : Stream.of()))
            .toArray(String[]::new);
    return Printed.of(command, all);
  }
}
