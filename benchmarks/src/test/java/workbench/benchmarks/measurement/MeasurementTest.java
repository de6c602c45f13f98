package workbench.benchmarks.measurement;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import workbench.benchmarks.measurement.Contender.Pace;
import workbench.benchmarks.measurement.Metric.Unit;
import workbench.benchmarks.measurement.Results.Figure;
import workbench.benchmarks.measurement.Results.Machine;
import workbench.benchmarks.measurement.Results.RowResult;
import workbench.benchmarks.measurement.Results.Spread;
import workbench.data.InvalidInput;

/** Comparison, turns, tables and guard, with contenders that have given measurements. */
class MeasurementTest {

  @TempDir Path folder;

  private final List<String> log = new ArrayList<>();

  /** The class path of a distribution names jars that it leaves out. */
  @Test
  void installedFilesAreThoseThatAreThere() throws IOException {
    Files.createDirectory(folder.resolve("bin"));
    Path runtime = Files.createDirectory(folder.resolve("runtime"));
    Path lib = Files.createDirectory(folder.resolve("lib"));
    Path there = Files.createFile(lib.resolve("there.jar"));
    Path cache = Files.createFile(lib.resolve("scientist.aot"));
    Path main = lib.resolve("scientist-notebook-1.jar");
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "there.jar left-out.jar");
    new JarOutputStream(Files.newOutputStream(main), manifest).close();
    List<String> files = new Distribution(folder).files("scientist");
    assertEquals(
        Set.of(main, there, cache, runtime),
        files.stream().map(file -> Path.of(file).normalize()).collect(Collectors.toSet()));
  }

  @Test
  void medianOfAnOddNumberIsTheMiddleOne() {
    assertEquals(new Spread(2, 1, 9, 3), Spread.of(9, 1, 2));
  }

  @Test
  void medianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
    assertEquals(new Spread(2.5, 1, 9, 4), Spread.of(9, 1, 2, 3));
  }

  @Test
  void spreadNeedsAMeasurement() {
    assertThrows(IllegalArgumentException.class, () -> Spread.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SECONDS | 2.5 | 2.50 s",
        "SECONDS | 0.0123 | 12.3 ms",
        "SECONDS | 0.000123 | 123 us",
        "SECONDS | 0.0000001 | 100 ns",
        "SECONDS | 0.0000000001 | 0.10 ns",
        "BYTES | 1048576 | 1.00 MiB",
        "PER_SECOND | 12345.6 | 12,346 /s"
      })
  void figuresAreReadable(Unit unit, double value, String expected) {
    assertEquals(expected, unit.format(value));
  }

  @Test
  void lessTimeAndMoreRequestsAreAdvantages() {
    assertEquals(4, Unit.SECONDS.advantage(2, 8));
    assertEquals(0.25, Unit.PER_SECOND.advantage(2, 8));
  }

  @Test
  void contendersTakeTurns() {
    List<String> turns = new ArrayList<>();
    race(row(1e-6, fake("ours", turns, 1, 1, 2), fake("peer", turns, 3, 5, 4)));
    assertEquals(List.of("ours", "peer", "ours", "peer", "ours", "peer"), turns);
  }

  @Test
  void timeIsForOneStepOfACall() {
    Row row = row(1e-6, fake("ours", 1, 1, 1), fake("peer", 3, 3, 3));
    row.steps = 4;
    RowResult result = race(row);
    assertEquals(0.25, result.figures().get(0).spread().median());
    assertEquals(3, result.figures().get(1).advantage().median());
  }

  @Test
  void advantageIsTakenRoundByRound() {
    // Rounds: 3/1, 5/1, 4/2, so 3, 5, 2; the ratio of the medians would be 4.
    RowResult result = race(row(1e-6, fake("ours", 1, 1, 2), fake("peer", 3, 5, 4)));
    assertEquals(new Spread(3, 2, 5, 3), result.figures().get(1).advantage());
  }

  @Test
  void marksTargetsThatAreMissed() {
    RowResult result =
        race(row(1e-6, fake("ours", 1, 1, 1), fake("peer", 3, 3, 3), fake("other", 1, 1, 1)));
    assertAll(
        () -> assertTrue(result.figures().get(0).isOurs()),
        () -> assertFalse(result.figures().get(1).isMissed()),
        () -> assertEquals(2, result.figures().get(1).target()),
        () -> assertEquals(0, result.figures().get(2).target()));
  }

  @Test
  void timesNoneIfOneComputesAnotherResult() {
    List<String> turns = new ArrayList<>();
    var wrong = new Fake("peer", true, new double[] {0.5, 0.50001}, turns, 1, 1, 1);
    RowResult result = race(row(1e-6, fake("ours", turns, 1, 1, 1), wrong));
    assertAll(
        () ->
            assertEquals(
                "ours and peer compute different results: they differ by 1.0e-05, 1e-06 is allowed",
                result.refusal()),
        () -> assertEquals(List.of(), turns),
        () -> assertEquals(List.of(), result.figures()));
  }

  @Test
  void timesAContenderThatSolvesAnotherProblemAndNotesIt() {
    var other = new Fake("other", false, new double[] {0.5, 0.75}, new ArrayList<>(), 1, 1, 1);
    RowResult result = race(row(1e-6, fake("ours", 1, 1, 1), other));
    assertEquals(
        List.of("other solves another problem; its result differs from ours by 0.25"),
        result.notes());
    assertEquals(2, result.figures().size());
  }

  @Test
  void answersOfDifferentLengthAndNaNAreNeverEqual() {
    assertEquals(Double.POSITIVE_INFINITY, Race.gap(new double[] {1}, new double[] {1, 1}));
    assertEquals(
        Double.POSITIVE_INFINITY, Race.gap(new double[] {1, 1}, new double[] {Double.NaN, 1}));
  }

  @Test
  void gapIsRelativeToLargeAnswers() {
    assertEquals(0.01, Race.gap(new double[] {100}, new double[] {101}), 1e-15);
  }

  @Test
  void leavesOutAMissingContender() {
    RowResult result =
        race(row(1e-6, fake("ours", 1, 1, 1), new Absent("Keras"), fake("peer", 2, 2, 2)));
    assertAll(
        () -> assertEquals(List.of("Keras (No module named 'keras')"), result.notes()),
        () -> assertEquals(List.of("  left out: Keras (No module named 'keras')"), log),
        () -> assertEquals(2, result.figures().size()));
  }

  @Test
  void rowIsNotTimedIfOursIsMissing() {
    RowResult result = race(row(1e-6, new Absent("ours"), fake("peer", 2, 2, 2)));
    assertEquals("ours (No module named 'keras')", result.refusal());
  }

  @Test
  void rowThatFailsIsRefused() {
    RowResult result = race(row(1e-6, fake("ours", 1, 1, 1), fake("peer")));
    assertEquals("no more figures", result.refusal());
  }

  @Test
  void markdownHasALineForEachFigure() {
    String text = Report.markdown(results());
    assertTrue(
        text.contains(
            "| a piece of work | time | peer | 4.00 s | 3.00 s to 5.00 s | 3.00 (2.00 to 5.00) |"
                + " 2.00: met |"),
        text);
    assertTrue(
        text.contains("A processor, 2 cores, 4 GiB; a system; a JVM. Full run, 3 rounds, seed 42."),
        text);
    assertTrue(text.contains("Load average 0.25 before and 1.50 after."), text);
  }

  @Test
  void consoleHasTheSameFiguresWithin100Columns() {
    String text = Report.CONSOLE.tables(results().rows());
    assertTrue(text.contains("3.00 (2.00 to 5.00)"), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
  }

  @Test
  void jsonCanBeReadBack() {
    String json = JsonMapper.shared().writeValueAsString(results());
    assertEquals(results(), JsonMapper.shared().readValue(json, Results.class));
  }

  @Test
  void guardIsQuietWithinTheRecordedSpread() throws IOException {
    Path file = folder.resolve("guard.json");
    Guard.of(results().rows()).write(file);
    assertEquals(List.of(), Guard.read(file).alarms(results().rows()));
  }

  @Test
  void guardReportsSpeedUpsThatAreLostOrNotMeasured() {
    Guard before = Guard.of(results().rows());
    // The smallest recorded advantage is 2: a third of it is the limit.
    RowResult fine = race(row(1e-6, fake("ours", 1, 1, 1), fake("peer", 0.67, 0.67, 0.67)));
    RowResult slow = race(row(1e-6, fake("ours", 1, 1, 1), fake("peer", 0.66, 0.66, 0.66)));
    assertAll(
        () -> assertEquals(List.of(), before.alarms(List.of(fine))),
        () ->
            assertEquals(
                List.of("a-row: the speed-up over peer was 2.00 to 5.00 and is now 0.66"),
                before.alarms(List.of(slow))),
        () ->
            assertEquals(
                List.of("a-row: no figure against peer any more"), before.alarms(List.of())));
  }

  @Test
  void invalidGuardFileIsOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("guard.json"), "{\"entries\": 3");
    String message = assertThrows(InvalidInput.class, () -> Guard.read(file)).getMessage();
    assertEquals(1, message.lines().count(), message);
    assertThrows(InvalidInput.class, () -> Guard.read(folder.resolve("none.json")));
  }

  @Test
  void slopeOfAPowerIsItsExponent() throws IOException {
    List<RowResult> rows =
        DoubleStream.of(1e3, 1e4, 1e5).mapToObj(n -> sized(n, Math.pow(n, 1.5))).toList();
    Growth growth = Growth.of(rows).get(0);
    assertEquals(1.5, growth.slope("ours", 0), 1e-12);
    assertEquals(1.5, Growth.of(rows.subList(1, 3)).get(0).slope("ours", 0), 1e-12);
    assertEquals(List.of("a fit, ours: slope 1.50 from 1,000 rows on"), growth.describe());
    growth.plot(folder);
    assertTrue(Files.size(folder.resolve("growth-fit.png")) > 0);
  }

  private Results results() {
    RowResult row = race(row(1e-6, fake("ours", 1, 1, 2), fake("peer", 3, 5, 4)));
    return new Results(
        new Machine("A processor", 2, 4L << 30, "a system", "a JVM"),
        false,
        3,
        42,
        0.25,
        1.5,
        Map.of("a-library", "1.0"),
        List.of(row));
  }

  private static RowResult sized(double size, double seconds) {
    return new RowResult(
        "growth",
        "growth-fit-" + (int) size,
        "a fit",
        size,
        List.of(new Figure("ours", Metric.TIME, Spread.of(seconds), null, 0)),
        List.of(),
        "");
  }

  private RowResult race(Row row) {
    return new Race(new Pace(3, 0, 0), log::add).run(row);
  }

  private static Row row(double tolerance, Contender... contenders) {
    Row row = new Row(Row.Group.FIT, "a-row", "a piece of work", tolerance, Map.of());
    row.contenders.addAll(List.of(contenders));
    return row.target(Metric.TIME, "peer", 2);
  }

  private static Fake fake(String name, double... seconds) {
    return fake(name, new ArrayList<>(), seconds);
  }

  private static Fake fake(String name, List<String> turns, double... seconds) {
    return new Fake(name, true, new double[] {0.5, 0.5}, turns, seconds);
  }

  /** Contender with given measurements. */
  private static final class Fake implements Contender {
    private final String name;
    private final boolean sameWork;
    private final double[] answer;
    private final List<String> turns;
    private final Iterator<Double> seconds;

    Fake(String name, boolean sameWork, double[] answer, List<String> turns, double... seconds) {
      this.name = name;
      this.sameWork = sameWork;
      this.answer = answer;
      this.turns = turns;
      this.seconds = DoubleStream.of(seconds).iterator();
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean sameWork() {
      return sameWork;
    }

    @Override
    public double[] answer() {
      return answer;
    }

    @Override
    public Map<Metric, Double> measure(Pace pace) {
      turns.add(name);
      if (!seconds.hasNext()) {
        throw new IllegalStateException("no more figures");
      }
      return Map.of(Metric.TIME, seconds.next());
    }
  }

  /** Contender that cannot take part. */
  private record Absent(String name) implements Contender {

    @Override
    public double[] answer() throws Missing {
      throw new Missing(name, "No module named 'keras'");
    }

    @Override
    public Map<Metric, Double> measure(Pace pace) {
      throw new AssertionError("it is not there");
    }
  }
}
