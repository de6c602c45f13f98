package workbench.command;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.command.SampleRun.State;
import workbench.testing.Printed;

class SampleProgramTest {

  private static final Path MODEL = Path.of("target", "sample-program-test.zip");

  private static final String SAVE =
      "Files.writeString(Path.of(\"target/sample-program-test.zip\"), \"model\");";

  @TempDir private Path folder;

  @Test
  void hasTheFlagsOfItsJvmButNoAgentAndOnlyTheEngineersHasTheStartUpCache() {
    List<String> flags = List.of("-Xmx1g", "-agentlib:jdwp", "-XX:AOTCache=role.aot");
    List<String> engineer = SampleProgram.engineer(Optional.empty()).command(flags);
    List<String> scientist = SampleProgram.scientist(Optional.empty()).command(flags);
    assertEquals(
        List.of("-Xmx1g", "-XX:AOTCache=role.aot"),
        engineer.stream().filter(flags::contains).toList());
    assertEquals(List.of("-Xmx1g"), scientist.stream().filter(flags::contains).toList());
  }

  @Test
  void keepsTheOutputAndFindsTheSavedFile() throws Exception {
    // Raw types, tabs and CRLF are no errors; of a line that is drawn repeatedly, the end counts.
    Printed<SampleRun> shown =
        run(
            "void main() throws IOException {\r\n\tList raw = new ArrayList(List.of(7));\r\n"
                + "\tIO.print(\"1/2\\r2/2 é\\n\");\r\n\tIO.println(raw);\r\n\t"
                + SAVE
                + "\r\n}\r\n");
    assertAll(
        () -> assertEquals(State.DONE, shown.result().state(), shown.err()),
        () -> assertEquals(List.of("2/2 é", "[7]"), shown.result().lines()),
        () -> assertTrue(shown.out().startsWith("1/2\r2/2 é"), shown.out()),
        () -> assertEquals(Optional.of(MODEL), shown.result().saved()),
        () -> assertEquals(0, shown.result().report()));
  }

  @Test
  void showsTheMessageOfTheCompiler() throws Exception {
    Printed<SampleRun> shown = run("void main() {\n  int x = \"\";\n}\n");
    assertAll(
        () -> assertEquals(State.DOES_NOT_COMPILE, shown.result().state()),
        () -> assertTrue(shown.err().contains("Sample.java:2: error: incompatible types")),
        () ->
            assertEquals(
                "Sample.java does not compile: see javac's message above",
                shown.result().message()));
  }

  @Test
  void namesTheLineThatThrew() throws Exception {
    Printed<SampleRun> shown =
        run("void main() {\n  IO.println(1);\n  Integer.parseInt(\"ten\");\n}\n");
    assertAll(
        () -> assertEquals(State.FAILED, shown.result().state()),
        () -> assertEquals(List.of("1"), shown.result().lines()),
        () ->
            assertEquals(
                "Sample.java failed in line 3: java.lang.NumberFormatException: For input string:"
                    + " \"ten\"",
                shown.result().message()),
        // Of the stack trace, the line in the sample is left.
        () -> assertEquals(2, shown.err().lines().count(), shown.err()));
  }

  @Test
  void stopsASampleThatPrintsWithoutEnd() throws Exception {
    Printed<SampleRun> shown =
        run("void main() {\n  while (true) IO.println(1);\n}\n", Duration.ofSeconds(2));
    assertAll(
        () -> assertEquals(State.TIMED_OUT, shown.result().state()),
        () ->
            assertEquals(
                "Sample.java did not end within 2 s and was stopped", shown.result().message()));
  }

  @Test
  void anOlderModelFileIsNotTheSamples() throws Exception {
    Files.writeString(MODEL, "older");
    SampleRun run = run("void main() {\n  IO.println(1);\n}\n").result();
    assertEquals(State.SAVED_NOTHING, run.state());
    assertEquals(Optional.empty(), run.saved());
  }

  @Test
  void saysThatNothingWasPrinted() throws Exception {
    SampleRun run = run("void main() {}\n").result();
    assertEquals("Sample.java printed nothing", run.message());
  }

  private Printed<SampleRun> run(String source) throws IOException {
    return run(source, SampleProgram.LIMIT);
  }

  private Printed<SampleRun> run(String source, Duration limit) throws IOException {
    Path file = Files.writeString(folder.resolve("Sample.java"), source);
    try {
      return Printed.of(() -> new SampleProgram("Sample", Optional.of(file), true, limit).run());
    } finally {
      Files.deleteIfExists(MODEL);
    }
  }
}
