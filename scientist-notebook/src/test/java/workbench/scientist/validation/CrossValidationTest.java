package workbench.scientist.validation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.scientist.fit.Learner;
import workbench.scientist.fit.StandardizedRegression;

class CrossValidationTest {

  private static final Examples DUMMY = load("dummy", 1);

  @Test
  void everyRowGetsItsProbabilityFromAModelThatHasNotSeenIt() {
    // This learner knows the rows it has seen, and says 1 of them; the rows are told apart by their
    // first number.
    Learner memory =
        (x, y) -> {
          double[] seen = column(x);
          return rows ->
              Arrays.stream(column(rows))
                  .map(value -> Arrays.stream(seen).anyMatch(other -> other == value) ? 1 : 0.25)
                  .toArray();
        };
    CrossValidation result =
        CrossValidation.of(DUMMY, memory, Folds.stratified(DUMMY.y(), 5, 2, 1), () -> {});
    double[] unseen = new double[100];
    Arrays.fill(unseen, 0.25);
    assertArrayEquals(new double[][] {unseen, unseen}, result.outOfFold());
    assertArrayEquals(unseen, result.pooledProbabilities());
  }

  @Test
  void probabilitiesOutOfTheFoldAreThoseThatWereScored() {
    Folds folds = Folds.stratified(DUMMY.y(), 4, 3, 1);
    CrossValidation result =
        CrossValidation.of(DUMMY, StandardizedRegression::fit, folds, () -> {});
    for (int i = 0; i < folds.folds().size(); i++) {
      Folds.Fold fold = folds.folds().get(i);
      double[] p =
          IntStream.of(fold.test())
              .mapToDouble(row -> result.outOfFold()[fold.repeat()][row])
              .toArray();
      assertEquals(Scores.of(DUMMY.select(fold.test()).y(), p), result.perFold().get(i));
    }
    assertFalse(Arrays.equals(result.outOfFold()[0], result.outOfFold()[1]));
  }

  /**
   * Twenty sets of 100 labels by a fair coin: the mean has the standard deviation 0.5 / sqrt(2000)
   * = 0.011.
   */
  @Test
  void accuracyOnNoiseIsOneHalf() {
    double mean =
        IntStream.rangeClosed(1, 20)
            .mapToObj(seed -> load("dummy", seed))
            .mapToDouble(
                e ->
                    CrossValidation.of(
                            e,
                            StandardizedRegression::fit,
                            Folds.stratified(e.y(), 5, 1, 1),
                            () -> {})
                        .accuracy()
                        .mean())
            .average()
            .orElseThrow();
    assertEquals(0.5, mean, 0.033);
  }

  @Test
  void callsItsStepAsOftenAsAnnounced() {
    var steps = new AtomicInteger();
    Folds folds = Folds.stratified(DUMMY.y(), 5, 3, 1);
    CrossValidation.of(DUMMY, StandardizedRegression::fit, folds, steps::incrementAndGet);
    assertEquals(15, steps.get());
    assertEquals(15, CrossValidation.steps(folds));
  }

  @Test
  void twoRunsAreTheSameToTheBit() {
    Folds folds = Folds.stratified(DUMMY.y(), 5, 2, 1);
    CrossValidation first = CrossValidation.of(DUMMY, StandardizedRegression::fit, folds, () -> {});
    CrossValidation second =
        CrossValidation.of(DUMMY, StandardizedRegression::fit, folds, () -> {});
    assertArrayEquals(first.outOfFold(), second.outOfFold());
    assertEquals(first.perFold(), second.perFold());
  }

  static Examples load(String dataset, long seed) {
    return Examples.of(Datasets.load(DatasetOptions.of(dataset, seed)));
  }

  private static double[] column(double[][] x) {
    return Arrays.stream(x).mapToDouble(row -> row[0]).toArray();
  }
}
