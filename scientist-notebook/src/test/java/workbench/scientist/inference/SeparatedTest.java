package workbench.scientist.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.data.Preparation;
import workbench.data.Standardizer;

class SeparatedTest {

  private static final StatsmodelsParity.Bundled BUNDLED = StatsmodelsParity.load().bundled();

  static List<StatsmodelsParity.SeparationSet> sets() {
    StatsmodelsParity parity = StatsmodelsParity.load();
    return Stream.of(parity.separation(), parity.levels()).flatMap(List::stream).toList();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void verdictIsThatOfTheLinearProgramme(StatsmodelsParity.SeparationSet set) {
    Inference inference = Inference.of(set.examples());
    if (set.toldApart() == 0) {
      assertInstanceOf(MaximumLikelihood.class, inference);
    } else {
      assertSeparates(set.examples(), set.toldApart(), inference);
    }
  }

  /**
   * The condition of Albert and Anderson, on every row, and on as many rows strictly as the linear
   * programme says.
   */
  private static void assertSeparates(Examples examples, int toldApart, Inference inference) {
    Separated separated = assertInstanceOf(Separated.class, inference);
    assertEquals(toldApart == examples.rows(), separated.complete());
    double[] margins = margins(examples, separated);
    assertTrue(Arrays.stream(margins).allMatch(margin -> margin > -1e-9), Arrays.toString(margins));
    assertEquals(
        toldApart,
        Arrays.stream(margins).filter(margin -> margin > 1e-7).count(),
        Arrays.toString(margins));
  }

  private static double[] margins(Examples examples, Separated separated) {
    List<String> names = separated.directionNames();
    double[] direction = separated.direction();
    double[][] z = Standardizer.fit(examples.x()).transform(examples.x());
    return IntStream.range(0, z.length)
        .mapToDouble(
            i ->
                (2 * examples.y()[i] - 1)
                    * (direction[0]
                        + IntStream.range(1, direction.length)
                            .mapToDouble(
                                j ->
                                    direction[j]
                                        * z[i][examples.featureNames().indexOf(names.get(j))])
                            .sum()))
        .toArray();
  }

  @Test
  void breastCancerIsCompletelySeparated() {
    Examples rows = Examples.of(Datasets.load(DatasetOptions.of("breast-cancer", 1)));
    assertEquals(BUNDLED.breastCancer().rows(), rows.rows());
    assertSeparates(rows, BUNDLED.breastCancer().toldApart(), Inference.of(rows));
  }

  /** A complete separation of all rows completely separates some of them too. */
  @Test
  void trainingPartsOfBreastCancerAreCompletelySeparated() {
    var dataset = Datasets.load(DatasetOptions.of("breast-cancer", 1));
    for (int seed = 1; seed <= 50; seed++) {
      Examples train = Preparation.of(dataset, 0.2, seed).train();
      assertSeparates(train, train.rows(), Inference.of(train));
    }
  }

  @Test
  void penguinsAreSeparatedByAllColumnsButNotByTheMeasurements() {
    Examples all = Examples.of(Datasets.load(DatasetOptions.of("penguins", 1)).completeCases());
    assertEquals(BUNDLED.penguins().rows(), all.rows());
    assertSeparates(all, BUNDLED.penguins().toldApart(), Inference.of(all));
    assertEquals(0, BUNDLED.penguinMeasurements().toldApart());
    // That the measurements alone are not is among the parities with statsmodels.
  }

  /** Every penguin of Torgersen is an Adelie; on the other islands bill lengths overlap. */
  @Test
  void penguinsAreQuasiSeparatedByIslandAndBillLength() {
    Examples all = Examples.of(Datasets.load(DatasetOptions.of("penguins", 1)).completeCases());
    List<String> names = List.of("island=Dream", "island=Torgersen", "bill_length_mm");
    double[][] x =
        Arrays.stream(all.x())
            .map(
                row ->
                    names.stream()
                        .mapToDouble(name -> row[all.featureNames().indexOf(name)])
                        .toArray())
            .toArray(double[][]::new);
    Examples rows = new Examples(names, x, all.y());
    assertEquals(BUNDLED.penguinIslandsAndBillLength().rows(), rows.rows());
    Inference inference = Inference.of(rows);
    assertSeparates(rows, BUNDLED.penguinIslandsAndBillLength().toldApart(), inference);
    assertEquals(List.of("island=Torgersen"), ((Separated) inference).weightiest());
  }

  /**
   * Classic: level B occurs in class 1 alone; where x is A the classes overlap, so that those rows
   * lie in the plane.
   */
  @Test
  void levelOfOneClassAloneIsQuasiCompleteSeparation() {
    double[] number = {1, 2, 3, 4, 5, 6, 1, 2, 3};
    double[][] x =
        IntStream.range(0, 9)
            .mapToObj(i -> new double[] {number[i], i < 6 ? 0 : 1})
            .toArray(double[][]::new);
    Examples rows = StatsmodelsParity.examples(x, new int[] {0, 1, 0, 1, 0, 1, 1, 1, 1});
    Inference inference = Inference.of(rows);
    assertSeparates(rows, 3, inference);
    assertEquals(List.of("x2"), ((Separated) inference).weightiest());
  }

  /** Expected by hand: at x = 2 both classes, below it class 0, above it class 1. */
  @Test
  void sharedBorderIsQuasiCompleteSeparation() {
    Examples rows =
        StatsmodelsParity.examples(new double[][] {{1}, {2}, {2}, {3}}, new int[] {0, 0, 1, 1});
    assertSeparates(rows, 2, Inference.of(rows));
  }

  /** Expected by hand: x1 tells all but the rows at 2 apart, and x2 tells those apart. */
  @Test
  void borderThatAnotherFeatureTellsApartIsCompleteSeparation() {
    double[][] x = {{1, 0}, {1, 1}, {2, 0}, {2, 1}, {3, 0}, {3, 1}};
    Examples rows = StatsmodelsParity.examples(x, new int[] {0, 0, 0, 1, 1, 1});
    assertSeparates(rows, 6, Inference.of(rows));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1, 1e9})
  void unitsDoNotMatter(double unit) {
    double[][] x = {{1 * unit}, {2 * unit}, {3 * unit}, {4 * unit}};
    Examples rows = StatsmodelsParity.examples(x, new int[] {0, 0, 1, 1});
    assertSeparates(rows, 4, Inference.of(rows));
  }

  @Test
  void oneRowOutsideTheOtherClassIsCompleteSeparation() {
    double[][] x = {{-2}, {-1}, {0}, {1}, {2}};
    Examples rows = StatsmodelsParity.examples(x, new int[] {0, 0, 0, 0, 1});
    assertSeparates(rows, 5, Inference.of(rows));
  }

  /**
   * One row on the wrong side, by a millionth of the spread: there is a maximum, if a steep one.
   */
  @Test
  void tinyOverlapIsNoSeparation() {
    double[][] x = {{0}, {1}, {2}, {3}, {3 + 1e-6}, {4}, {5}, {6}};
    Examples rows = StatsmodelsParity.examples(x, new int[] {0, 0, 0, 1, 0, 1, 1, 1});
    assertInstanceOf(MaximumLikelihood.class, Inference.of(rows));
  }

  @Test
  void explanationNamesKindAndFeaturesAndTheFiguresReportedInstead() {
    Separated complete =
        new Separated(
            true,
            List.of(),
            List.of("intercept", "a", "b", "c", "d", "e"),
            new double[] {9, 0.5, -1, 0, 0.1, 0.2},
            Optional.empty());
    assertEquals(List.of("b", "a", "e"), complete.weightiest());
    String text = complete.explanation();
    assertTrue(text.startsWith("Complete separation"), text);
    assertTrue(text.contains("'b', 'a', 'e'"), text);
    assertTrue(text.contains("penalised fit"), text);
    Separated quasi =
        new Separated(
            false, List.of(), complete.directionNames(), complete.direction(), Optional.empty());
    assertTrue(quasi.explanation().startsWith("Quasi-complete separation"), quasi.explanation());
  }

  // Undetermined

  @Test
  void moreColumnsThanRowsDetermineNothing() {
    Examples wide = Examples.of(Datasets.load(new DatasetOptions("synthetic", 10, 40, null, 1)));
    Undetermined undetermined = assertInstanceOf(Undetermined.class, Inference.of(wide));
    assertTrue(
        undetermined.reason().startsWith("10 rows cannot determine 41 coefficients"),
        undetermined.reason());
  }

  @Test
  void asManyRowsAsCoefficientsDetermineNothing() {
    Examples rows = StatsmodelsParity.examples(new double[][] {{1}, {2}}, new int[] {0, 1});
    assertInstanceOf(Undetermined.class, Inference.of(rows));
  }

  @Test
  void oneClassDeterminesNothing() {
    Examples rows = StatsmodelsParity.examples(new double[][] {{1}, {2}, {3}}, new int[] {1, 1, 1});
    Undetermined undetermined = assertInstanceOf(Undetermined.class, Inference.of(rows));
    assertEquals(
        "all 3 rows are of one class; both are needed to tell them apart", undetermined.reason());
  }
}
