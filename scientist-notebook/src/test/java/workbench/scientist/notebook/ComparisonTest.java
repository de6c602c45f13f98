package workbench.scientist.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbench.scientist.notebook.Notebook.Cell;

class ComparisonTest {

  @Test
  void findsNothingInTheSameNotebook() throws IOException {
    assertEquals(List.of(), Comparison.of(stored(), stored()));
  }

  @Test
  void findsAChangedNumber() throws IOException {
    assertEquals(
        List.of(
            "01-logistic-regression.ipynb, cell accuracy, stdout, line 1: "
                + "stored is «Accuracy: 0.55», came out «Accuracy: 0.5»"),
        Comparison.of(stored(), altered("Accuracy: 0.55\\n", "Accuracy: 0.5\\n")));
  }

  @Test
  void findsAChangedWord() throws IOException {
    assertEquals(
        List.of(
            "01-logistic-regression.ipynb, cell split, stdout, line 1: stored is «80 rows to train,"
                + " 20 to test», came out «80 rows to learn, 20 to test»"),
        Comparison.of(stored(), altered("80 rows to train", "80 rows to learn")));
  }

  @Test
  void findsAPictureThatIsGone() throws IOException {
    List<String> differences = Comparison.of(stored(), withOutputs("picture", List.of()));
    assertEquals(1, differences.size());
    assertTrue(
        differences
            .get(0)
            .matches(
                "01-logistic-regression.ipynb, cell picture, the outputs: "
                    + "stored is «\\[execute_result \\{image/png=.{80}}]», came out «\\[]»"),
        differences.get(0));
  }

  @Test
  void findsAPictureOfAnotherSize() throws IOException {
    var smaller = new BufferedImage(700, 360, BufferedImage.TYPE_INT_RGB);
    smaller.setRGB(1, 1, 0xff0000);
    assertEquals(
        List.of(
            "01-logistic-regression.ipynb, cell picture, the picture: "
                + "stored is «720 x 360», came out «700 x 360»"),
        Comparison.of(stored(), withOutputs("picture", List.of(picture(smaller)))));
  }

  @Test
  void findsAnEmptyPicture() throws IOException {
    var empty = new BufferedImage(720, 360, BufferedImage.TYPE_INT_RGB);
    assertEquals(
        List.of(
            "01-logistic-regression.ipynb, cell picture, the picture: "
                + "stored is «720 x 360», came out «empty»"),
        Comparison.of(stored(), withOutputs("picture", List.of(picture(empty)))));
  }

  @Test
  void findsAnAddedCell() throws IOException {
    Notebook stored = stored();
    List<Cell> cells = new ArrayList<>(stored.cells());
    cells.add(new Cell("added", "code", "1", 1, List.of()));
    assertEquals(1, Comparison.of(stored, new Notebook(stored.name(), cells)).size());
  }

  @Test
  void findsAnotherSource() throws IOException {
    assertNotEquals(
        List.of(),
        Comparison.of(stored(), altered("SplittableRandom(42)", "SplittableRandom(43)")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The tolerance is 1e-9 of the larger one.
        "0.1234567890123 | 0.1234567890124 | true",
        "0.123456789 | 0.123456790 | false",
        "1e-20 | 1.0000000001e-20 | true",
        "1e-20 | 2e-20 | false",
        "0 | 1e-12 | false",
        "-1.5 | 1.5 | false",
        "[1, 2.50] | [1, 2.5] | true",
        "[1, 2] | [1, 2, 3] | false",
        "1 of 20 | 1 of 20 rows | false",
        "NaN | 1 | false",
        "1 000 | 1000 | false",
      })
  void comparesNumbersByTheirSize(String stored, String fresh, boolean same) {
    assertEquals(same, Comparison.of(printing(stored), printing(fresh)).isEmpty());
  }

  private static Notebook stored() throws IOException {
    return Notebook.read(
        Execution.ofThisModule().notebooks().resolve("01-logistic-regression.ipynb"));
  }

  private static Notebook altered(String text, String by) throws IOException {
    String before = stored().text();
    String after = before.replace(text, by);
    assertNotEquals(before, after);
    return Notebook.of(stored().name(), after);
  }

  private static Notebook withOutputs(String id, List<Output> outputs) throws IOException {
    return new Notebook(
        stored().name(),
        stored().cells().stream()
            .map(
                cell -> cell.id().equals(id) ? cell.executed(cell.executionCount(), outputs) : cell)
            .toList());
  }

  private static Output picture(BufferedImage image) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    String base64 = Base64.getEncoder().encodeToString(bytes.toByteArray());
    return new Output("execute_result", new TreeMap<>(Map.of("image/png", base64)));
  }

  private static Notebook printing(String line) {
    var output = new Output(Output.STREAM, new TreeMap<>(Map.of("stdout", line + "\n")));
    return new Notebook("test.ipynb", List.of(new Cell("print", "code", "", 1, List.of(output))));
  }
}
