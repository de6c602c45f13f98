package workbench.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void otherClassIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("Gate.java"), "class Gates {}");

    String error = CheckProcess.compile(gate(), file, folder.resolve("classes")).orElseThrow();

    assertTrue(error.contains("has no class Gate"), error);
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
