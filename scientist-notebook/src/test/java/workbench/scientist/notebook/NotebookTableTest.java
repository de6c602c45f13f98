package workbench.scientist.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import smile.data.DataFrame;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Preparation;
import workbench.evaluation.ConfusionMatrix;
import workbench.scientist.fit.StandardizedRegression;

class NotebookTableTest {

  /** A row of a data frame. */
  public record Row(int number) {}

  @Test
  void htmlIsEscapedAndPlainTextIsInColumns() {
    var table = new NotebookTable(List.of("<b>", "n"), List.of(List.of("a & b", "1")), "x < 2");

    assertEquals(
        """
        <table>
        <thead>
        <tr><th>&lt;b&gt;</th><th>n</th></tr>
        </thead>
        <tbody>
        <tr><td>a &amp; b</td><td>1</td></tr>
        </tbody>
        </table>
        <p>x &lt; 2</p>
        """,
        table.html());
    assertEquals("<b>    n\na & b  1\nx < 2\n", table.text());
  }

  @Test
  void dataFrameIsCutAfterTwentyRowsAndSaysSo() {
    var rows = IntStream.range(0, 21).mapToObj(Row::new).toList();

    NotebookTable table = NotebookTable.of(DataFrame.of(Row.class, rows));

    assertEquals(List.of("number"), table.header());
    assertEquals(20, table.rows().size());
    assertEquals("20 of 21 rows", table.note());
  }

  @Test
  void confusionMatrixHasTheTrueClassesInRows() {
    assertEquals(
        List.of(List.of("class 0", "1", "2"), List.of("class 1", "3", "4")),
        NotebookTable.of(new ConfusionMatrix(1, 2, 3, 4)).rows());
  }

  @Test
  void preparationNamesLevelsAndReplacementsOfMissingValues() {
    var data = Preparation.of(Datasets.load(DatasetOptions.of("penguins", 42)), 0.2, 42);

    NotebookTable table = NotebookTable.of(data.columns());

    assertEquals(List.of("island", "2", "Biscoe, Dream, Torgersen", "Biscoe"), table.rows().get(0));
    assertEquals("bill_length_mm", table.rows().get(2).getFirst());
    assertTrue(table.rows().get(2).getLast().matches("4\\d\\.\\d+"), table.text());
    assertEquals("6 columns become 7 features", table.note());
  }

  @Test
  void modelShowsLayersShapesAndParameters() {
    double[][] x = {{0, 1}, {1, 0}, {2, 2}, {3, 1}};

    NotebookTable table =
        NotebookTable.of(StandardizedRegression.fit(x, new int[] {0, 0, 1, 1}).exported());

    assertEquals(
        List.of(
            List.of("standardisation", "2 to 2", "4"), List.of("dense, sigmoid", "2 to 1", "3")),
        table.rows());
    assertEquals("7 parameters", table.note());
  }
}
