package workbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PreparationTest {

  @Test
  void leavesIncompletePenguinsOutAndSaysSo() {
    Preparation data = prepare("penguins");
    assertEquals(11, data.incomplete());
    // ceil(333 * 0.2) = 67
    assertEquals(
        "penguins: 344 rows x 6 features, 192 of 'other', 152 of 'Adelie'", data.describeData());
    assertEquals(
        "266 rows to train, 67 to test, stratified, seed 42 (11 of 344 rows left out: a"
            + " value is missing)",
        data.describeSplit());
  }

  @Test
  void saysNothingOfIncompleteRowsWhereThereAreNone() {
    assertEquals(
        "455 rows to train, 114 to test, stratified, seed 42",
        prepare("breast-cancer").describeSplit());
  }

  @Test
  void bothPartsHaveTheSameFeatures() {
    Preparation data = prepare("penguins");
    // Three islands and two sexes, less a level each, and four measurements.
    assertEquals(2 + 1 + 4, data.train().features());
    assertEquals(data.train().featureNames(), data.test().featureNames());
  }

  @Test
  void partsAreTheRowsOfTheSplit() {
    Preparation data = prepare("breast-cancer");
    double[] radius = ((Column.Numeric) data.dataset().columns().get(0)).values();
    assertArrayEquals(
        Arrays.stream(data.split().test()).mapToDouble(row -> radius[row]).toArray(),
        Arrays.stream(data.test().x()).mapToDouble(row -> row[0]).toArray());
  }

  @Test
  void rowsOutsideTheTestPartAreTheTrainingRowsAndTheIncompleteOnes() {
    Preparation data = prepare("penguins");
    assertEquals(266 + 11, data.withoutTestPart().rows());
    assertEquals(11, data.withoutTestPart().incompleteRows());
    assertEquals(
        Arrays.stream(data.dataset().labels()).sum() - Arrays.stream(data.test().y()).sum(),
        Arrays.stream(data.withoutTestPart().labels()).sum());
  }

  @Test
  void namesTheMajorityClassAndWhatChanceGives() {
    // 357 of 569 are benign: of 114 test rows 114 - round(114 * 212 / 569) = 72, that is 0.632.
    // scipy.stats.binom.ppf([0.025, 0.975], 114, 0.5) / 114 = 0.41, 0.59
    assertEquals(
        "accuracy 0.632 by always answering 'benign'; random guessing lands in 0.41 to 0.59 (95%)",
        prepare("breast-cancer").describeBaseline());
  }

  @Test
  void refusesMissingValuesInEveryRow() {
    Dataset dataset = withMissing(20, 20);
    assertEquals(
        "shop: 0 of 20 rows have every value (0 'no', 0 'yes'), 2 of each class are needed: fill"
            + " cells or remove columns, such as 'b', where 20 are missing",
        assertThrows(InvalidInput.class, () -> Preparation.of(dataset, 0.2, 42)).getMessage());
  }

  @Test
  void refusesSoManyMissingValuesThatTwoRowsOfAClassAreNotComplete() {
    Dataset dataset = withMissing(20, 17);
    assertEquals(
        "shop: 3 of 20 rows have every value (1 'no', 2 'yes'), 2 of each class are needed: fill"
            + " cells or remove columns, such as 'b', where 17 are missing",
        assertThrows(InvalidInput.class, () -> Preparation.of(dataset, 0.2, 42)).getMessage());
  }

  /** Labels 0, 1, 0, 1, ...; the column a is complete, the first values of b are missing. */
  private static Dataset withMissing(int rows, int missing) {
    double[] a = IntStream.range(0, rows).mapToDouble(i -> i).toArray();
    double[] b = IntStream.range(0, rows).mapToDouble(i -> i < missing ? Double.NaN : i).toArray();
    return new Dataset(
        "shop",
        List.of(new Column.Numeric("a", a), new Column.Numeric("b", b)),
        "bought",
        List.of("no", "yes"),
        IntStream.range(0, rows).map(i -> i % 2).toArray(),
        "");
  }

  private static Preparation prepare(String name) {
    return Preparation.of(Datasets.load(DatasetOptions.of(name, 42)), 0.2, 42);
  }
}
