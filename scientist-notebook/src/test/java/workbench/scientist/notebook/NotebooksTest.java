package workbench.scientist.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import workbench.scientist.notebook.Notebook.Cell;

/**
 * The stored notebooks, and how a notebook is executed with the kernel that Jupyter would start.
 * {@code .ci/notebooks} executes the stored notebooks and compares their outputs.
 */
class NotebooksTest {

  private final Execution execution = Execution.ofThisModule();

  static Stream<String> names() throws IOException {
    return Notebook.in(Execution.ofThisModule().notebooks()).stream()
        .map(Path::getFileName)
        .map(Path::toString);
  }

  @ParameterizedTest
  @MethodSource("names")
  void isStoredAsTheCommandStoresIt(String name) throws IOException {
    Path file = execution.notebooks().resolve(name);
    assertEquals(
        Notebook.read(file).text(),
        Files.readString(file),
        name + ": mvn -q test-compile exec:exec@execute-notebooks");
  }

  @ParameterizedTest
  @MethodSource("names")
  void wasExecutedFromItsFirstCellToItsLast(String name) throws IOException {
    List<Cell> code =
        Notebook.read(execution.notebooks().resolve(name)).cells().stream()
            .filter(Cell::isCode)
            .toList();
    assertEquals(
        IntStream.rangeClosed(1, code.size()).boxed().toList(),
        code.stream().map(Cell::executionCount).toList());
    assertTrue(code.stream().anyMatch(cell -> !cell.outputs().isEmpty()), name + " has no outputs");
  }

  @ParameterizedTest
  @MethodSource("names")
  void namesEachCellOnce(String name) throws IOException {
    List<String> ids =
        Notebook.read(execution.notebooks().resolve(name)).cells().stream().map(Cell::id).toList();
    assertEquals(ids.stream().distinct().toList(), ids);
    assertTrue(ids.stream().allMatch(id -> id.matches("[a-z][a-z0-9-]{1,63}")), ids.toString());
  }

  @Test
  void thereAreSome() throws IOException {
    assertFalse(names().toList().isEmpty());
  }

  @Test
  void saysNotebookCellAndBothValues() throws IOException {
    Notebook stored =
        notebook(
            cell(
                "sum",
                1,
                "int sum = 1 + 1;\nSystem.out.println(\"sum \" + sum);",
                stdout("sum 3\n")),
            cell("value", 2, "\"a < b\""),
            cell("silent", 3, "int one = 1;", stdout("one\n")),
            cell("never-executed", 0, "sum"),
            // A library finds its providers only if the class path is that of the Java machine.
            cell(
                "provider",
                5,
                "ServiceLoader.load(org.slf4j.spi.SLF4JServiceProvider.class).findFirst().isPresent()"),
            cell("fails", 6, "int[] none = {};\nnone[0]", stdout("0\n")),
            cell("after", 7, "System.out.println(1);", stdout("1\n")));
    assertEquals(
        """
        test.ipynb, cell sum, stdout, line 1: stored is «sum 3», came out «sum 2»
        test.ipynb, cell value, the outputs: stored is «[]», came out «[execute_result {text/plain=a < b}]»
        test.ipynb, cell silent, the outputs: stored is «[stream {stdout=one}]», came out «[]»
        test.ipynb, cell never-executed, the execution count: stored is «0», came out «4»
        test.ipynb, cell never-executed, the outputs: stored is «[]», came out «[execute_result {text/plain=2}]»
        test.ipynb, cell provider, the outputs: stored is «[]», came out «[execute_result {text/plain=true}]»
        test.ipynb, cell fails, the outputs: stored is «[stream {stdout=0}]», came out «[error {EvalException=Index 0 out of bounds for length 0}]»
        test.ipynb, cell after, the execution count: stored is «7», came out «0»
        test.ipynb, cell after, the outputs: stored is «[stream {stdout=1}]», came out «[]»\
        """,
        String.join("\n", Comparison.of(stored, execution.of(stored))));
  }

  @Test
  void doesNotWaitForAKernelThatEnded() {
    Notebook ends = notebook(cell("end", 1, "Runtime.getRuntime().halt(3);"));
    var e = assertThrows(IOException.class, () -> execution.of(ends));
    assertTrue(
        e.getMessage().startsWith("the kernel ended during «Runtime.getRuntime().halt(3);»"),
        e.getMessage());
  }

  private static Notebook notebook(Cell... cells) {
    return new Notebook("test.ipynb", List.of(cells));
  }

  private static Cell cell(String id, int count, String source, Output... outputs) {
    return new Cell(id, "code", source, count, List.of(outputs));
  }

  private static Output stdout(String text) {
    return new Output(Output.STREAM, new TreeMap<>(Map.of("stdout", text)));
  }
}
