package workbench.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The exercises of one role: their starters, their right answers and their wrong ones, in {@code
 * src/test/exercises}. One class for each role, so that two JVMs can share the work.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Answers {

  private static final Path ANSWERS = Path.of("src/test/exercises");

  @TempDir private Path folder;

  private final String role;

  Answers(String role) {
    this.role = role;
  }

  List<Entry> exercises() {
    return Entry.all().stream().filter(each -> each.role().equals(role)).toList();
  }

  List<Path> answers() throws IOException {
    try (Stream<Path> files = Files.walk(ANSWERS)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> exercise(file).role().equals(role))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void starterCompilesAndIsNotSolved(Entry exercise) throws IOException {
    Path file = folder.resolve(exercise.fileName());
    Files.writeString(file, exercise.starter());

    Verdict verdict = verdict(exercise, file);

    assertFalse(verdict.passed(), verdict.message());
    assertTrue(verdict.message().contains(exercise.starterSays()), verdict.message());
  }

  @ParameterizedTest
  @MethodSource("answers")
  void rightAnswersPassAndWrongOnesGetAMessageOfTheirOwn(Path file) throws IOException {
    Path answer = file.getParent();
    Entry exercise = exercise(file);

    Verdict verdict = verdict(exercise, file);

    boolean right = answer.getFileName().toString().startsWith("right-");
    assertEquals(right, verdict.passed(), verdict.message());
    if (!right) {
      String expected = Files.readString(file).lines().findFirst().orElseThrow();
      assertTrue(expected.startsWith("// Says: "), expected);
      assertTrue(verdict.message().contains(expected.substring(9)), verdict.message());
    }
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void hasTwoRightAnswersTwoWrongOnesAndThreeHints(Entry exercise) throws IOException {
    for (String kind : List.of("right-", "wrong-")) {
      try (Stream<Path> found = Files.list(ANSWERS.resolve(exercise.name()))) {
        assertTrue(
            found.filter(each -> each.getFileName().toString().startsWith(kind)).count() >= 2);
      }
    }
    assertEquals(3, exercise.hints().stream().filter(hint -> !hint.isBlank()).distinct().count());
    assertTrue(exercise.goal().endsWith("."));
  }

  private Verdict verdict(Entry exercise, Path file) throws IOException {
    Path classes = folder.resolve("classes");
    assertEquals(Optional.empty(), CheckProcess.compile(exercise, file, classes));
    return CheckProcess.verdict(exercise, classes);
  }

  private static Entry exercise(Path answer) {
    return entry(answer.getParent().getParent().getFileName().toString());
  }

  static Entry entry(String name) {
    return Entry.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }
}
