package workbench.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.benchmarks.comparison.SideBySide.Line;
import workbench.benchmarks.comparison.SideBySide.Row;
import workbench.benchmarks.comparison.SideBySide.Source;

class SideBySideTest {

  private static final List<String> SECTIONS = List.of("Data", "Model");
  private static final String PYTHON = "import x\n\n# Data\na = 1\n\n# Model\nb = 2\n";
  private static final String JAVA = "import y;\n// Data\nint a;\n// Model\nint b;\n}\n";

  private static SideBySide of(String python, String java) {
    return SideBySide.of(new Source("a.py", python), new Source("A.java", java), SECTIONS);
  }

  @Test
  void sectionCommentsPairTheLines() {
    SideBySide both = of(PYTHON, JAVA);
    assertEquals("", both.problem());
    assertEquals(List.of("", "Data", "Model"), both.rows().stream().map(Row::section).toList());
    assertEquals(List.of(List.of(1), List.of(3, 4), List.of(6, 7)), numbers(both, Row::python));
    assertEquals(List.of(List.of(1), List.of(2, 3), List.of(4, 5, 6)), numbers(both, Row::java));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\r"})
  void lineEndsDoNotMatter(String end) {
    assertEquals(of(PYTHON, JAVA), of(PYTHON.replace("\n", end), JAVA.replace("\n", end)));
  }

  @Test
  void tabsAndSpacesAroundACommentDoNotMatter() {
    SideBySide both = of(PYTHON, JAVA.replace("// Data", "\t//  Data \t"));
    assertEquals("", both.problem());
    assertEquals(3, both.rows().size());
  }

  @Test
  void otherCommentsAreNoSections() {
    SideBySide both = of(PYTHON, JAVA.replace("int a;", "int a; // Model\n// Data of mine\n"));
    assertEquals("", both.problem());
    assertEquals(3, both.rows().size());
  }

  @Test
  void sectionsInAnotherOrderArePairedByName() {
    SideBySide both = of(PYTHON, "// Model\nint b;\n// Data\nint a;\n");
    assertEquals("", both.problem());
    assertEquals(List.of("", "Data", "Model"), both.rows().stream().map(Row::section).toList());
    assertEquals(List.of(List.of(), List.of(3, 4), List.of(1, 2)), numbers(both, Row::java));
  }

  @Test
  void filesAreWholeIfASectionCommentIsMissing() {
    SideBySide both = of(PYTHON, JAVA.replace("// Model\n", ""));
    assertEquals("A.java has no line «// Model».", both.problem());
    assertEquals(List.of(List.of(1, 2, 3, 4, 5, 6, 7)), numbers(both, Row::python));
    assertEquals(List.of(List.of(1, 2, 3, 4, 5)), numbers(both, Row::java));
  }

  @Test
  void filesAreWholeIfASectionCommentIsThereTwice() {
    SideBySide both = of(PYTHON.replace("b = 2", "b = 2\n# Data"), JAVA);
    assertEquals("a.py has the line «# Data» more than once, in lines 3, 8.", both.problem());
    assertEquals(1, both.rows().size());
  }

  @Test
  void everyProblemIsNamed() {
    assertEquals(
        "a.py has no line «# Data». a.py has no line «# Model». A.java has no line «// Data»."
            + " A.java has no line «// Model».",
        of("x", "").problem());
  }

  private static List<List<Integer>> numbers(SideBySide both, Function<Row, List<Line>> side) {
    return both.rows().stream()
        .map(row -> side.apply(row).stream().map(Line::number).toList())
        .toList();
  }
}
