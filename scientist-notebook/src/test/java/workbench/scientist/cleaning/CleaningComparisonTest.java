package workbench.scientist.cleaning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.data.Column;
import workbench.data.Dataset;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.data.MissingRows;
import workbench.evaluation.Interval;
import workbench.scientist.cleaning.CleaningComparison.Result;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.validation.Folds;

class CleaningComparisonTest {

  private static final double NAN = Double.NaN;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void answersOfThePenguinsAreCountedOnceHoweverManyRepeats(int repeats) {
    // The data card: 344 rows, 333 of them without a missing value.
    CleaningComparison comparison = compare(penguins(), 5, repeats);
    assertEquals(344, comparison.rows());
    assertEquals(11, comparison.incompleteRows());
    assertEquals(
        List.of(333, 344, 344), comparison.results().stream().map(Result::answered).toList());
    assertEquals(
        List.of(0, 11, 11), comparison.results().stream().map(Result::incompleteAnswered).toList());
  }

  @Test
  void droppingIsARegressionOnCompleteRows() {
    CleaningComparison comparison = compare(penguins(), 5, 2);
    List<Folds.Fold> folds = Folds.stratified(penguins().labels(), 5, 2, 42).folds();
    double[] expected =
        folds.stream()
            .mapToDouble(
                fold -> {
                  Examples train = Examples.of(penguins().select(fold.train()).completeCases());
                  Examples test = Examples.of(penguins().select(fold.test()).completeCases());
                  int[] predicted =
                      StandardizedRegression.fit(train.x(), train.y(), 1).predict(test.x());
                  return IntStream.range(0, test.rows())
                          .filter(i -> predicted[i] == test.y()[i])
                          .count()
                      / (double) test.rows();
                })
            .toArray();
    assertArrayEquals(expected, comparison.drop().accuracies());
  }

  @Test
  void differencesAreFoldByFold() {
    CleaningComparison comparison = compare(penguins(), 5, 2);
    assertArrayEquals(new double[10], comparison.differences(MissingRows.DROP));
    double[] differences = comparison.differences(MissingRows.INDICATOR);
    for (int i = 0; i < 10; i++) {
      assertEquals(
          comparison.results().get(2).accuracies()[i] - comparison.results().get(0).accuracies()[i],
          differences[i]);
    }
    // 4 folds to train on for 1 to test on.
    assertEquals(0.25, comparison.testToTrainRatio());
  }

  @Test
  void onlyTheIndicatorUsesInformativeMissingness() {
    // x is the label except in the rows where it is missing, and it is missing where the label is 1
    // only. The median is that of the larger class among the known values, 0, so that such a row is
    // answered wrongly; with the indicator it is always 1.
    int n = 200;
    int[] labels = IntStream.range(0, n).map(i -> i % 2).toArray();
    double[] x =
        IntStream.range(0, n)
            .mapToDouble(i -> i % 10 == 1 ? NAN : labels[i] + (i % 7) / 100.0)
            .toArray();
    CleaningComparison comparison = compare(dataset(labels, new Column.Numeric("x", x)), 5, 1);
    Result indicator = comparison.results().get(2);
    assertEquals(20, indicator.incompleteAnswered());
    assertEquals(20, indicator.incompleteRight());
    assertEquals(Optional.of(1.0), indicator.incompleteAccuracy());
    // statsmodels.stats.proportion.proportion_confint(20, 20, method="wilson")
    Interval interval = indicator.incompleteInterval().orElseThrow();
    assertEquals(0.8388748419471804, interval.lower(), 1e-9);
    assertEquals(1, interval.upper(), 1e-9);
    for (Result result : comparison.results()) {
      assertEquals(1, result.accuracy(), result.way().name());
    }
    assertEquals(0, comparison.results().get(1).incompleteRight());
    // 20 of 200 rows; all folds have four of them in 40, so all differences are 0.1.
    assertEquals(0.1, comparison.indicator().mean(), 1e-12);
    assertTrue(comparison.indicatorMatters());
    assertEquals(Optional.empty(), comparison.drop().incompleteAccuracy());
    assertEquals(Optional.empty(), comparison.drop().incompleteInterval());
  }

  @Test
  void rowsWithoutAnyValueAndLevelsThatAFoldLacksAreAnswered() {
    int n = 60;
    int[] labels = IntStream.range(0, n).map(i -> i % 2).toArray();
    double[] x = IntStream.range(0, n).mapToDouble(i -> i < 4 ? NAN : i % 2 + i % 5).toArray();
    // Level "rare" is in row 7 alone: in the fold that tests it no training row has it.
    int[] codes =
        IntStream.range(0, n).map(i -> i < 4 ? -1 : i == 7 ? 1 : i % 3 == 0 ? 0 : 2).toArray();
    CleaningComparison comparison =
        compare(
            dataset(
                labels,
                new Column.Numeric("x", x),
                new Column.Categorical("level", List.of("a", "rare", "z"), codes)),
            4,
            1);
    assertEquals(4, comparison.incompleteRows());
    assertEquals(List.of(56, 60, 60), comparison.results().stream().map(Result::answered).toList());
    assertEquals(4, comparison.results().get(1).incompleteAnswered());
  }

  @Test
  void isTheSameEveryTimeAndCallsItsStep() {
    AtomicInteger steps = new AtomicInteger();
    CleaningComparison once =
        CleaningComparison.of(penguins(), 5, 2, 1, 42, steps::incrementAndGet);
    assertEquals(CleaningComparison.steps(5, 2), steps.get());
    CleaningComparison again = compare(penguins(), 5, 2);
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(once.results().get(i).accuracies(), again.results().get(i).accuracies());
    }
  }

  @Test
  void refusesDataWithoutMissingValues() {
    assertEquals(
        "penguins: no value is missing: there is nothing to compare",
        refusal(penguins().completeCases()));
  }

  @Test
  void refusesMissingValuesInEveryRow() {
    int n = 40;
    Dataset dataset =
        dataset(
            IntStream.range(0, n).map(i -> i % 2).toArray(),
            new Column.Numeric(
                "a", IntStream.range(0, n).mapToDouble(i -> i % 4 < 2 ? NAN : i).toArray()),
            new Column.Numeric(
                "b", IntStream.range(0, n).mapToDouble(i -> i % 4 < 2 ? i : NAN).toArray()));
    assertEquals(
        "shop: the training part of fold 1 of 5 has too few rows with every value; remove columns"
            + " that are mostly empty, or use fewer folds",
        refusal(dataset));
  }

  @Test
  void refusesAFoldWithoutACompleteTestRow() {
    // 3 complete rows in 5 folds.
    int n = 40;
    Dataset dataset =
        dataset(
            IntStream.range(0, n).map(i -> i % 2).toArray(),
            new Column.Numeric(
                "a", IntStream.range(0, n).mapToDouble(i -> i < 3 ? i : NAN).toArray()));
    assertTrue(refusal(dataset).contains("has too few rows with every value"), refusal(dataset));
  }

  private static String refusal(Dataset dataset) {
    assertFalse(
        dataset.incompleteRows() > 0
            && CleaningComparison.isPossible(
                dataset, Folds.stratified(dataset.labels(), 5, 1, 42)));
    String message = assertThrows(InvalidInput.class, () -> compare(dataset, 5, 1)).getMessage();
    assertEquals(1, message.lines().count());
    return message;
  }

  private static CleaningComparison compare(Dataset dataset, int k, int repeats) {
    return CleaningComparison.of(dataset, k, repeats, 1, 42, () -> {});
  }

  private static Dataset penguins() {
    return Datasets.load(DatasetOptions.of("penguins", 1));
  }

  private static Dataset dataset(int[] labels, Column... columns) {
    return new Dataset("shop", List.of(columns), "bought", List.of("no", "yes"), labels, "");
  }
}
