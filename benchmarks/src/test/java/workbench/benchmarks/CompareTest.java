package workbench.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import workbench.command.Commands;
import workbench.command.CommittedSamples;
import workbench.data.Datasets;
import workbench.testing.Printed;
import workbench.text.TerminalText;

class CompareTest {

  /** The main job, as it is documented: no options; {@code .ci/fast} runs it in its full size. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class WithoutOptions {

    private Printed<Integer> printed;
    private List<List<String>> metrics;
    private List<List<String>> models;
    private Path output;

    @BeforeAll
    void run(@TempDir Path folder) throws Exception {
      output = folder.resolve("comparison");
      printed = compare(new Compare(SmallCompare.SIZE, 2, 2), folder.resolve("models"), output);
      metrics = table(printed, "== Metrics");
      models = table(printed, "== Models");
    }

    @Test
    void endsWell() {
      assertEquals(0, printed.result());
      assertEquals("", printed.err());
    }

    @Test
    void firstTossIsTheSamplesOwnAccuracy() throws Exception {
      JsonNode record = JsonMapper.shared().readTree(output.resolve("comparison.json").toFile());
      assumeTrue(
          record.get("samples").valueStream().allMatch(sample -> sample.get("changed").isEmpty()));
      int network = record.at("/tosses/0/correct/0").asInt();
      int regression = record.at("/tosses/1/correct/0").asInt();
      // The samples print Keras' four digits for 100 rows, and two digits for 20 rows.
      assertTrue(
          printed.out().contains("accuracy: 0.%d00 - loss".formatted(network)), printed.out());
      assertTrue(
          printed.outLines().contains("Accuracy: 0.%02d".formatted(5 * regression)), printed.out());
    }

    @Test
    void showsTheEngineersLastEpoch() {
      assertTrue(printed.outLines().contains("Epoch 3/3"), printed.out());
    }

    @Test
    void showsTheScientistsAccuracy() {
      assertEquals(
          1,
          printed.outLines().stream().filter(line -> line.matches("Accuracy: 0\\.\\d\\d")).count(),
          printed.out());
    }

    @Test
    void tablesHaveBothRolesOnBothDatasets() {
      assertEquals(
          List.of(
              List.of("dummy", "engineer", "network 5-10-1"),
              List.of("dummy", "scientist", "logistic regression"),
              List.of("breast-cancer", "engineer", "network 30-10-1"),
              List.of("breast-cancer", "scientist", "logistic regression")),
          models.stream().skip(1).map(row -> row.subList(0, 3)).toList());
      assertEquals(
          models.stream().map(row -> row.subList(0, 2)).toList(),
          metrics.stream().map(row -> row.subList(0, 2)).toList());
    }

    @Test
    void tablesHaveEveryFigure() {
      assertEquals(
          List.of(
              "data", "role", "accuracy", "95% interval", "baseline", "better?", "log-loss", "AUC"),
          metrics.get(0));
      assertEquals(
          List.of("data", "role", "model", "fit", "one prediction", "artifact"), models.get(0));
    }

    @Test
    void everyLineFitsAConsoleOf100ColumnsButPaths() {
      for (String line : printed.outLines()) {
        // A temporary folder may be longer than a console is wide: its path is never divided.
        if (!line.contains(output.getParent().toString())) {
          assertTrue(TerminalText.columns(line) <= 100, line);
        }
      }
    }

    @Test
    void bothRolesHaveTheSameSplitAndBaseline() {
      for (String line : List.of("rows to train", "by always answering", "rows x")) {
        List<String> lines =
            printed.outLines().stream()
                .filter(text -> text.contains(line) && !text.startsWith("gate"))
                .map(text -> text.substring(10))
                .toList();
        assertEquals(4, lines.size(), line);
        assertEquals(lines.get(0), lines.get(1));
        assertEquals(lines.get(2), lines.get(3));
      }
      assertEquals(column("baseline").get(0), column("baseline").get(1));
      assertEquals(column("baseline").get(2), column("baseline").get(3));
    }

    @Test
    void bothRolesSolveBreastCancer() {
      // scikit-learn 1.9.1, standardised, C=1: accuracy 0.97 to 0.99, AUC above 0.99.
      for (int row : new int[] {2, 3}) {
        assertEquals(0.98, Double.parseDouble(column("accuracy").get(row)), 0.01);
        assertTrue(Double.parseDouble(column("AUC").get(row)) >= 0.99);
        assertEquals("yes", column("better?").get(row));
      }
    }

    @Test
    void endsWithTheAddressOfThePage() {
      Path page = output.resolve("index.html").toAbsolutePath();
      assertEquals("The comparison page: " + page.toUri(), printed.outLines().getLast());
      assertTrue(Files.isRegularFile(page));
      assertTrue(Files.isRegularFile(page.resolveSibling("comparison.json")));
    }

    @Test
    void pageShowsWhatTheSamplesPrinted() throws Exception {
      String page = Files.readString(output.resolve("index.html"));
      List<String> accuracy =
          printed.outLines().stream().filter(line -> line.startsWith("Accuracy: ")).toList();
      assertTrue(page.contains(accuracy.getFirst()));
      assertTrue(page.contains("Epoch 3/3"));
    }

    @Test
    void neitherRoleIsShownToBeBetterThanGuessingOnDummy() {
      assertEquals("not shown", column("better?").get(0));
      assertEquals("not shown", column("better?").get(1));
    }

    private List<String> column(String name) {
      int index = metrics.get(0).indexOf(name);
      return metrics.stream().skip(1).map(row -> row.get(index)).toList();
    }
  }

  @TempDir Path folder;

  @TempDir Path output;

  @Test
  void leavesBothRolesModelsAndNothingElse() throws Exception {
    compare(folder, output, "--epochs=1", "--dataset=dummy");
    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(
          List.of(".attempts/dummy/of the engineer", "handed-over/dummy.onnx"),
          files
              .filter(Files::isRegularFile)
              .map(file -> folder.relativize(file).toString().replace('\\', '/'))
              .map(file -> file.replaceFirst("^(\\.attempts/dummy/).*", "$1of the engineer"))
              .sorted()
              .toList());
    }
  }

  @Test
  void comparesOnACsvOfTheUsersOwn() throws Exception {
    Path csv = signal(folder.resolve("my shop.csv"));
    Printed<Integer> printed = compare(folder.resolve("models"), output, "--dataset=" + csv);
    assertEquals(0, printed.result(), printed.err());
    assertEquals(
        List.of(List.of("my shop", "engineer"), List.of("my shop", "scientist")),
        table(printed, "== Metrics").stream().skip(1).map(row -> row.subList(0, 2)).toList());
  }

  @Test
  void optionsReachBothRoles() throws Exception {
    Printed<Integer> printed =
        compare(
            folder,
            output,
            "--dataset=synthetic",
            "--rows=200",
            "--features=3",
            "--testSize=0.25",
            "--epochs=2");
    assertEquals(0, printed.result(), printed.err());
    assertEquals(
        List.of("150 rows to train, 50 to test", "150 rows to train, 50 to test"),
        printed.outLines().stream()
            .filter(line -> line.contains(" rows to train"))
            .map(line -> line.substring(10).replaceFirst(", stratified.*", ""))
            .toList());
  }

  @Test
  void sampleThatDoesNotCompileEndsTheRunWithoutAPage() throws Exception {
    Path page = Files.writeString(output.resolve("index.html"), "the page of an earlier run");
    Path sample = folder.resolve("EngineerSample.java");
    Files.writeString(sample, "void main() { IO.println(1) }\n");
    Printed<Integer> printed =
        compare(folder, output, "--dataset=dummy", "--engineerSample=" + sample);
    assertEquals(1, printed.result());
    assertTrue(printed.err().contains("EngineerSample.java:1: error: ';' expected"), printed.err());
    assertEquals(
        "Error: EngineerSample.java does not compile: see javac's message above",
        printed.errLines().getLast());
    assertFalse(Files.exists(page));
    assertFalse(printed.out().contains("The comparison page"), printed.out());
  }

  @Test
  void pageShowsTheNetworkOfAnEditedSampleAndItsError() throws Exception {
    Path committed =
        Path.of("..", "engineer-pipeline", "src", "main", "java", "EngineerSample.java");
    String text = Files.readString(committed);
    assumeTrue(CommittedSamples.contain("EngineerSample.java", text), committed + " was changed");
    String edited =
        text.replace("RELU", "TANH")
            .replaceAll("new Adam\\([^)]*\\)", "new org.nd4j.linalg.learning.config.Sgd(0.25)")
            .replaceAll("(KerasFile.save.*;)", "$1 if (ROWS > 1) throw new Error(\"at the end\");");
    Path sample = Files.writeString(folder.resolve("EngineerSample.java"), edited);
    Printed<Integer> printed =
        compare(folder, output, "--dataset=dummy", "--epochs=1", "--engineerSample=" + sample);
    assertEquals(1, printed.result(), printed.err());
    String page = Files.readString(output.resolve("index.html"));
    for (String part :
        List.of(
            "EngineerSample.java was changed.",
            "The Java sample failed.",
            "at the end",
            "5 inputs, Dense(10, tanh), Dense(1, sigmoid)",
            "Sgd(learningRate=0.25)",
            "agree with those of scikit-learn")) {
      assertTrue(page.contains(part), part);
    }
    assertFalse(page.contains("agree with those of Keras"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--epochs=0 | 2",
        "--testSize=0 | 2",
        "--seed=0 | 2",
        "--rows=-1 | 2",
        "--dataset=iris | 2",
        "--dataset=iris.csv | 1",
      })
  void runsAndWritesNothingWhenSomethingIsWrong(String option, int exitCode) throws Exception {
    Path models = folder.resolve("models");
    Printed<Integer> printed = compare(models, output, option);
    assertEquals(exitCode, printed.result());
    assertEquals("", printed.out());
    assertFalse(Files.exists(models));
  }

  @Test
  void questionMarkListsTheDatasets() throws Exception {
    Printed<Integer> printed = compare(folder, output, "--dataset=?");
    assertEquals(0, printed.result());
    assertTrue(printed.out().contains(Datasets.describe()), printed.out());
  }

  private static Printed<Integer> compare(Path models, Path output, String... options)
      throws Exception {
    return compare(new Compare(SmallCompare.SIZE, 1, 1), models, output, options);
  }

  private static Printed<Integer> compare(
      Compare command, Path models, Path output, String... options) throws Exception {
    String[] args =
        Stream.concat(Stream.of("--models=" + models, "--output=" + output), Stream.of(options))
            .toArray(String[]::new);
    return Printed.of(() -> Commands.run(command, args));
  }

  /** The cells of the table below a heading, line by line, the header first. */
  private static List<List<String>> table(Printed<Integer> printed, String heading) {
    return printed.outLines().stream()
        .dropWhile(line -> !line.startsWith(heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("=="))
        .filter(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
        .toList();
  }

  private static Path signal(Path csv) throws IOException {
    var text = new StringBuilder("size,colour,bought\n");
    for (int i = 0; i < 60; i++) {
      text.append(i).append(i % 3 == 0 ? ",red," : ",blue,").append(i < 30 ? "no\n" : "yes\n");
    }
    return Files.writeString(csv, text);
  }
}
