package workbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {

  private static final Dataset DATASET =
      new Dataset(
          "shop",
          List.of(
              new Column.Numeric("size", new double[] {1, Double.NaN, 3, 4}),
              new Column.Categorical(
                  "colour",
                  List.of("blue", "red"),
                  new int[] {0, 1, Column.Categorical.MISSING, 1})),
          "bought",
          List.of("no", "yes"),
          new int[] {0, 1, 1, 1},
          "");

  @Test
  void countsItsClasses() {
    assertArrayEquals(new int[] {1, 3}, DATASET.classCounts());
  }

  @Test
  void countsRowsWithAMissingNumberOrCategory() {
    assertEquals(2, DATASET.incompleteRows());
  }

  @Test
  void completeCasesKeepTheirValuesAndOrder() {
    Dataset complete = DATASET.completeCases();
    assertArrayEquals(new double[] {1, 4}, ((Column.Numeric) complete.columns().get(0)).values());
    assertArrayEquals(new int[] {0, 1}, ((Column.Categorical) complete.columns().get(1)).codes());
    assertArrayEquals(new int[] {0, 1}, complete.labels());
  }

  @Test
  void selectsRowsInTheOrderGiven() {
    Dataset selected = DATASET.select(new int[] {3, 0});
    assertArrayEquals(new double[] {4, 1}, ((Column.Numeric) selected.columns().get(0)).values());
    assertArrayEquals(new int[] {1, 0}, selected.labels());
  }

  @Test
  void refusesColumnOfAnotherLength() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new Dataset(
                    "shop",
                    List.of(new Column.Numeric("size", new double[] {1, 2})),
                    "bought",
                    List.of("no", "yes"),
                    new int[] {0, 1, 1},
                    ""));
    assertEquals("column size has 2 rows, the labels have 3", e.getMessage());
  }
}
