package workbench.scientist.cleaning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import workbench.data.Column;
import workbench.data.Dataset;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.data.InvalidInput;

/** The expected values are arithmetic by hand. */
class CleanerTest {

  private static final double NAN = Double.NaN;

  /** Rows: (1, red), (missing, red), (3, blue), (5, missing). */
  private static final Dataset TRAIN =
      shop(
          new int[] {0, 1, 0, 1},
          new Column.Numeric("price", new double[] {1, NAN, 3, 5}),
          new Column.Categorical(
              "colour", List.of("blue", "green", "red"), new int[] {2, 2, 0, -1}));

  /** Rows: (missing, blue), (7, red), (missing, missing), (9, green), which no training row is. */
  private static final Dataset TEST =
      shop(
          new int[] {1, 1, 0, 0},
          new Column.Numeric("price", new double[] {NAN, 7, NAN, 9}),
          new Column.Categorical(
              "colour", List.of("blue", "green", "red"), new int[] {0, 2, -1, 1}));

  @Test
  void fillsInWhatTheTrainingRowsSay() {
    // Mean of 1, 3, 5 is 3; red is the more common colour, green is not among the levels.
    Examples rows = Cleaner.fit(MissingValues.MEAN_OR_MODE, TRAIN).transform(TEST);
    assertEquals(List.of("price", "colour=red"), rows.featureNames());
    assertArrayEquals(new double[][] {{3, 0}, {7, 1}, {3, 1}, {9, 1}}, rows.x());
    assertArrayEquals(new int[] {1, 1, 0, 0}, rows.y());
  }

  @Test
  void indicatorsSayWhereItWasMissing() {
    Examples rows = Cleaner.fit(MissingValues.MEAN_OR_MODE_WITH_INDICATOR, TRAIN).transform(TEST);
    assertEquals(
        List.of("price", "price missing", "colour=red", "colour missing"), rows.featureNames());
    assertArrayEquals(
        new double[][] {{3, 1, 0, 0}, {7, 0, 1, 0}, {3, 1, 1, 1}, {9, 0, 1, 1}}, rows.x());
  }

  @Test
  void onlyAColumnThatLacksValuesInTrainingHasAnIndicator() {
    Dataset train =
        shop(
            new int[] {0, 1},
            new Column.Numeric("price", new double[] {1, 2}),
            new Column.Numeric("weight", new double[] {4, NAN}));
    assertEquals(
        List.of("price", "weight", "weight missing"),
        Cleaner.fit(MissingValues.MEAN_OR_MODE_WITH_INDICATOR, train).featureNames());
  }

  @Test
  void dropKeepsRowsWithEveryValueAndKnownCategories() {
    Cleaner cleaner = Cleaner.fit(MissingValues.DROP, TRAIN);
    assertArrayEquals(new int[] {1}, cleaner.answered(TEST));
    assertArrayEquals(new double[][] {{7, 1}}, cleaner.transform(TEST).x());
    assertArrayEquals(new int[] {1}, cleaner.transform(TEST).y());
  }

  @ParameterizedTest
  @EnumSource(MissingValues.class)
  void withoutMissingValuesIsWhatExamplesAre(MissingValues way) {
    Dataset penguins = Datasets.load(DatasetOptions.of("penguins", 1)).completeCases();
    Examples expected = Examples.of(penguins);
    Examples rows = Cleaner.fit(way, penguins).transform(penguins);
    assertEquals(expected.featureNames(), rows.featureNames());
    assertArrayEquals(expected.x(), rows.x());
    assertArrayEquals(expected.y(), rows.y());
  }

  @Test
  void aRowWithoutAnyValueIsFilledInWhole() {
    Dataset empty =
        shop(
            new int[] {1},
            new Column.Numeric("price", new double[] {NAN}),
            new Column.Categorical("colour", List.of(), new int[] {-1}));
    assertArrayEquals(
        new double[][] {{3, 1}},
        Cleaner.fit(MissingValues.MEAN_OR_MODE, TRAIN).transform(empty).x());
    assertEquals(0, Cleaner.fit(MissingValues.DROP, TRAIN).transform(empty).rows());
  }

  @Test
  void leavesOutAColumnWithoutAnyTrainingValue() {
    Dataset train =
        shop(
            new int[] {0, 1},
            new Column.Numeric("price", new double[] {1, 2}),
            new Column.Numeric("weight", new double[] {NAN, NAN}),
            new Column.Categorical("colour", List.of("red"), new int[] {-1, -1}));
    for (MissingValues way :
        List.of(MissingValues.MEAN_OR_MODE, MissingValues.MEAN_OR_MODE_WITH_INDICATOR)) {
      assertEquals(List.of("price"), Cleaner.fit(way, train).featureNames());
    }
    assertEquals(
        "shop: none of 2 training rows has every value; fill missing values in instead",
        assertThrows(InvalidInput.class, () -> Cleaner.fit(MissingValues.DROP, train))
            .getMessage());
  }

  @Test
  void takesTheFirstOfEquallyCommonCategories() {
    Dataset train =
        shop(
            new int[] {0, 1, 0, 1, 0},
            new Column.Categorical(
                "colour", List.of("blue", "green", "red"), new int[] {2, 1, 2, 1, 0}));
    assertEquals(
        List.of(new Cleaner.Mode("colour", List.of("blue", "green", "red"), "green", false)),
        Cleaner.fit(MissingValues.MEAN_OR_MODE, train).columns());
  }

  @Test
  void refusesColumnsThatAllSayNothing() {
    Dataset train =
        shop(new int[] {0, 1}, new Column.Categorical("colour", List.of("red"), new int[] {0, 0}));
    assertEquals(
        "shop: no column of the training rows has two values; nothing is left to learn from",
        assertThrows(InvalidInput.class, () -> Cleaner.fit(MissingValues.MEAN_OR_MODE, train))
            .getMessage());
  }

  @Test
  void refusesMoreLevelsThanAnybodyCanRead() {
    List<String> levels = IntStream.range(0, 1000).mapToObj(i -> "n%03d".formatted(i)).toList();
    Dataset train =
        shop(
            IntStream.range(0, 1000).map(i -> i % 2).toArray(),
            new Column.Categorical("name", levels, IntStream.range(0, 1000).toArray()));
    assertEquals(
        "shop: column 'name' is text with 1000 different values; up to 100 are read as categories",
        assertThrows(InvalidInput.class, () -> Cleaner.fit(MissingValues.DROP, train))
            .getMessage());
  }

  @Test
  void refusesRowsWithoutAColumnThatItLearnt() {
    Dataset other = shop(new int[] {1}, new Column.Numeric("price", new double[] {1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> Cleaner.fit(MissingValues.MEAN_OR_MODE, TRAIN).transform(other));
  }

  @Test
  void leavesTheRowsAsTheyAre() {
    double[] price = {1, NAN, 3, 5};
    Dataset train = shop(new int[] {0, 1, 0, 1}, new Column.Numeric("price", price));
    Cleaner.fit(MissingValues.MEAN_OR_MODE, train).transform(train).x()[0][0] = 9;
    assertEquals("[1.0, NaN, 3.0, 5.0]", Arrays.toString(price));
  }

  private static Dataset shop(int[] labels, Column... columns) {
    return new Dataset("shop", List.of(columns), "bought", List.of("no", "yes"), labels, "");
  }
}
