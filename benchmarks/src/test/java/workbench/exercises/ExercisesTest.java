package workbench.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.testing.Printed;
import workbench.text.TerminalText;

/** The command line of the exercises; «gate» with too many rows trains nothing. */
class ExercisesTest {

  private static final String TOO_MANY = "class Gate { static int rows() { return 5000; } }";

  @TempDir private Path root;
  private Path gate;

  @BeforeEach
  void makeRoot() throws IOException {
    gate = root.resolve("engineer-pipeline/exercises/Gate.java");
    Files.createDirectories(gate.getParent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "list"})
  void listsEveryExerciseWithItsState(String name) {
    Printed<Integer> run = run("--exercise=" + name);

    assertEquals(0, run.result());
    assertEquals(2 * Entry.all().size() + 1, run.outLines().size());
    assertTrue(run.outLines().getFirst().contains("not started"));
    assertTrue(run.outLines().stream().allMatch(line -> line.length() <= TerminalText.COLUMNS));
  }

  @Test
  void firstCallCopiesTheStarterAndResetRestoresIt() throws IOException {
    Printed<Integer> first = run("--exercise=roles");

    Path file = root.resolve("engineer-pipeline/exercises/Roles.java");
    assertEquals(3, first.result(), first.err());
    assertTrue(first.out().contains("NOT YET: none of the 16 cards"), first.out());
    String starter = Files.readString(file);

    Files.writeString(file, "mine");
    assertEquals(0, run("--exercise=roles", "--reset=true").result());
    assertEquals(starter, Files.readString(file));
    assertEquals(0, run("--exercise=roles", "--reset=true").result());
    assertEquals("mine", Files.readString(file.resolveSibling("Roles.java.old")));
  }

  @Test
  void keepsTheLearnersFileAndRemembersTheResult() throws IOException {
    Files.writeString(gate, TOO_MANY);

    Printed<Integer> run = run("--exercise=all");

    assertEquals(3, run.result());
    assertTrue(run.out().contains("gate: NOT YET: 5,000 rows"), run.out());
    assertTrue(run.out().contains("leak: not started"), run.out());
    assertEquals(TOO_MANY, Files.readString(gate));
    assertTrue(run("--exercise=?").out().matches("(?s).*gate +engineer +10 min +not yet\\s.*"));
  }

  @Test
  void hintAndSolutionCheckNothing() {
    assertTrue(run("--exercise=gate", "--hint=1").out().startsWith("Hint 1: Why does the gate"));
    assertTrue(run("--exercise=gate", "--solution=true").out().contains("right-..."));
    assertFalse(Files.exists(gate));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--exercise=treshold            | the names are",
        "--exercise=gate --hint=4       | hint=4 is not possible: 1, 2 or 3",
        "--hint=1                       | needs the name of one exercise",
        "--exercise=all --reset=true    | needs the name of one exercise",
        "--exercise=gate --hint=1 --reset=true | give one of",
      })
  void wrongOptionIsOneLineAndExitCodeTwo(String options, String expected) {
    Printed<Integer> run = run(options.split(" "));

    assertEquals(2, run.result(), run.out());
    assertEquals(1, run.errLines().size());
    assertTrue(run.err().contains(expected), run.err());
  }

  @Test
  void checksAFolderOfSubmissionsAndWritesJsonAndJUnitXml() throws Exception {
    Path from = root.resolve("from");
    Files.createDirectories(from.resolve("Ada & <Bo>"));
    Files.writeString(from.resolve("Ada & <Bo>").resolve("Gate.java"), TOO_MANY);
    Files.writeString(from.resolve("Ada & <Bo>").resolve("notes.txt"), "");
    Files.createDirectories(from.resolve("Jürgen Müller"));
    Files.createDirectories(from.resolve("Zoë/Gate.java"));

    Printed<Integer> run = run("--from=" + from);

    assertEquals(3, run.result(), run.err());
    assertTrue(run.out().contains("Ada & <Bo>, gate: NOT YET: 5,000 rows"), run.out());
    assertTrue(run.out().contains("notes.txt: not checked"), run.out());
    assertTrue(run.out().contains("Jürgen Müller: no file to check"), run.out());
    assertTrue(run.out().contains("Zoë, gate: NOT YET: Gate.java cannot be read"), run.out());
    Path output = root.resolve("benchmarks/target/exercises/submissions");
    assertTrue(Files.readString(output.resolve("results.json")).contains("\"passed\" : false"));
    var suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(output.resolve("TEST-exercises.xml").toFile())
            .getDocumentElement();
    assertEquals("2", suite.getAttribute("failures"));
    assertEquals(2, suite.getElementsByTagName("failure").getLength());
  }

  @Test
  void fileOfAnotherExerciseIsNamedAsSuch() throws IOException {
    Path from = root.resolve("from");
    Files.createDirectories(from.resolve("ada"));
    Files.writeString(from.resolve("ada/Gate.java"), TOO_MANY);

    Printed<Integer> run = run("--exercise=roles", "--from=" + from);

    assertEquals(1, run.result());
    assertTrue(run.out().contains("Gate.java: not checked, it is of another exercise"), run.out());
  }

  @Test
  void folderWithoutSubmissionsIsOneLine() throws IOException {
    Printed<Integer> run =
        run("--exercise=all", "--from=" + Files.createDirectories(root.resolve("empty")));

    assertEquals(1, run.result());
    assertTrue(run.err().contains("no file to check"), run.err());
  }

  private Printed<Integer> run(String... options) {
    return Printed.of(
        new Exercises(),
        Stream.concat(Stream.of(options), Stream.of("--root=" + root)).toArray(String[]::new));
  }
}
