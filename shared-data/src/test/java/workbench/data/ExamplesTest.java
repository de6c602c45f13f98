package workbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExamplesTest {

  private static final Column SIZE = new Column.Numeric("size", new double[] {1.5, 2.5, 3.5});
  private static final Column COLOUR =
      new Column.Categorical("colour", List.of("blue", "green", "red"), new int[] {2, 0, 1});

  @Test
  void categoryBecomesAColumnForEveryLevelButTheFirst() {
    assertEquals(
        List.of("size", "colour=green", "colour=red"),
        Examples.of(dataset(SIZE, COLOUR)).featureNames());
  }

  @Test
  void rowOfTheFirstLevelHasZeros() {
    assertArrayEquals(
        new double[][] {{1.5, 0, 1}, {2.5, 0, 0}, {3.5, 1, 0}},
        Examples.of(dataset(SIZE, COLOUR)).x());
  }

  @Test
  void labelsStayAsTheyAre() {
    assertArrayEquals(new int[] {0, 1, 1}, Examples.of(dataset(SIZE)).y());
  }

  @Test
  void takesAHundredLevels() {
    assertEquals(99, Examples.of(levels(100)).features());
  }

  @Test
  void refusesMoreThanAHundredLevels() {
    var e = assertThrows(InvalidInput.class, () -> Examples.of(levels(101)));
    assertEquals(
        "shop: column 'code' is text with 101 different values; up to 100 are read as categories:"
            + " leave it out with -Ddrop=code",
        e.getMessage());
  }

  @Test
  void saysWhatCanBeMadeOfDates() {
    String[] days = new String[101];
    int[] codes = new int[101];
    for (int i = 0; i < days.length; i++) {
      days[i] = LocalDate.of(2024, 1, 1).plusDays(i).toString();
      codes[i] = i;
    }
    Column born = new Column.Categorical("born", List.of(days), codes);
    var dated = new Dataset("shop", List.of(born), "y", List.of("0", "1"), new int[101], "");
    assertEquals(
        "shop: column 'born' is text with 101 different values; up to 100 are read as categories:"
            + " these are dates: make numbers of them, such as month, weekday or days since a date,"
            + " or leave it out with -Ddrop=born",
        assertThrows(InvalidInput.class, () -> Examples.of(dated)).getMessage());
  }

  @Test
  void refusesMissingValue() {
    Column holed = new Column.Numeric("size", new double[] {1, Double.NaN, 3});
    var e = assertThrows(IllegalArgumentException.class, () -> Examples.of(dataset(holed)));
    assertEquals("column size has 1 missing values", e.getMessage());
  }

  @Test
  void refusesDataThatLeaveNoFeature() {
    Column constant = new Column.Categorical("colour", List.of("red"), new int[] {0, 0, 0});
    var e = assertThrows(InvalidInput.class, () -> Examples.of(dataset(constant)));
    assertEquals(
        "shop: no feature varies; at least one number or two categories are needed",
        e.getMessage());
  }

  private static Dataset dataset(Column... columns) {
    return new Dataset(
        "shop", List.of(columns), "bought", List.of("no", "yes"), new int[] {0, 1, 1}, "");
  }

  private static Dataset levels(int count) {
    List<String> names = IntStream.range(1000, 1000 + count).mapToObj(Integer::toString).toList();
    int[] each = IntStream.range(0, count).toArray();
    int[] labels = IntStream.range(0, count).map(row -> row % 2).toArray();
    return new Dataset(
        "shop",
        List.of(new Column.Categorical("code", names, each)),
        "bought",
        List.of("no", "yes"),
        labels,
        "");
  }
}
