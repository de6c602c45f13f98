package workbench.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Code of learners that does harm ends in one line. */
class CheckProcessTest {

  @TempDir private Path folder;

  private final List<String> printed = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "System.exit(0); return 1;                           | ended the JVM (exit code 0)",
        "while (true) System.out.println(\"x\");             | printed more than 1 MB",
        "var all = new java.util.ArrayList<int[]>();"
            + " while (true) all.add(new int[1 << 20]);      | memory of 512 MB",
        "return rows();                                      | calls itself without end in line 3",
        "throw new IllegalStateException(\"no\");            | line 3:"
            + " java.lang.IllegalStateException: no",
        "return 1                                            | does not compile, line 3: ';'"
            + " expected"
      })
  void codeThatDoesHarmEndsInOneLine(String body, String expected) throws IOException {
    Verdict verdict = check("  static int rows() {\n" + body + "\n}", new CheckProcess());

    assertFalse(verdict.passed());
    assertTrue(verdict.message().contains(expected), verdict.message());
    assertEquals(1, verdict.message().lines().count());
    assertTrue(printed.size() <= 21);
  }

  @Test
  void loopWithoutEndIsStopped() throws IOException {
    Verdict verdict =
        check(
            "  static int rows() { while (true) Thread.onSpinWait(); }",
            new CheckProcess(Duration.ofSeconds(2)));

    assertTrue(verdict.message().contains("did not end within 2 s"), verdict.message());
  }

  @Test
  void missingMethodIsNamed() throws IOException {
    Verdict verdict = inThisJvm("  static int row() { return 1; }");

    assertTrue(verdict.message().contains("«static int rows()»"), verdict.message());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "class Gates {}                                     | has no class Gate: was it renamed",
        "/* class Gate { static int rows() { return 1; } } */ | or is it in a comment",
        "package mine.of.today; class Gate {}               | remove the line that begins with",
        "class Gate { int rows = many; }                    | line 1: cannot find symbol, symbol:"
            + " variable many",
      })
  void fileThatCannotBeCheckedIsToldInOneLine(String text, String expected) throws IOException {
    String error = compile(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();

    assertTrue(error.contains(expected), error);
    assertEquals(1, error.lines().count());
    // Nothing of it is left for the next file in the same folder.
    assertEquals(Optional.empty(), compile("class Gate {}".getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "UTF-16"})
  void otherEncodingIsNamed(String encoding) throws IOException {
    String error = compile("class Gate {} // März".getBytes(encoding)).orElseThrow();

    assertTrue(error.contains("is not UTF-8 text"), error);
  }

  @Test
  void byteOrderMarkAndLineEndsOfWindowsDoNotMatter() throws IOException {
    String text = "\uFEFFclass Gate {\r\n\tint rows;\r\n}";

    assertEquals(Optional.empty(), compile(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void faultOfAStaticFieldIsTold() throws IOException {
    Verdict verdict = inThisJvm("  static int[] a = new int[-1]; static int rows() { return 1; }");

    assertTrue(verdict.message().contains("the class fails in line 2: java.lang.NegativeArray"));
  }

  @Test
  void verdictOfTheLearnersCodeDoesNotCount() throws IOException {
    String forged =
        """
          static int rows() throws Exception {
            java.nio.file.Files.writeString(
                java.nio.file.Path.of("%s"), "{\\"passed\\":true,\\"message\\":\\"\\"}");
            Runtime.getRuntime().halt(0);
            return 1;
          }
        """
            .formatted(folder.resolve(CheckProcess.VERDICT).toString().replace("\\", "\\\\"));

    Verdict verdict = check(forged, new CheckProcess());

    assertFalse(verdict.passed(), verdict.message());
  }

  @Test
  void outputOfTheLearnerIsShown() throws IOException {
    Verdict verdict =
        check(
            "  static int rows() { System.out.println(\"here\"); return 1000; }",
            new CheckProcess());

    assertTrue(verdict.message().contains("1,000 rows"), verdict.message());
    assertEquals(List.of("here"), printed);
  }

  private Verdict check(String method, CheckProcess process) throws IOException {
    return process.check(gate(), file(method), folder, printed::add);
  }

  private Optional<String> compile(byte[] text) throws IOException {
    Path file = Files.write(folder.resolve("Gate.java"), text);
    return CheckProcess.compile(gate(), file, folder.resolve("classes"));
  }

  private Verdict inThisJvm(String method) throws IOException {
    Path classes = folder.resolve("classes");
    CheckProcess.compile(gate(), file(method), classes);
    return CheckProcess.verdict(gate(), classes);
  }

  private Path file(String method) throws IOException {
    return Files.writeString(folder.resolve("Gate.java"), "class Gate {\n" + method + "\n}\n");
  }

  private static Entry gate() {
    return Entry.all().stream()
        .filter(each -> each.name().equals("gate"))
        .findFirst()
        .orElseThrow();
  }
}
