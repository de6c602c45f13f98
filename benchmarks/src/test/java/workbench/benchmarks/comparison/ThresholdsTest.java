package workbench.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbench.evaluation.ErrorCost;

class ThresholdsTest {

  /**
   * Counted by hand: a row counts if its probability is above the threshold, not if it is equal.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 2, 2",
    "40, 2, 1",
    "99, 2, 1",
    "100, 1, 0",
    "179, 1, 0",
    "180, 0, 0",
    "200, 0, 0"
  })
  void countsRowsAboveTheThreshold(int step, int truePositive, int falsePositive) {
    int[] labels = {0, 0, 1, 1, 0};
    double[] probabilities = {0.2, 0.5, 0.5, 0.9, 0};
    Thresholds thresholds =
        Thresholds.of(labels, probabilities, new double[5], new ErrorCost(5, 2));
    assertEquals(2, thresholds.positive());
    assertEquals(3, thresholds.negative());
    assertEquals(truePositive, thresholds.engineer().truePositive()[step]);
    assertEquals(falsePositive, thresholds.engineer().falsePositive()[step]);
    assertEquals(0, thresholds.scientist().truePositive()[step]);
    assertEquals(2.5, thresholds.missCost());
  }
}
