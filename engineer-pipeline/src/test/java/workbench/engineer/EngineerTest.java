package workbench.engineer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.command.Commands;
import workbench.data.Datasets;
import workbench.testing.Printed;

class EngineerTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "epochs, 0",
    "epochs, -1",
    "batchSize, 0",
    "batchSize, -1",
    "hidden, 0",
    "hidden, -1",
    "rows, 0",
    "rows, -1"
  })
  void refusesCountBelowOne(String option, String value) throws Exception {
    Printed<Integer> printed = engineer("--" + option + "=" + value);
    assertEquals(
        List.of("Error: " + option + "=" + value + " is not possible: a whole number from 1"),
        printed.errLines());
    assertEquals(2, printed.result());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--epochs=0 | 2",
        "--testSize=1 | 2",
        "--seed=0 | 2",
        "--dataset=iris | 2",
        "--dataset=iris.csv | 1",
        "--rows=1 | 1",
        "--only=train | 2",
      })
  void writesAndTrainsNothingWhenSomethingIsWrong(String option, int exitCode) throws Exception {
    Printed<Integer> printed = engineer(option);
    assertEquals(exitCode, printed.result());
    assertEquals("", printed.out());
    assertFalse(Files.exists(models()));
  }

  @Test
  void modelsFolderThatIsAFileIsOneLine() throws Exception {
    Path file = Files.writeString(models(), "kept");
    Printed<Integer> printed = engineer();
    assertOneLineAbout(file, printed);
    assertEquals("kept", Files.readString(file));
  }

  @Test
  void modelsFolderBelowAFileIsOneLine() throws Exception {
    Path file = Files.writeString(folder.resolve("occupied"), "kept");
    Printed<Integer> printed =
        Printed.of(() -> Commands.run(new Engineer(), "--models=" + file.resolve("models")));
    assertOneLineAbout(file, printed);
  }

  private static void assertOneLineAbout(Path file, Printed<Integer> printed) {
    assertEquals(1, printed.result());
    assertEquals(1, printed.errLines().size(), printed.err());
    assertTrue(printed.err().startsWith("Error: models=" + file), printed.err());
    assertEquals("", printed.out());
  }

  @Test
  void costThatIsNoneIsOneLineBeforeAnythingRuns() throws Exception {
    Printed<Integer> printed = engineer("--cost=0:1");
    assertEquals(2, printed.result());
    assertEquals(1, printed.errLines().size(), printed.err());
    assertTrue(printed.err().startsWith("Error: cost=0:1 is not possible: "), printed.err());
    assertEquals("", printed.out());
  }

  @Test
  void questionMarkListsTheDatasets() throws Exception {
    Printed<Integer> printed = engineer("--dataset=?");
    assertEquals(0, printed.result());
    assertTrue(printed.out().contains(Datasets.describe()), printed.out());
    assertFalse(Files.exists(models()));
  }

  @Test
  void runsTheSampleThenTheWorkflow() throws Exception {
    Printed<Integer> printed =
        engineer("--epochs=10", "--dataset=penguins", "--sample=" + sample(true));
    assertEquals(0, printed.result(), printed.err());
    assertEquals(
        List.of("== The engineer's sample", "== The engineer's pipeline"),
        printed.outLines().stream().filter(line -> line.startsWith("==")).toList());
    assertEquals(
        List.of(
            "penguins",
            "penguins/1",
            "penguins/1/MODEL_CARD.md",
            "penguins/1/model.keras",
            "penguins/1/model.onnx",
            "penguins/1/model.zip",
            "penguins/1/reference.json"),
        written());
  }

  @Test
  void runsTheSampleAlone() throws Exception {
    String[] options = {"--only=sample", "--sample=" + sample(true)};
    Printed<Integer> printed = Printed.of(() -> Commands.run(new Engineer(), options));
    assertEquals(0, printed.result(), printed.err());
    assertEquals(List.of("Epoch 1/1"), printed.outLines());
    assertFalse(Files.exists(models()));
  }

  @Test
  void sampleTakesNoOptions() throws Exception {
    String[] options = {"--only=sample", "--rows=30"};
    Printed<Integer> printed = Printed.of(() -> Commands.run(new Engineer(), options));
    assertEquals(2, printed.result());
    assertEquals(
        "Error: --rows does not reach the sample: change its Java file instead (--help shows the"
            + " options)\n",
        printed.err().replace("\r\n", "\n"));
    assertEquals("", printed.out());
  }

  @Test
  void workflowRunsAfterASampleThatFailed() throws Exception {
    Printed<Integer> printed =
        engineer("--sample=" + sample(false), "--dataset=penguins", "--epochs=1", "--force");
    assertEquals(1, printed.result(), printed.err());
    assertTrue(printed.out().contains("publish "), printed.out());
    assertTrue(
        printed.err().lines().toList().getLast().startsWith("Error: Sample.java saved no model"),
        printed.err());
  }

  /** A sample that needs no training. */
  private Path sample(boolean saves) throws IOException {
    Path model = Path.of("target", "engineer-test.zip");
    String save =
        saves
            ? "Files.writeString(Path.of(\"target/engineer-test.zip\"), \"\" + System.nanoTime());"
            : "";
    Files.deleteIfExists(model);
    return Files.writeString(
        folder.resolve("Sample.java"),
        "void main() throws IOException { IO.println(\"Epoch 1/1\"); " + save + " }");
  }

  @Test
  void refusalIsExitCode3AndReleasesNothing() throws Exception {
    Printed<Integer> printed = engineer("--only=workflow");
    assertEquals(3, printed.result());
    assertEquals("", printed.err());
    assertEquals(List.of(), written());
  }

  @ParameterizedTest
  @ValueSource(strings = {"synthetic", "penguins", "breast-cancer"})
  void releasesEveryDatasetWithASignal(String name) throws Exception {
    Printed<Integer> printed = engineer("--dataset=" + name, "--only=workflow", "--epochs=10");
    assertEquals(0, printed.result(), printed.err());
    assertTrue(Files.exists(models().resolve(name).resolve("1/model.onnx")));
  }

  @Test
  void trainsOnACsvOfTheUsersOwn() throws Exception {
    var text = new StringBuilder("größe,farbe,gekauft\n");
    for (int i = 0; i < 40; i++) {
      text.append(i).append(i % 3 == 0 ? ",rot," : ",blau,").append(i % 2 == 0 ? "ja\n" : "nein\n");
    }
    Path file = Files.createDirectories(folder.resolve("my data")).resolve("käufe.csv");
    Files.writeString(file, text);
    Printed<Integer> printed =
        engineer("--dataset=" + file, "--only=workflow", "--epochs=2", "--force");
    assertEquals(0, printed.result(), printed.err());
    assertTrue(Files.exists(models().resolve("kaufe/1/model.onnx")));
  }

  @Test
  void optionsReachTheWorkflow() throws Exception {
    String out =
        engineer(
                "--only=workflow",
                "--rows=60",
                "--epochs=2",
                "--batchSize=7",
                "--hidden=3",
                "--testSize=0.5")
            .out();
    assertTrue(out.contains("network 5-3-1, batches of 7: 2 epochs in"), out);
    assertTrue(out.contains("30 rows to train, 30 to test"), out);
  }

  private Path models() {
    return folder.resolve("models");
  }

  /** Lists the content of the models folder without the record of the attempts. */
  private List<String> written() throws IOException {
    try (Stream<Path> files = Files.walk(models())) {
      return files
          .skip(1)
          .map(path -> models().relativize(path).toString().replace('\\', '/'))
          .filter(path -> !path.startsWith(".attempts"))
          .sorted()
          .toList();
    }
  }

  private Printed<Integer> engineer(String... options) throws Exception {
    String[] args =
        Stream.concat(Stream.of("--models=" + models()), Stream.of(options)).toArray(String[]::new);
    return Printed.of(() -> Commands.run(new Engineer(), args));
  }
}
