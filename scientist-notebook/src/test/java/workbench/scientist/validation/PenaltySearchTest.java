package workbench.scientist.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.validation.PenaltySearch.Candidate;

class PenaltySearchTest {

  private static final Examples DUMMY = CrossValidationTest.load("dummy", 1);

  @Test
  void smallestMeanLogLossIsChosen() {
    assertEquals(
        2, PenaltySearch.choose(List.of(candidate(1, 0.5), candidate(2, 0.4), candidate(3, 0.6))));
  }

  @Test
  void largerOfTwoEqualPenaltiesIsChosen() {
    assertEquals(
        3, PenaltySearch.choose(List.of(candidate(1, 0.5), candidate(2, 0.4), candidate(3, 0.4))));
  }

  @Test
  void gridHasTwoADecade() {
    assertEquals(15, PenaltySearch.GRID.size());
    assertEquals(1e-3, PenaltySearch.GRID.get(0));
    assertEquals(1e4, PenaltySearch.GRID.get(14));
    for (int i = 2; i < 15; i++) {
      assertEquals(10, PenaltySearch.GRID.get(i) / PenaltySearch.GRID.get(i - 2), 1e-12);
    }
  }

  @Test
  void noiseGetsALargePenalty() {
    var steps = new AtomicInteger();
    PenaltySearch search = PenaltySearch.of(DUMMY, 5, 2, 5, 1, steps::incrementAndGet);
    assertTrue(search.chosen() >= 100, "chosen " + search.chosen());
    assertEquals(10, search.chosenPerFold().size());
    assertEquals(10, search.nested().perFold().size());
    assertEquals(0.5, search.nested().accuracy().mean(), 0.15);
    // 0.693, the loss of a coin, and a little.
    assertEquals(Math.log(2), search.nested().logLoss().mean(), 0.03);
    assertEquals(11 * 15 * 5 + 10, steps.get());
    assertEquals(11 * 15 * 5 + 10, PenaltySearch.steps(5, 2, 5));
  }

  @Test
  void hasTheSameBitsInAnyPool() {
    PenaltySearch expected = PenaltySearch.of(DUMMY, 3, 1, 3, 1, () -> {});
    for (int parallelism : new int[] {1, 8}) {
      try (var pool = new ForkJoinPool(parallelism)) {
        PenaltySearch search =
            pool.submit(() -> PenaltySearch.of(DUMMY, 3, 1, 3, 1, () -> {})).join();
        assertEquals(expected.candidates(), search.candidates());
        assertEquals(expected.chosenPerFold(), search.chosenPerFold());
        assertEquals(expected.nested().perFold(), search.nested().perFold());
      }
    }
  }

  /**
   * The outer folds must not see which penalty suits all rows. On labels without a signal, scores
   * of folds that share one chosen penalty are too good: by 1.8 percentage points at 30 rows and
   * 1.1 at 80 ({@code benchmarks/python/simulate_study.py nested}).
   */
  @Test
  void outerFoldIsScoredWithThePenaltyThatItsOwnTrainingRowsChose() {
    PenaltySearch search = PenaltySearch.of(DUMMY, 3, 1, 3, 1, () -> {});
    CrossValidation nested = search.nested();
    for (int i = 0; i < 3; i++) {
      double lambda = search.chosenPerFold().get(i);
      Folds.Fold fold = nested.folds().folds().get(i);
      double[] p =
          CrossValidation.probabilities(
              DUMMY, (x, y) -> StandardizedRegression.fit(x, y, lambda), fold);
      assertEquals(
          Scores.of(CrossValidation.labels(DUMMY, fold.test()), p), nested.perFold().get(i));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.001, 0.001", "0.3, 0.3", "1.0, 1", "10000.0, 10000"})
  void penaltyIsPrintedWithoutAnExponent(double lambda, String text) {
    assertEquals(text, PenaltySearch.text(lambda));
  }

  /** Four rows of class 1 are enough for four outer folds; three remain for four inner ones. */
  @Test
  void refusesTooSmallAClassInOneLine() {
    Examples e =
        new Examples(
            List.of("x"),
            DoubleStream.iterate(0, v -> v + 1)
                .limit(12)
                .mapToObj(v -> new double[] {v})
                .toArray(double[][]::new),
            new int[] {0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0});
    InvalidInput refused =
        assertThrows(InvalidInput.class, () -> PenaltySearch.of(e, 4, 1, 4, 1, () -> {}));
    assertEquals(
        "the smaller class has 3 of 9 rows; 4 folds need as many in each class: use fewer folds or"
            + " more rows",
        refused.getMessage());
  }

  private static Candidate candidate(double lambda, double logLoss) {
    return new Candidate(lambda, Summary.of(logLoss), Summary.of(0.5));
  }
}
