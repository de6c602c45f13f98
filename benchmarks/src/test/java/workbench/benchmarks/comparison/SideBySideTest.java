package workbench.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbench.benchmarks.comparison.SideBySide.Line;
import workbench.benchmarks.comparison.SideBySide.Match;
import workbench.benchmarks.comparison.SideBySide.Row;

class SideBySideTest {

  @ParameterizedTest
  @CsvSource({
    "engineer, EngineerSample.java, ../engineer-pipeline/src/main/java",
    "scientist, ScientistSample.java, ../scientist-notebook/src/main/java",
  })
  void everyLineOfBothSamplesIsThereOnce(String role, String java, Path folder) throws Exception {
    Sample sample = Sample.of(role, java, List.of(), Map.of());
    List<Row> rows = sample.sideBySide().rows();
    assertEquals(written(Path.of("python", sample.python())), numbers(rows, Row::python));
    assertEquals(written(folder.resolve(java)), numbers(rows, Row::java));
  }

  @Test
  void blocksEndWhereAnotherOneBegins() {
    SideBySide both =
        SideBySide.of(
            "a\nb\n\nc\n",
            "x\n\ny\nz\n",
            List.of(
                new Match(List.of("a"), List.of("y"), "one"),
                new Match(List.of(), List.of("x"), ""),
                new Match(List.of("c"), List.of("z"), "two")));
    assertEquals(
        List.of(
            new Row(List.of(new Line(1, "a"), new Line(2, "b")), List.of(new Line(3, "y")), "one"),
            new Row(List.of(), List.of(new Line(1, "x")), ""),
            new Row(List.of(new Line(4, "c")), List.of(new Line(4, "z")), "two")),
        both.rows());
  }

  @ParameterizedTest
  @CsvSource({"a, nothing", "a, x", "b, y"})
  void refusesBeginningsThatDoNotFit(String python, String java) {
    List<Match> matches = List.of(new Match(List.of(python), List.of(java), ""));
    assertThrows(IllegalStateException.class, () -> SideBySide.of("a\nb", "y\nx1\nx2", matches));
  }

  /** Numbers of the lines that are not blank. */
  private static List<Integer> written(Path file) throws Exception {
    List<String> lines = Files.readAllLines(file);
    return IntStream.rangeClosed(1, lines.size())
        .filter(number -> !lines.get(number - 1).isBlank())
        .boxed()
        .toList();
  }

  private static List<Integer> numbers(List<Row> rows, Function<Row, List<Line>> side) {
    return rows.stream()
        .flatMap(row -> side.apply(row).stream())
        .filter(line -> !line.html().isBlank())
        .map(Line::number)
        .sorted()
        .toList();
  }
}
