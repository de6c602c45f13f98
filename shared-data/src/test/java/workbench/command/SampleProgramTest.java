package workbench.command;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.command.SampleRun.State;

class SampleProgramTest {

  private static final Path MODEL = Path.of("target", "sample-program-test.zip");

  private static final String SAVE =
      "Files.writeString(Path.of(\"target/sample-program-test.zip\"), \"model\");";

  @TempDir private Path folder;

  private record Shown(SampleRun run, String out, String err) {}

  @Test
  void keepsWhatIsPrintedAndFindsTheSavedFile() throws Exception {
    // Raw types, tabs and CRLF are no errors; of a line that is drawn repeatedly, the end counts.
    Shown shown =
        run(
            "void main() throws IOException {\r\n\tList raw = new ArrayList(List.of(7));\r\n"
                + "\tIO.print(\"1/2\\r2/2 é\\n\");\r\n\tIO.println(raw);\r\n\t"
                + SAVE
                + "\r\n}\r\n");
    assertAll(
        () -> assertEquals(State.DONE, shown.run().state(), shown.err()),
        () -> assertEquals(List.of("2/2 é", "[7]"), shown.run().lines()),
        () -> assertTrue(shown.out().startsWith("1/2\r2/2 é"), shown.out()),
        () -> assertEquals(Optional.of(MODEL), shown.run().saved()),
        () -> assertEquals(0, shown.run().report()));
  }

  @Test
  void showsTheMessageOfTheCompiler() throws Exception {
    Shown shown = run("void main() {\n  int x = \"\";\n}\n");
    assertAll(
        () -> assertEquals(State.DOES_NOT_COMPILE, shown.run().state()),
        () -> assertTrue(shown.err().contains("Sample.java:2: error: incompatible types")),
        () ->
            assertEquals(
                "Sample.java does not compile: see javac's message above", shown.run().message()));
  }

  @Test
  void namesTheLineThatThrew() throws Exception {
    Shown shown = run("void main() {\n  IO.println(1);\n  Integer.parseInt(\"ten\");\n}\n");
    assertAll(
        () -> assertEquals(State.FAILED, shown.run().state()),
        () -> assertEquals(List.of("1"), shown.run().lines()),
        () ->
            assertEquals(
                "Sample.java failed in line 3: java.lang.NumberFormatException: For input string:"
                    + " \"ten\"",
                shown.run().message()),
        // Of the stack trace, the line in the sample is left.
        () -> assertEquals(2, shown.err().lines().count(), shown.err()));
  }

  @Test
  void stopsASampleThatPrintsWithoutEnd() throws Exception {
    Shown shown = run("void main() {\n  while (true) IO.println(1);\n}\n", Duration.ofSeconds(2));
    assertAll(
        () -> assertEquals(State.TIMED_OUT, shown.run().state()),
        () ->
            assertEquals(
                "Sample.java did not end within 2 s and was stopped", shown.run().message()));
  }

  @Test
  void anOlderModelFileIsNotTheSamples() throws Exception {
    Files.writeString(MODEL, "older");
    SampleRun run = run("void main() {\n  IO.println(1);\n}\n").run();
    assertEquals(State.SAVED_NOTHING, run.state());
    assertEquals(Optional.empty(), run.saved());
  }

  @Test
  void saysThatNothingWasPrinted() throws Exception {
    SampleRun run = run("void main() {}\n").run();
    assertEquals("Sample.java printed nothing", run.message());
  }

  private Shown run(String source) throws IOException {
    return run(source, SampleProgram.LIMIT);
  }

  private Shown run(String source, Duration limit) throws IOException {
    Path file = Files.writeString(folder.resolve("Sample.java"), source);
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    PrintStream systemOut = System.out;
    PrintStream systemErr = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      SampleRun run = new SampleProgram("Sample", Optional.of(file), true, limit).run();
      return new Shown(
          run, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(systemOut);
      System.setErr(systemErr);
      Files.deleteIfExists(MODEL);
    }
  }
}
