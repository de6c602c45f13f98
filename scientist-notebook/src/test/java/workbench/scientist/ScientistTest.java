package workbench.scientist;

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

class ScientistTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--testSize=1 | 2",
        "--seed=0 | 2",
        "--rows=0 | 2",
        "--dataset=iris | 2",
        "--dataset=iris.csv | 1",
        "--rows=1 | 1",
        "--only=fit | 2",
        "--epochs=3 | 2",
      })
  void fitsAndWritesNothingWhenSomethingIsWrong(String option, int exitCode) throws Exception {
    Printed<Integer> printed = scientist(option);
    assertEquals(exitCode, printed.result());
    assertEquals("", printed.out());
    assertFalse(Files.exists(models()));
  }

  @Test
  void modelsFolderThatIsAFileIsOneLine() throws Exception {
    Path file = Files.writeString(models(), "kept");
    Printed<Integer> printed = scientist();
    assertEquals(1, printed.result());
    assertEquals(1, printed.errLines().size(), printed.err());
    assertTrue(
        printed.err().startsWith("Error: models=" + file + ": no folder can be made there"),
        printed.err());
    assertEquals("", printed.out());
    assertEquals("kept", Files.readString(file));
  }

  @Test
  void questionMarkListsTheDatasets() throws Exception {
    Printed<Integer> printed = scientist("--dataset=?");
    assertEquals(0, printed.result());
    assertTrue(printed.out().contains(Datasets.describe()), printed.out());
  }

  @Test
  void runsTheSampleThenTheWorkflow() throws Exception {
    Printed<Integer> printed = scientist("--sample=" + sample());
    assertEquals(0, printed.result(), printed.err());
    assertEquals(
        List.of("== The scientist's sample", "== The scientist's study"),
        printed.outLines().stream().filter(line -> line.startsWith("==")).toList());
  }

  @Test
  void sampleAloneWritesNothing() throws Exception {
    String[] options = {"--only=sample", "--sample=" + sample()};
    Printed<Integer> printed = Printed.of(() -> Commands.run(new Scientist(), options));
    assertEquals(0, printed.result(), printed.err());
    assertEquals(List.of("Accuracy: 0.55"), printed.outLines());
    assertFalse(Files.exists(models()));
  }

  private Path sample() throws IOException {
    return Files.writeString(
        folder.resolve("Sample.java"), "void main() { IO.println(\"Accuracy: 0.55\"); }");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dummy", "synthetic", "penguins", "breast-cancer"})
  void fitsEveryDataset(String name) throws Exception {
    Printed<Integer> printed = scientist("--dataset=" + name, "--only=workflow");
    assertEquals(0, printed.result(), printed.err());
    assertEquals("", printed.err());
    assertTrue(Files.exists(models().resolve("handed-over").resolve(name + ".onnx")));
  }

  @Test
  void fitsACsvOfTheUsersOwn() throws Exception {
    var text = new StringBuilder("größe,farbe,gekauft\n");
    for (int i = 0; i < 40; i++) {
      text.append(i).append(i % 3 == 0 ? ",rot," : ",blau,").append(i % 2 == 0 ? "ja\n" : "nein\n");
    }
    Path file = Files.createDirectories(folder.resolve("my data")).resolve("käufe.csv");
    Files.writeString(file, text);
    Printed<Integer> printed = scientist("--dataset=" + file, "--only=workflow");
    assertEquals(0, printed.result(), printed.err());
    assertTrue(Files.exists(models().resolve("handed-over/kaufe.onnx")));
  }

  private Path report() {
    return folder.resolve("report");
  }

  private Path models() {
    return folder.resolve("models");
  }

  private Printed<Integer> scientist(String... options) throws Exception {
    String[] args =
        Stream.concat(Stream.of("--models=" + models(), "--report=" + report()), Stream.of(options))
            .toArray(String[]::new);
    return Printed.of(() -> Commands.run(new Scientist(ScientistWorkflowTest.SMALL), args));
  }
}
