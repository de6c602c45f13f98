package workbench.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import workbench.benchmarks.comparison.Checklist;

/**
 * Every exercise: its starter, its right answers and its wrong ones, in {@code src/test/exercises}.
 */
class AnswersTest {

  private static final Path ANSWERS = Path.of("src/test/exercises");

  @TempDir private Path folder;

  static List<Entry> exercises() {
    return Entry.all();
  }

  static List<Path> answers() throws IOException {
    try (Stream<Path> files = Files.walk(ANSWERS)) {
      return files.filter(Files::isRegularFile).sorted().toList();
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
    Entry exercise = entry(answer.getParent().getFileName().toString());

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

  @Test
  void readmeListsTheExercises() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../README.md")).stream()
            .filter(line -> line.matches("\\| `\\w+` \\| (engineer|scientist) \\|.*"))
            .toList();
    List<String> expected =
        Entry.all().stream()
            .map(
                each ->
                    "| `%s` | %s | %d | %s | %s |"
                        .formatted(
                            each.name(), each.role(), each.minutes(), each.goal(), each.row()))
            .toList();
    assertEquals(expected, rows, "README.md");
  }

  @Test
  void everyRowOfTheComparisonTableHasAnExercise() throws IOException {
    String page =
        Files.readString(
            Path.of("src/main/resources/workbench/benchmarks/comparison/comparison.ftlh"));
    Set<String> rows = new TreeSet<>();
    Pattern.compile("role=\"rowheader\">([^<$]+)<")
        .matcher(page)
        .results()
        .forEach(row -> rows.add(row.group(1)));
    Set<String> practised = new TreeSet<>();
    Entry.all().forEach(exercise -> practised.add(exercise.row()));
    assertEquals(rows, practised);
  }

  @Test
  void cardsOfTheStarterAreThoseOfTheCheckAndNameRowsOfTheTable() throws IOException {
    List<String> shown =
        entry("roles")
            .starter()
            .lines()
            .map(String::strip)
            .filter(l -> l.startsWith("//"))
            .toList();
    assertEquals(RolesCheck.CARDS.stream().map(card -> "// " + card.text()).toList(), shown);
    Set<String> rows = new TreeSet<>();
    Entry.all().forEach(exercise -> rows.add(exercise.row()));
    RolesCheck.CARDS.forEach(card -> assertTrue(rows.contains(card.row()), card.row()));
  }

  @Test
  void lastTwoCardsFollowTheRulesOfThePage() {
    Checklist checklist = Checklist.ofTheWorkbench();
    String both =
        checklist
            .rule(Map.of("signal", true, "service", true, "reasons", true, "network", false))
            .advice();
    String scientist =
        checklist
            .rule(Map.of("signal", true, "service", false, "reasons", true, "network", false))
            .advice();

    assertTrue(both.startsWith("Both: "), both);
    assertEquals("both", RolesCheck.CARDS.get(14).owner());
    assertTrue(scientist.startsWith("Work as the data scientist"), scientist);
    assertEquals("scientist", RolesCheck.CARDS.get(15).owner());
  }

  private Verdict verdict(Entry exercise, Path file) throws IOException {
    Path classes = folder.resolve("classes");
    assertEquals(Optional.empty(), CheckProcess.compile(exercise, file, classes));
    return CheckProcess.verdict(exercise, classes);
  }

  private static Entry entry(String name) {
    return Entry.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }
}
