package workbench.engineer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.command.Commands;
import workbench.testing.Printed;

/**
 * An exported model of another run goes through the same gate; here it is one that the pipeline
 * made.
 */
class ReleaseTest {

  @TempDir private static Path exported;

  @TempDir private Path models;

  @BeforeAll
  static void train() throws Exception {
    for (String dataset : new String[] {"penguins", "dummy"}) {
      assertEquals(
          0,
          Printed.of(
                  () ->
                      Commands.run(
                          new Engineer(),
                          "--only=workflow",
                          "--force",
                          "--epochs=10",
                          "--dataset=" + dataset,
                          "--models=" + exported))
              .result());
    }
  }

  @Test
  void publishesTheSameBytes() throws Exception {
    Printed<Integer> printed = release("--model=" + file("penguins"));
    assertEquals(0, printed.result(), printed.err());
    assertArrayEquals(
        Files.readAllBytes(file("penguins")),
        Files.readAllBytes(models.resolve("penguins/1/model.onnx")));
    assertTrue(Files.exists(models.resolve("penguins/1/reference.json")));
    assertTrue(
        Files.readString(models.resolve("penguins/1/MODEL_CARD.md"))
            .contains("Exported by the engineer"));
  }

  /** A file of one's own is read and split as it was for the training, unless the user says so. */
  @Test
  void optionsOfTheFileReadTheSameRows() throws Exception {
    var rows = new StringBuilder("answer;x;z\n");
    for (int i = 0; i < 120; i++) {
      boolean yes = i % 10 < 5;
      rows.append(yes ? "yes;" : "no;").append(i % 7).append(yes ? ",5;" : ",2;");
      rows.append(i == 3 ? "unknown" : i % 11).append('\n');
    }
    Path csv = Files.writeString(models.resolve("own.csv"), rows);
    String[] training = {
      "--only=workflow",
      "--epochs=2",
      "--force",
      "--dataset=" + csv,
      "--label=1",
      "--missing=unknown",
      "--positive=no",
      "--testSize=0.3",
      "--models=" + models.resolve("other")
    };
    Printed<Integer> trained = Printed.of(() -> Commands.run(new Engineer(), training));
    assertEquals(0, trained.result(), trained.err());
    String file = "--model=" + models.resolve("other/own/1/model.onnx");
    Printed<Integer> printed = release("--force", "--dataset=" + csv, file);
    assertEquals(0, printed.result(), printed.err());
    assertEquals(
        "options   as in the file: -Dlabel=1 -Dmissing=unknown -Dpositive=no -DtestSize=0.3",
        printed.outLines().getFirst());
    Printed<Integer> otherwise = release("--force", "--dataset=" + csv, file, "--testSize=0.2");
    assertEquals(1, otherwise.result());
    assertTrue(
        otherwise.out().startsWith("options   as in the file: -Dlabel=1 -Dmissing=unknown"),
        otherwise.out());
  }

  @Test
  void thresholdForACostIsKeptAndJudged() throws Exception {
    String[] options = {
      "--only=workflow", "--epochs=3", "--force", "--dataset=penguins", "--cost=1:10"
    };
    Path other = models.resolve("other");
    String[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = "--models=" + other;
    assertEquals(0, Printed.of(() -> Commands.run(new Engineer(), all)).result());
    Printed<Integer> printed =
        release("--force", "--model=" + other.resolve("penguins/1/model.onnx"));
    assertEquals(0, printed.result(), printed.err());
    assertTrue(printed.out().contains("the threshold for -Dcost=1:10 (lowest"), printed.out());
    assertTrue(printed.out().contains("cost      at the threshold 0."), printed.out());
    assertTrue(
        Files.readString(models.resolve("penguins/1/MODEL_CARD.md")).contains("## Threshold"));
  }

  @Test
  void refusesWhatTheGateRefuses() throws Exception {
    Printed<Integer> printed = release("--model=" + file("dummy"));
    assertEquals(3, printed.result());
    assertTrue(printed.out().contains("gate      REFUSED: "), printed.out());
    assertTrue(Files.notExists(models.resolve("dummy")));
  }

  @Test
  void forcedReleaseSaysSoInTheCard() throws Exception {
    assertEquals(0, release("--model=" + file("dummy"), "--force").result());
    assertTrue(Files.readString(models.resolve("dummy/1/MODEL_CARD.md")).contains("**forced**"));
  }

  @Test
  void refusesAFileWhoseFiguresAreNotThoseOfItsModel() throws Exception {
    // Another split than the one it was tested on.
    Printed<Integer> printed = release("--model=" + file("penguins"), "--testSize=0.5");
    assertEquals(1, printed.result());
    assertEquals(1, printed.errLines().size(), printed.err());
    assertTrue(printed.err().contains(" of 69 test rows right, but gets "), printed.err());
  }

  @Test
  void refusesDataThatTheModelIsNotFrom() throws Exception {
    Printed<Integer> printed = release("--model=" + file("penguins"), "--dataset=breast-cancer");
    assertEquals(1, printed.result());
    assertTrue(
        printed.err().contains("was fitted on penguins with the checksum 717ff960"), printed.err());
  }

  @Test
  void refusesAFileThatIsNoModel() throws Exception {
    Path notes = Files.writeString(models.resolve("notes.onnx"), "not a model");
    Printed<Integer> printed = release("--model=" + notes);
    assertEquals(1, printed.result());
    assertEquals(1, printed.errLines().size(), printed.err());
    assertTrue(printed.err().startsWith("Error: " + notes + ": "), printed.err());
  }

  @Test
  void refusesAFileThatIsNotThere() throws Exception {
    Path missing = models.resolve("missing.onnx");
    Printed<Integer> printed = release("--model=" + missing);
    assertEquals(1, printed.result());
    assertEquals(
        "Error: " + missing + ": no such file; a model.onnx is expected", printed.err().strip());
  }

  private static Path file(String dataset) {
    return exported.resolve(dataset + "/1/model.onnx");
  }

  private Printed<Integer> release(String... options) throws Exception {
    String[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = "--models=" + models;
    return Printed.of(() -> Commands.run(new Release(), all));
  }
}
