package workbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PreparationTest {

  @Test
  void keepsIncompletePenguinsWithANote() {
    Preparation data = prepare("penguins");
    assertEquals(0, data.leftOut());
    // ceil(344 * 0.2) = 69
    assertEquals(
        "penguins: 344 rows x 6 features, 192 of 'other', 152 of 'Adelie'", data.describeData());
    assertEquals(
        "275 rows to train, 69 to test, stratified, seed 42 (11 of 344 rows have missing values:"
            + " imputed)",
        data.describeSplit());
    assertEquals(11, data.trainRows().incompleteRows() + data.testRows().incompleteRows());
  }

  @Test
  void leavesIncompletePenguinsOutWhereThatIsAskedFor() {
    Preparation data = prepare("penguins", MissingRows.DROP);
    assertEquals(11, data.leftOut());
    // ceil(333 * 0.2) = 67
    assertEquals(
        "266 rows to train, 67 to test, stratified, seed 42 (11 of 344 rows have missing values:"
            + " left out)",
        data.describeSplit());
    assertEquals(0, data.trainRows().incompleteRows() + data.testRows().incompleteRows());
  }

  @Test
  void indicatorsMarkTheColumnsWithMissingValuesInTraining() {
    Preparation data = prepare("penguins", MissingRows.INDICATOR);
    List<String> expected =
        data.trainRows().columns().stream()
            .filter(column -> column.missing() > 0)
            .map(column -> column.name() + " missing")
            .toList();
    assertEquals(
        expected,
        data.train().featureNames().stream().filter(name -> name.endsWith(" missing")).toList());
    assertTrue(expected.contains("sex missing"), expected.toString());
    assertTrue(data.describeSplit().endsWith("imputed, with indicators)"), data.describeSplit());
  }

  @Test
  void bothPartsAreImputedWithMediansOfTheTrainingPart() {
    // Rows 0 and 1 lack b, the others have their row number there.
    Preparation data = Preparation.of(withMissing(20, 2), 0.5, 42);
    double[] b =
        Arrays.stream(data.split().train())
            .filter(row -> row > 1)
            .mapToDouble(row -> row)
            .sorted()
            .toArray();
    double median = (b[(b.length - 1) / 2] + b[b.length / 2]) / 2;
    assertImputed(data.split().train(), data.train(), median);
    assertImputed(data.split().test(), data.test(), median);
  }

  private static void assertImputed(int[] rows, Examples part, double median) {
    for (int i = 0; i < rows.length; i++) {
      assertEquals(rows[i] < 2 ? median : rows[i], part.x()[i][1], "row " + rows[i]);
    }
  }

  @Test
  void encodedTrainingPartHasMissingValuesAndItsImputer() {
    Preparation data = Preparation.of(withMissing(20, 8), 0.5, 42);
    Examples encoded = data.encodedTrain();
    for (int i = 0; i < encoded.rows(); i++) {
      assertEquals(data.split().train()[i] < 8, Double.isNaN(encoded.x()[i][1]));
    }
    assertArrayEquals(data.train().x(), encoded.imputed().x());
    // The median of some rows is theirs alone.
    int[] some = IntStream.range(0, encoded.rows()).filter(i -> i % 2 == 0).toArray();
    double[] known =
        Arrays.stream(some)
            .mapToDouble(i -> encoded.x()[i][1])
            .filter(value -> !Double.isNaN(value))
            .sorted()
            .toArray();
    double median = (known[(known.length - 1) / 2] + known[known.length / 2]) / 2;
    Examples imputed = encoded.select(some).imputed();
    for (int i = 0; i < some.length; i++) {
      double value = encoded.x()[some[i]][1];
      assertEquals(Double.isNaN(value) ? median : value, imputed.x()[i][1]);
    }
  }

  @Test
  void completeTrainingRowsAreThoseWithEveryValue() {
    Preparation data = prepare("penguins");
    assertEquals(275 - data.trainRows().incompleteRows(), data.completeTrain().rows());
    assertTrue(data.completeTrain().rows() < 275);
  }

  @Test
  void nothingChangesWhereNoValueIsMissing() {
    Preparation data = prepare("breast-cancer");
    for (MissingRows way : MissingRows.values()) {
      Preparation same = prepare("breast-cancer", way);
      assertArrayEquals(data.train().x(), same.train().x());
      assertArrayEquals(data.test().x(), same.test().x());
      assertEquals(data.describeSplit(), same.describeSplit());
    }
    assertSame(data.train(), data.encodedTrain());
    assertSame(data.train(), data.completeTrain());
    assertTrue(data.rawColumns().isEmpty());
  }

  @Test
  void numbersWithMissingValuesNeedRawColumnsUnlessTheirRowsAreLeftOut() {
    Dataset dataset = withMissing(20, 4);
    assertTrue(Preparation.of(dataset, 0.2, 42).rawColumns().isPresent());
    assertTrue(
        Preparation.of(dataset, 0.2, 42, TrainTestSplit.Kind.STRATIFIED, MissingRows.DROP)
            .rawColumns()
            .isEmpty());
  }

  @Test
  void levelsOfIncompleteRowsAreLevels() {
    double[] numbers = IntStream.range(0, 20).mapToDouble(i -> i < 8 ? Double.NaN : i).toArray();
    int[] codes = IntStream.range(0, 20).map(i -> i < 8 ? 2 : i % 2).toArray();
    Dataset dataset =
        new Dataset(
            "shop",
            List.of(
                new Column.Numeric("a", numbers),
                new Column.Categorical("kind", List.of("x", "y", "z"), codes)),
            "bought",
            List.of("no", "yes"),
            IntStream.range(0, 20).map(i -> i / 2 % 2).toArray(),
            "");
    assertEquals(
        List.of("a", "kind=y", "kind=z"), Preparation.of(dataset, 0.2, 42).train().featureNames());
    assertEquals(
        List.of("a", "kind=y"),
        Preparation.of(dataset, 0.2, 42, TrainTestSplit.Kind.STRATIFIED, MissingRows.DROP)
            .train()
            .featureNames());
  }

  @Test
  void takesMissingValuesInEveryRow() {
    double[] a = IntStream.range(0, 20).mapToDouble(i -> i % 4 < 2 ? i : Double.NaN).toArray();
    double[] b = IntStream.range(0, 20).mapToDouble(i -> i % 4 < 2 ? Double.NaN : i).toArray();
    Preparation data = Preparation.of(dataset(a, b), 0.2, 42);
    assertEquals(20, data.train().rows() + data.test().rows());
    assertTrue(
        Arrays.stream(data.train().x()).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite));
    assertEquals(0, data.completeTrain().rows());
  }

  @Test
  void columnWithoutValueInTheTrainingPartIsNoFeature() {
    int[] test = Preparation.of(withMissing(20, 0), 0.2, 42).split().test();
    double[] b = new double[20];
    Arrays.fill(b, Double.NaN);
    Arrays.stream(test).forEach(row -> b[row] = 1);
    double[] a = IntStream.range(0, 20).mapToDouble(i -> i).toArray();
    assertEquals(List.of("a"), Preparation.of(dataset(a, b), 0.2, 42).train().featureNames());
  }

  @Test
  void equalRowsWithMissingValuesStayTogether() {
    // Ten different rows, each four times; of four of them the value of b is missing.
    double[] a = IntStream.range(0, 40).mapToDouble(i -> i % 10).toArray();
    double[] b =
        IntStream.range(0, 40).mapToDouble(i -> i % 10 < 4 ? Double.NaN : i % 10).toArray();
    Dataset all = dataset(a, b);
    Dataset dataset =
        new Dataset(
            "shop",
            all.columns(),
            "bought",
            all.classNames(),
            IntStream.range(0, 40).map(i -> i % 10 % 2).toArray(),
            "");
    Preparation data = Preparation.of(dataset, 0.25, 1, TrainTestSplit.Kind.GROUPED);
    assertEquals(0, SeenRows.of(data).count());
    assertTrue(data.encodedTrain().isGrouped());
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
  void rowsOutsideTheTestPartAreTheTrainingRowsAndThoseLeftOut() {
    assertEquals(275, prepare("penguins").withoutTestPart().rows());
    Preparation data = prepare("penguins", MissingRows.DROP);
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
  void refusesToDropSoManyRowsThatTwoOfAClassAreNotLeft() {
    Dataset dataset = withMissing(20, 17);
    assertEquals(
        "shop: 3 of 20 rows have every value (1 'no', 2 'yes'), 2 of each class are needed: leave"
            + " out -DmissingRows=drop, so that missing values are imputed",
        assertThrows(
                InvalidInput.class,
                () ->
                    Preparation.of(
                        dataset, 0.2, 42, TrainTestSplit.Kind.STRATIFIED, MissingRows.DROP))
            .getMessage());
    assertEquals(20, Preparation.of(dataset, 0.2, 42).dataset().rows());
  }

  @Test
  void refusesAClassOfOneRow() {
    assertEquals(
        "shop: 3 rows (2 'no', 1 'yes'), 2 of each class are needed: collect more rows",
        assertThrows(InvalidInput.class, () -> Preparation.of(withMissing(3, 1), 0.2, 42))
            .getMessage());
  }

  @Test
  void refusesAnUnknownTreatment() {
    assertEquals(
        "missingRows=remove is not possible: drop, impute, indicator",
        assertThrows(InvalidInput.class, () -> MissingRows.of("remove")).getMessage());
  }

  /** Labels 0, 1, 0, 1, ...; the column a is complete, the first values of b are missing. */
  private static Dataset withMissing(int rows, int missing) {
    double[] a = IntStream.range(0, rows).mapToDouble(i -> i).toArray();
    double[] b = IntStream.range(0, rows).mapToDouble(i -> i < missing ? Double.NaN : i).toArray();
    return dataset(a, b);
  }

  private static Dataset dataset(double[] a, double[] b) {
    return new Dataset(
        "shop",
        List.of(new Column.Numeric("a", a), new Column.Numeric("b", b)),
        "bought",
        List.of("no", "yes"),
        IntStream.range(0, a.length).map(i -> i % 2).toArray(),
        "");
  }

  private static Preparation prepare(String name, MissingRows missingRows) {
    return Preparation.of(
        Datasets.load(DatasetOptions.of(name, 42)),
        0.2,
        42,
        TrainTestSplit.Kind.STRATIFIED,
        missingRows);
  }

  private static Preparation prepare(String name) {
    return Preparation.of(Datasets.load(DatasetOptions.of(name, 42)), 0.2, 42);
  }
}
