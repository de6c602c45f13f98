package workbench.scientist.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.data.InvalidInput;

class LeakageTest {

  /**
   * There is nothing to learn, so that the honest accuracy is 0.5. scikit-learn 1.9.1 on numpy's
   * noise, 400 x 500, 10 columns kept by correlation, 5 folds, 100 draws: leaked 0.639, standard
   * deviation 0.020; honest 0.499, 0.036. The tolerances are four standard deviations.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 42})
  void selectionOnAllRowsInflatesTheAccuracy(long seed) {
    Leakage leakage = Leakage.of(halfAndHalf(400), 500, 10, 5, seed, () -> {});
    assertEquals(0.639, leakage.leaked(), 0.08);
    assertEquals(0.499, leakage.honest(), 0.145);
    assertTrue(leakage.honest() < leakage.leaked());
    assertTrue(leakage.leakedInterval().lower() > 0.5);
    assertEquals(0.5, leakage.baseline(), 1e-12);
  }

  @Test
  void matchesTheBookOnFewRowsAndManyColumns() {
    // 50 rows, 5,000 columns, 100 kept: the book finds an error of 3% (with one nearest neighbour),
    // the truth is
    // 50%.
    Leakage leakage = Leakage.of(halfAndHalf(50), 5000, 100, 5, 42, () -> {});
    assertTrue(leakage.leaked() >= 0.95, () -> String.valueOf(leakage.leaked()));
    // Four standard errors of the accuracy of random guessing on 50 rows.
    assertEquals(0.5, leakage.honest(), 0.283);
  }

  @Test
  void withoutSelectionThereIsNoLeakage() {
    Leakage leakage = Leakage.of(halfAndHalf(100), 20, 20, 5, 42, () -> {});
    assertEquals(leakage.honestRight(), leakage.leakedRight());
  }

  @Test
  void answersTheLargerClassAsBaseline() {
    // 300 of 400
    int[] y = IntStream.range(0, 400).map(i -> i % 4 == 0 ? 1 : 0).toArray();
    assertEquals(0.75, Leakage.of(y, 20, 2, 5, 42, () -> {}).baseline());
  }

  @Test
  void usesFiveHundredOfManyRows() {
    assertEquals(500, Leakage.of(halfAndHalf(3001), 20, 2, 5, 42, () -> {}).rows());
    assertEquals(500, Leakage.of(halfAndHalf(500), 20, 2, 5, 42, () -> {}).rows());
  }

  @Test
  void isTheSameEveryTimeAndCallsItsStep() {
    AtomicInteger steps = new AtomicInteger();
    Leakage once = Leakage.of(halfAndHalf(100), 50, 5, 5, 42, steps::incrementAndGet);
    assertEquals(Leakage.steps(5), steps.get());
    assertEquals(once, Leakage.of(halfAndHalf(100), 50, 5, 5, 42, () -> {}));
  }

  @Test
  void refusesAClassWithFewerRowsThanFolds() {
    assertThrows(
        InvalidInput.class,
        () -> Leakage.of(new int[] {0, 0, 0, 0, 0, 1, 1}, 20, 2, 5, 42, () -> {}));
  }

  private static int[] halfAndHalf(int rows) {
    return IntStream.range(0, rows).map(i -> i % 2).toArray();
  }
}
