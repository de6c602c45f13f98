package workbench.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import workbench.benchmarks.comparison.Checklist;

/** The list of the exercises, and the cards of {@code roles}. */
class ExerciseListTest {

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
        Answers.entry("roles")
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
}
