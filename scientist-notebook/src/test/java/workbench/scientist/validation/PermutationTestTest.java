package workbench.scientist.validation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import workbench.data.Examples;
import workbench.data.Generated;
import workbench.data.InvalidInput;
import workbench.scientist.fit.Learner;
import workbench.scientist.fit.StandardizedRegression;

class PermutationTestTest {

  @Test
  void falseAlarmRateOnNoiseIsTheLevelOfTheTest() {
    double[] p =
        IntStream.rangeClosed(1, 100)
            .mapToDouble(
                seed -> {
                  Examples e = Examples.of(Generated.dummy(40, 2, seed));
                  return PermutationTest.of(
                          e, StandardizedRegression::fit, Scores::accuracy, 4, 19, seed, () -> {})
                      .pValue();
                })
            .toArray();
    // Uniform on 1/20, 2/20, ... 1 but for ties, which raise it: mean 0.525, standard deviation
    // 0.029.
    double mean = Arrays.stream(p).average().orElseThrow();
    assertTrue(mean > 0.45 && mean < 0.65, "mean " + mean);
    // At most 5 of 100, standard deviation 2.2.
    long rejected = Arrays.stream(p).filter(value -> value <= 0.05).count();
    assertTrue(rejected >= 1 && rejected <= 11, rejected + " of 100");
    // From small to large: as many below a third and above two thirds as there should be, give or
    // take 3
    // deviations.
    long low = Arrays.stream(p).filter(value -> value <= 0.3).count();
    long high = Arrays.stream(p).filter(value -> value > 0.7).count();
    assertTrue(low >= 16 && high >= 16, low + " low, " + high + " high");
  }

  @Test
  void signalOfBreastCancerIsSignificant() {
    Examples e = CrossValidationTest.load("breast-cancer", 1);
    PermutationTest test =
        PermutationTest.of(e, StandardizedRegression::fit, Scores::accuracy, 5, 19, 1, () -> {});
    assertEquals(1 / 20.0, test.pValue());
    assertEquals(19, test.permuted().length);
    assertTrue(test.observed() > 0.96, "observed " + test.observed());
    // The majority class has 63% of the rows; a model of noise is not better.
    assertTrue(Arrays.stream(test.permuted()).max().orElseThrow() < 0.65);
  }

  @Test
  void areaFindsASignalInARareClassThatAccuracyCannot() {
    // One row in ten of class 1, and a feature that raises its odds a little: the answer is nearly
    // always 0.
    Examples e = Examples.of(Generated.synthetic(400, 1, 0.1, 3).dataset());
    assertEquals(
        1 / 20.0,
        PermutationTest.of(e, PermutationTestTest::weakened, Scores::area, 5, 19, 1, () -> {})
            .pValue());
    assertEquals(
        1,
        PermutationTest.of(e, PermutationTestTest::weakened, Scores::accuracy, 5, 19, 1, () -> {})
            .pValue());
  }

  /** Fits with so strong a penalty that every probability stays near the share of the class. */
  private static Learner.Fitted weakened(double[][] x, int[] y) {
    return StandardizedRegression.fit(x, y, 1e4);
  }

  @Test
  void observedIsTheMeanOfTheCrossValidation() {
    Examples e = CrossValidationTest.load("dummy", 1);
    PermutationTest test =
        PermutationTest.of(e, StandardizedRegression::fit, Scores::accuracy, 5, 1, 7, () -> {});
    CrossValidation same =
        CrossValidation.of(
            e, StandardizedRegression::fit, Folds.stratified(e.y(), 5, 1, 7), () -> {});
    assertEquals(same.accuracy().mean(), test.observed(), 1e-15);
  }

  @Test
  void pValueCountsEqualScores() {
    // By hand: two of four are at least 0.6, and the observed one itself counts.
    assertEquals(3 / 5.0, PermutationTest.pValue(0.6, new double[] {0.5, 0.6, 0.7, 0.4}));
  }

  @Test
  void sumsThatRoundingTellsApartAreEqual() {
    double observed = 0.1 + 0.2;
    assertEquals(1, PermutationTest.pValue(observed, new double[] {0.3}), "0.3 is " + observed);
  }

  @Test
  void shuffledLabelsKeepTheirCounts() {
    int[] y = IntStream.range(0, 50).map(i -> i % 5 == 0 ? 1 : 0).toArray();
    int[] shuffled = PermutationTest.shuffled(y, 1);
    assertEquals(10, Arrays.stream(shuffled).sum());
    assertFalse(Arrays.equals(y, shuffled));
    assertEquals(0, y[1]);
  }

  @Test
  void foldsOfShuffledLabelsAreStratifiedByThem() {
    int[] y = IntStream.range(0, 20).map(i -> i < 4 ? 1 : 0).toArray();
    Examples e = new Examples(List.of("x"), new double[20][1], y);
    // Two folds of two rows of class 1 each, whatever the labels are.
    Learner counts =
        (x, labels) -> {
          assertEquals(2, Arrays.stream(labels).sum());
          return rows -> new double[rows.length];
        };
    PermutationTest test = PermutationTest.of(e, counts, Scores::accuracy, 2, 30, 1, () -> {});
    double[] majority = new double[30];
    Arrays.fill(majority, 0.8);
    assertArrayEquals(majority, test.permuted(), 1e-15);
    assertEquals(1, test.pValue());
  }

  @Test
  void callsItsStepAsOftenAsAnnounced() {
    Examples e = CrossValidationTest.load("dummy", 1);
    var steps = new AtomicInteger();
    PermutationTest.of(
        e, StandardizedRegression::fit, Scores::accuracy, 5, 9, 1, steps::incrementAndGet);
    assertEquals(50, steps.get());
    assertEquals(50, PermutationTest.steps(5, 9));
  }

  @Test
  void refusesTooSmallAClassInOneLine() {
    Examples e = CrossValidationTest.load("dummy", 1).select(new int[] {0, 1, 2, 3, 4});
    InvalidInput refused =
        assertThrows(
            InvalidInput.class,
            () ->
                PermutationTest.of(
                    e, StandardizedRegression::fit, Scores::accuracy, 5, 9, 1, () -> {}));
    assertEquals(1, refused.getMessage().lines().count());
  }

  @Test
  void hasTheSameBitsInAnyPool() {
    Examples e = CrossValidationTest.load("dummy", 1);
    double[] expected =
        PermutationTest.of(e, StandardizedRegression::fit, Scores::accuracy, 5, 19, 1, () -> {})
            .permuted();
    for (int parallelism : new int[] {1, 8}) {
      try (var pool = new ForkJoinPool(parallelism)) {
        assertArrayEquals(
            expected,
            pool.submit(
                    () ->
                        PermutationTest.of(
                            e, StandardizedRegression::fit, Scores::accuracy, 5, 19, 1, () -> {}))
                .join()
                .permuted());
      }
    }
  }

  /** Ties count: two means that are equal but for the order of their sums are equal. */
  @Test
  void countsTheShufflesThatThePValueCounts() {
    double[] permuted = {0.1 + 0.2, 0.4, 0.2};
    var test = new PermutationTest(0.3, permuted, PermutationTest.pValue(0.3, permuted));
    assertEquals(2, test.reached());
    assertEquals((1 + test.reached()) / 4.0, test.pValue());
    double tied = 0.1 + 0.2;
    assertEquals(1, new PermutationTest(tied, new double[] {0.3}, 1).reached());
  }
}
