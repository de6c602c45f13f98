package workbench.data.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.data.Column;
import workbench.data.Dataset;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.InvalidInput;
import workbench.data.InvalidOption;

/** CSV files of the user's own, good and bad, as {@link Datasets#load} takes them. */
class CsvLoaderTest {

  @TempDir Path folder;

  /** Bad files: the fault, the file, and the whole message, in which FILE is the path. */
  static Stream<Arguments> badFiles() {
    return Stream.of(
        arguments("empty", "", "FILE: is empty; a header line and rows are expected"),
        arguments(
            "byte order mark alone",
            "\uFEFF",
            "FILE: is empty; a header line and rows are expected"),
        arguments("blank lines", "\n\n", "FILE: is empty; a header line and rows are expected"),
        arguments(
            "header alone",
            "a,b,y\n",
            "FILE: has a header but no rows; rows of two classes are expected"),
        arguments(
            "one column",
            "y\n0\n1\n",
            "FILE, line 1: 1 column ('y'); at least one feature and the label are needed;"
                + " give the separator with -Dseparator="),
        arguments(
            "unusual separator",
            "a:b:y\n1:2:0\n",
            "FILE, line 1: 1 column ('a:b:y'); at least one feature and the label are needed;"
                + " give the separator with -Dseparator="),
        arguments(
            "row too short", "a,b,y\n1,2,0\n1,1\n", "FILE, line 3: 2 cells where the header has 3"),
        arguments(
            "row too long",
            "a,b,y\n1,2,0\n1,2,1,5\n",
            "FILE, line 3: 4 cells where the header has 3"),
        arguments(
            "text among numbers",
            "a,y\n" + "1.5,0\n2.5,1\n".repeat(20) + "red,1\n",
            "FILE, line 42: column 'a': 'red' is not a number, 40 other cells are: -Dmissing=red"
                + " treats it as missing, -Ddrop=a leaves the column out"),
        arguments(
            "infinity",
            "a,y\n1,0\n-Infinity,1\n",
            "FILE, line 3: column 'a': '-Infinity' is not a finite number: -Dmissing=-Infinity"
                + " treats it as missing"),
        arguments(
            "number beyond double precision",
            "a,y\n1,0\n1e999,1\n",
            "FILE, line 3: column 'a': '1e999' is not a finite number: -Dmissing=1e999 treats it"
                + " as missing"),
        arguments(
            "line break in a number",
            "a,y\n" + "1.5,0\n2.5,1\n".repeat(20) + "\"2\n3\",1\n",
            "FILE, line 42: column 'a': '2\\n3' is not a number, 40 other cells are:"
                + " -Dmissing=2\\n3 treats it as missing, -Ddrop=a leaves the column out"),
        arguments(
            "NUL",
            "a,y\n1,0\n2\0,1\n",
            "FILE, line 3: has a NUL character, so it is no text in UTF-8: save it as CSV, or name"
                + " its encoding with -Dencoding="),
        arguments(
            "one class",
            "a,y\n1,no\n2,no\n",
            "FILE: column 'y': every row has the label 'no'; two classes are needed: -Dlabel=a"
                + " takes the one other column with two values"),
        arguments(
            "three classes",
            "a,y\n1,no\n2,yes\n3,maybe\n",
            "FILE, line 4: column 'y': 'maybe' is a third class beside 'no' and 'yes'; the label"
                + " has exactly two; -Dlabel= names its column"),
        arguments(
            "line break in a label",
            "a,y\n1,no\n2,yes\n3,\"may\nbe\"\n",
            "FILE, line 4: column 'y': 'may\\n"
                + "be' is a third class beside 'no' and 'yes'; the label has exactly two; -Dlabel="
                + " names its column"),
        arguments(
            "no label at all",
            "a,y\n1,\n2,\n",
            "FILE: column 'y': no row has a label: -Dlabel=a takes the one other column with two"
                + " values"),
        arguments(
            "the same name twice",
            "a,b,a,y\n1,2,3,0\n3,4,5,1\n",
            "FILE, line 1: two columns are named 'a'; names must differ: rename one, or leave it"
                + " out with -Ddrop=3"),
        arguments(
            "blank name",
            "a, ,y\n1,2,0\n3,2,1\n",
            "FILE, line 1: column 2 has no name in the header: name it, or leave it out with"
                + " -Ddrop=2"),
        arguments(
            "line break in a name",
            "\"a\nb\",y\n1,0\n2,1\n",
            "FILE, line 1: the name 'a\\nb' has a line break; a name is one line"),
        arguments(
            "no header",
            "1.5,red,0\n2.5,blue,1\n3.5,red,0\n",
            "FILE, line 1: the first line looks like data ('1.5', 'red', '0'): -Dheader=false if it"
                + " is, -Dheader=true if these are the names"),
        arguments(
            "quote left open",
            "a,b,y\n1,2,0\n\"3,4,1\n5,6,0\n",
            "FILE: is not valid CSV (Unclosed quoted field at end of input (record starting at line"
                + " 3))"),
        arguments(
            "quote left open in the last cell",
            "a,y\n1,no\n2,\"yes\n",
            "FILE: is not valid CSV (Unclosed quoted field at end of input (record starting at line"
                + " 3))"),
        arguments(
            "text after a closing quote",
            "a,y\n\"1\"x,0\n",
            "FILE: is not valid CSV (Unexpected character after closing quote: 'x' (0x78) (record"
                + " starting at line 2))"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badFiles")
  void refusesBadFileInOneLine(String what, String content, String message) throws IOException {
    Path file = csv(content);
    assertEquals(message.replace("FILE", file.toString()), refusal(file.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "windows-1252"})
  void refusesTextThatIsNotUtf8(String charset) throws IOException {
    Path file = folder.resolve("foreign.csv");
    Files.write(file, "a,y\nMüller,0\nMaier,1\n".getBytes(Charset.forName(charset)));
    assertEquals(
        file + ": is not text in UTF-8; -Dencoding= names another encoding, such as windows-1252",
        refusal(file.toString()));
  }

  @Test
  void refusesTextThatTurnsOutNotToBeUtf8FarDown() throws IOException {
    Path file = folder.resolve("foreign.csv");
    Files.write(
        file, ("a,y\n" + "x,0\n".repeat(50_000) + "ü,1\n").getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(
        file + ": is not text in UTF-8; -Dencoding= names another encoding, such as windows-1252",
        refusal(file.toString()));
  }

  @Test
  void refusesMissingFile() {
    Path file = folder.resolve("none.csv");
    assertEquals(
        file
            + ": no such file; the path of a CSV file or one of dummy, synthetic, penguins,"
            + " breast-cancer is expected",
        refusal(file.toString()));
  }

  @Test
  void refusesFolder() {
    assertEquals(
        folder + ": is a folder; the path of a CSV file is expected", refusal(folder.toString()));
  }

  @Test
  void readsNumbersInOrder() throws IOException {
    assertArrayEquals(
        new double[] {1, -0.0025, 3e8}, numbers(load("a,y\n1,0\n-2.5E-3,1\n+3e8,0\n"), 0));
  }

  @Test
  void keepsEmptyCellAsMissing() throws IOException {
    Dataset dataset = load("a,b,y\n1,red,0\n, ,1\n3,blue,0\n");
    assertEquals(List.of(1, 1), dataset.columns().stream().map(Column::missing).toList());
  }

  @Test
  void sortsCategoriesByName() throws IOException {
    Column.Categorical column =
        (Column.Categorical) load("a,y\nred,0\nblue,1\n,0\nred,1\n").columns().get(0);
    assertEquals(List.of("blue", "red"), column.levels());
    assertArrayEquals(new int[] {1, 0, Column.Categorical.MISSING, 1}, column.codes());
  }

  @Test
  void takesClassesInAlphabeticalOrder() throws IOException {
    Dataset dataset = load("a,y\n1,yes\n2,no\n3,yes\n");
    assertEquals(List.of("no", "yes"), dataset.classNames());
    assertArrayEquals(new int[] {1, 0, 1}, dataset.labels());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spellings")
  void readsSameRowsHoweverTheFileIsWritten(String what, String content) throws IOException {
    Dataset dataset = load(content);
    assertEquals("a", dataset.columns().get(0).name());
    assertEquals("y", dataset.labelName());
    assertArrayEquals(new double[] {1, 2}, numbers(dataset, 0));
    assertArrayEquals(new int[] {0, 1}, dataset.labels());
  }

  static Stream<Arguments> spellings() {
    return Stream.of(
        arguments("LF", "a,y\n1,0\n2,1\n"),
        arguments("CRLF", "a,y\r\n1,0\r\n2,1\r\n"),
        arguments("no line end at the end", "a,y\n1,0\n2,1"),
        arguments("byte order mark", "\uFEFFa,y\n1,0\n2,1\n"),
        arguments(
            "byte order mark and quotes", "\uFEFF\"a\",\"y\"\r\n\"1\",\"0\"\r\n\"2\",\"1\"\r\n"),
        arguments("spaces around numbers", "a,y\n 1 ,0\n2 ,1\n"),
        arguments("blank line", "a,y\n1,0\n\n2,1\n"));
  }

  @Test
  void readsCommaQuoteAndLineBreakWithinQuotes() throws IOException {
    Dataset dataset =
        load("\"a,\"\"b\"\"\",y\n\"one,two\",\"no, \"\"never\"\"\"\n\"three\nfour\",yes\n");
    Column.Categorical column = (Column.Categorical) dataset.columns().get(0);
    assertEquals("a,\"b\"", column.name());
    assertEquals(List.of("one,two", "three\nfour"), column.levels());
    assertEquals(List.of("no, \"never\"", "yes"), dataset.classNames());
  }

  @Test
  void readsPathWithSpacesAndForeignLetters() throws IOException {
    Path file = Files.createDirectories(folder.resolve("my dätá 数据")).resolve("größe 1.csv");
    Files.writeString(file, "a,y\n1,0\n2,1\n");
    assertEquals(2, Datasets.load(DatasetOptions.of(file.toString(), 1)).rows());
  }

  @Test
  void keepsRowsOfALongFileInOrder() throws IOException {
    var text = new StringBuilder("a,y\n");
    for (int row = 0; row < 1000; row++) {
      text.append(row).append(',').append(row % 2).append('\n');
    }
    Dataset dataset = load(text.toString());
    assertEquals(1000, dataset.rows());
    assertEquals(999, numbers(dataset, 0)[999]);
    assertArrayEquals(new int[] {500, 500}, dataset.classCounts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"iris.csv", "iris.data.csv", "iris"})
  void isNamedAfterItsFile(String fileName) throws IOException {
    Path file = folder.resolve(fileName);
    Files.writeString(file, "a,y\n1,0\n2,1\n");
    String expected = fileName.equals("iris.data.csv") ? "iris.data" : "iris";
    assertEquals(expected, Datasets.load(DatasetOptions.of(file.toString(), 1)).name());
  }

  @ParameterizedTest
  @ValueSource(strings = {".csv", "..csv", "...csv"})
  void nameNeverLeadsOutOfTheModelsFolder(String fileName) throws IOException {
    Path file = folder.resolve(fileName);
    Files.writeString(file, "a,y\n1,0\n2,1\n");
    Path models = folder.resolve("models");
    String name = Datasets.load(DatasetOptions.of(file.toString(), 1)).name();
    assertEquals(models, models.resolve(name).normalize().getParent());
  }

  @Test
  void hasTheChecksumOfTheFile() throws IOException {
    // printf 'a,y\n1,0\n2,1\n' | sha256sum
    assertEquals(
        "2e3781e3c32f67fc45f7b528a7c0d9a995a0f1956970d89c473fd199e7ce85f1",
        load("a,y\n1,0\n2,1\n").sha256());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows", "features", "balance"})
  void refusesOptionsOfGeneratedSets(String option) throws IOException {
    String file = csv("a,y\n1,0\n2,1\n").toString();
    var options =
        new DatasetOptions(
            file,
            option.equals("rows") ? 10 : null,
            option.equals("features") ? 10 : null,
            option.equals("balance") ? 0.5 : null,
            1);
    String value = option.equals("balance") ? "0.5" : "10";
    assertEquals(
        option
            + "="
            + value
            + " is not possible: it is for dummy and synthetic, which are generated; "
            + file
            + " has its rows",
        assertThrows(InvalidOption.class, () -> Datasets.load(options)).getMessage());
  }

  private Dataset load(String content) throws IOException {
    return Datasets.load(DatasetOptions.of(csv(content).toString(), 1));
  }

  private Path csv(String content) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), content);
  }

  private static double[] numbers(Dataset dataset, int column) {
    return ((Column.Numeric) dataset.columns().get(column)).values();
  }

  private static String refusal(String dataset) {
    String message =
        assertThrows(InvalidInput.class, () -> Datasets.load(DatasetOptions.of(dataset, 1)))
            .getMessage();
    assertTrue(message.lines().count() == 1, message);
    return message;
  }
}
