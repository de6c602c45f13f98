package workbench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import workbench.data.Column;
import workbench.data.Dataset;
import workbench.data.Datasets;
import workbench.data.InvalidInput;
import workbench.data.InvalidOption;
import workbench.data.csv.CsvOptions;
import workbench.testing.Printed;

class CommandsTest {

  /** Shows what it was given. */
  @Command(name = "probe")
  static final class Probe implements Callable<Integer> {

    @Mixin private CommonOptions common;

    @Override
    public Integer call() {
      if (common.asksForList()) {
        return Commands.list();
      }
      System.out.println(common.datasetOr("dummy") + " " + common.testSize());
      return Commands.DONE;
    }
  }

  /** Fails. */
  @Command(name = "failing")
  static final class Failing implements Callable<Integer> {

    @Mixin private CommonOptions common;

    private final Exception failure;

    Failing(Exception failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }

  @Test
  void endsWithTheCodeOfTheCommand() {
    Callable<Integer> refused = new Refused();
    assertEquals(3, Printed.of(refused).result());
  }

  @Command(name = "refused")
  static final class Refused implements Callable<Integer> {
    @Override
    public Integer call() {
      return Commands.REFUSED;
    }
  }

  @Test
  void optionWithoutValueCountsAsNotGiven() {
    Printed<Integer> printed =
        Printed.of(new Probe(), "--dataset=", "--rows=", "--seed=", "--testSize=", "--balance=");
    assertEquals(
        "DatasetOptions[dataset=dummy, rows=null, features=null, balance=null, csv="
            + CsvOptions.NONE
            + ", seed=42] 0.2"
            + System.lineSeparator(),
        printed.out());
  }

  @Test
  void optionsReachTheCommand() {
    Printed<Integer> printed =
        Printed.of(
            new Probe(),
            "--dataset=synthetic",
            "--rows=7",
            "--features=3",
            "--seed=-5",
            "--testSize=0.5",
            "--balance=0.1");
    assertEquals(
        "DatasetOptions[dataset=synthetic, rows=7, features=3, balance=0.1, csv="
            + CsvOptions.NONE
            + ", seed=-5] 0.5"
            + System.lineSeparator(),
        printed.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rows=abc | Error: Invalid value for option '--rows': 'abc' is not an int (--help shows"
            + " the options)",
        "--seed=1.5 | Error: Invalid value for option '--seed': '1.5' is not a long (--help shows"
            + " the options)",
        "--testSize=x | Error: Invalid value for option '--testSize': 'x' is not a double (--help"
            + " shows the options)",
        "--row=5 | Error: Unknown option: '--row=5' (did you mean --rows?)",
        "--datset=x | Error: Unknown option: '--datset=x' (did you mean --dataset?)",
        "--learningRate=1 | Error: Unknown option: '--learningRate=1' (--help shows the options)",
        "file.csv | Error: Unmatched argument at index 0: 'file.csv' (--help shows the options)",
        "--rows=0 | Error: rows=0 is not possible: a whole number from 1",
        "--rows=-3 | Error: rows=-3 is not possible: a whole number from 1",
        "--features=0 | Error: features=0 is not possible: a whole number from 1",
        "--seed=0 | Error: seed=0 is not possible: any whole number but 0, which Deeplearning4j"
            + " takes for 'no seed'",
        "--testSize=0 | Error: testSize=0.0 is not possible: a share above 0 and below 1, such as"
            + " 0.2",
        "--testSize=1 | Error: testSize=1.0 is not possible: a share above 0 and below 1, such as"
            + " 0.2",
        "--testSize=-1 | Error: testSize=-1.0 is not possible: a share above 0 and below 1, such as"
            + " 0.2",
        "--testSize=NaN | Error: testSize=NaN is not possible: a share above 0 and below 1, such as"
            + " 0.2",
        "--balance=1 | Error: balance=1.0 is not possible: a share above 0 and below 1, such as"
            + " 0.5",
      })
  void wrongOptionIsWrongUsageInOneLine(String option, String line) {
    Printed<Integer> printed = Printed.of(new Probe(), option);
    assertEquals(List.of(line), printed.errLines());
    assertEquals(2, printed.result());
  }

  @Test
  void questionMarkListsTheDatasets() {
    Printed<Integer> printed = Printed.of(new Probe(), "--dataset=?");
    assertEquals(
        "Data sets for -Ddataset="
            + System.lineSeparator()
            + Datasets.describe()
            + System.lineSeparator(),
        printed.out());
    assertEquals(0, printed.result());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void helpShowsEveryOption(String option) {
    Printed<Integer> printed = Printed.of(new Probe(), option);
    assertEquals(0, printed.result());
    for (String name :
        List.of(
            "--dataset", "--rows", "--features", "--balance", "--seed", "--testSize", "--models")) {
      assertTrue(printed.out().contains(name), printed.out());
    }
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(new InvalidInput("a.csv: is empty"), 1, "Error: a.csv: is empty"),
        arguments(
            new InvalidOption("rows", 0, "from 1"), 2, "Error: rows=0 is not possible: from 1"),
        arguments(
            new AccessDeniedException("/models"),
            1,
            "Error: /models: no permission to write there; choose another folder"),
        arguments(
            new FileAlreadyExistsException("/models"),
            1,
            "Error: /models: cannot be written (FileAlreadyExistsException)"),
        arguments(
            new FileSystemException("/models", null, "No space left on device"),
            1,
            "Error: /models: cannot be written (No space left on device)"),
        arguments(
            new IOException("torn"),
            1,
            "Error: reading or writing failed (java.io.IOException: torn)"),
        arguments(
            new IllegalStateException("oops"),
            1,
            "Error: java.lang.IllegalStateException: oops (this should not happen: --stacktrace"
                + " shows where)"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureIsOneLine(Exception failure, int exitCode, String line) {
    Printed<Integer> printed = Printed.of(new Failing(failure));
    assertEquals(List.of(line), printed.errLines());
    assertEquals(exitCode, printed.result());
  }

  /** Loads its data, and then finds no memory. */
  @Command(name = "greedy")
  static final class Greedy implements Callable<Integer> {

    @Mixin private CommonOptions common;

    @Override
    public Integer call() {
      if (common.hasDataset()) {
        common.load(common.datasetOr(""));
      }
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @Test
  void withoutMemoryNamesTheSizeAndTheSameCommandOnSpark(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a b.csv"), "x,y,z\n1,2,b\n2,3,c\n3,1,b\n4,4,c\n");
    Printed<Integer> printed =
        Printed.of(new Greedy(), "--dataset=" + file, "--label=z", "--split=grouped", "--seed=7");
    assertEquals(Commands.FAILED, printed.result());
    assertEquals(1, printed.errLines().size(), printed.err());
    String line = printed.errLines().getFirst();
    assertTrue(
        line.matches(
            "Error: 4 rows x 2 features do not fit into the memory of one process \\(Java's heap:"
                + " .+ MB\\): use fewer rows, or .*"),
        line);
    assertTrue(
        line.endsWith("exec:exec@fit-at-scale \"-Dinput=%s\" -Dlabel=z -Dseed=7".formatted(file)),
        line);
  }

  @Test
  void withoutMemoryForGeneratedRowsNamesTheirOption() {
    Printed<Integer> printed = Printed.of(new Greedy(), "--dataset=synthetic", "--rows=40");
    assertEquals(Commands.FAILED, printed.result());
    assertTrue(printed.err().contains("use fewer rows (-Drows=), or "), printed.err());
    assertTrue(
        printed.err().strip().endsWith("fit-at-scale -Ddataset=synthetic -Drows=40"),
        printed.err());
  }

  @Test
  void withoutMemoryBeforeAnyDataIsOneLine() {
    Printed<Integer> printed = Printed.of(new Greedy());
    assertEquals(Commands.FAILED, printed.result());
    assertEquals(1, printed.errLines().size(), printed.err());
  }

  @Test
  void manyValuesGetTheSameCommandOnSpark() {
    // One array for all columns: 20 million values in the memory of 200,000.
    double[] values = new double[200_000];
    var advice = new LargeData("big.csv", false, Map.of("positive", "yes"));
    assertEquals(
        Optional.of(
            "200,000 rows x 101 features are many for one process; Spark fits the regression in"
                + " parts: mvn -q -Pcluster compile exec:exec@fit-at-scale -Dinput=big.csv"
                + " -Dpositive=yes"),
        advice.note(columns(101, values)));
    assertEquals(Optional.empty(), advice.note(columns(100, values)));
  }

  @ParameterizedTest
  @CsvSource({"separator, blank", "separator, ' '", "encoding, UTF-16LE", "encoding, utf-32"})
  void adviceForSparkLeavesOutWhatSparkRefusesAndSaysSo(String option, String value) {
    var advice =
        new LargeData(
            "big.txt", false, new TreeMap<>(Map.of(option, value, "missingRows", "drop")));
    String line = advice.outOfMemory("10 rows");
    assertTrue(
        line.endsWith(
            "exec:exec@fit-at-scale -Dinput=big.txt -DmissingRows=drop (first write the file in"
                + " UTF-8 with commas: Spark reads neither runs of blanks nor UTF-16 or UTF-32)"),
        line);
  }

  private static Dataset columns(int count, double[] values) {
    List<Column> columns =
        IntStream.range(0, count)
            .<Column>mapToObj(j -> new Column.Numeric("x" + j, values))
            .toList();
    return new Dataset("big", columns, "y", List.of("no", "yes"), new int[values.length], "");
  }

  @Test
  void stackTraceIsPrintedOnRequest() {
    Printed<Integer> printed =
        Printed.of(new Failing(new InvalidInput("a.csv: is empty")), "--stacktrace");
    assertEquals("workbench.data.InvalidInput: a.csv: is empty", printed.errLines().get(0));
    assertTrue(printed.errLines().get(1).startsWith("\tat "), printed.err());
    assertEquals("Error: a.csv: is empty", printed.errLines().get(printed.errLines().size() - 1));
  }
}
