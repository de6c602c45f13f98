package workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ThresholdTest {

  private static final ErrorCost TEN_TO_ONE = new ErrorCost(10, 1);

  /**
   * Expected by hand: a miss costs 10, each of the two false alarms 1, so the row at 0.2 is called
   * 1.
   */
  @Test
  void expensiveMissesLowerTheThreshold() {
    int[] y = {0, 1, 0, 0, 1};
    double[] p = {0.1, 0.2, 0.3, 0.4, 0.9};
    assertEquals(0.15f, TEN_TO_ONE.threshold(y, p), 1e-7f);
    assertEquals(0.65f, new ErrorCost(1, 10).threshold(y, p), 1e-7f);
  }

  /** Against every sixteenth, on probabilities that are eighths. */
  @Test
  void noOtherThresholdCostsLess() {
    var random = new SplittableRandom(7);
    for (int trial = 0; trial < 200; trial++) {
      int n = random.nextInt(2, 40);
      double[] p = random.doubles(n).map(value -> Math.round(8 * value) / 8.0).toArray();
      int[] y = Arrays.stream(p).mapToInt(value -> random.nextDouble() < value ? 1 : 0).toArray();
      y[0] = 0;
      y[1] = 1;
      Threshold chosen = Threshold.of(TEN_TO_ONE, y, p, "rows");
      double cost = TEN_TO_ONE.of(ConfusionMatrix.of(y, p, chosen));
      for (int sixteenth = 1; sixteenth < 16; sixteenth += 2) {
        var other = new Threshold(sixteenth / 16f, Optional.empty(), "");
        assertTrue(cost <= TEN_TO_ONE.of(ConfusionMatrix.of(y, p, other)));
      }
    }
  }

  /** The best threshold of calibrated probabilities is 1 / (1 + 10) (Elkan, IJCAI 2001). */
  @Test
  void rightProbabilitiesGiveTheTheoreticalThreshold() {
    var random = new SplittableRandom(1);
    double[] p = random.doubles(200_000).toArray();
    int[] y = Arrays.stream(p).mapToInt(value -> random.nextDouble() < value ? 1 : 0).toArray();
    assertEquals(1 / 11.0, TEN_TO_ONE.threshold(y, p), 0.01);
  }

  @Test
  void thresholdDoesNotDependOnTheOrderOfTheRows() {
    int[] y = {0, 1, 0, 1, 0, 1};
    double[] p = {0.3, 0.3, 0.1, 0.7, 0.6, 0.2};
    int[] reversedY = {1, 0, 1, 0, 1, 0};
    double[] reversedP = {0.2, 0.6, 0.7, 0.1, 0.3, 0.3};
    assertEquals(TEN_TO_ONE.threshold(y, p), TEN_TO_ONE.threshold(reversedY, reversedP));
  }

  /** Expected by hand, in both cases. */
  @Test
  void ofEqualCostsTheCutNearestToTheTheoreticalThresholdIsChosen() {
    int[] y = {0, 0, 1, 1};
    double[] p = {0.1, 0.2, 0.4, 0.6};
    assertEquals(0.3f, TEN_TO_ONE.threshold(y, p), 1e-7f);
    // Cuts at 0.35 and 0.7 make one error each; costs of 1:1 have the theoretical threshold 0.5.
    assertEquals(
        0.35f,
        new ErrorCost(1, 1).threshold(new int[] {0, 1, 0, 1}, new double[] {0.2, 0.5, 0.6, 0.8}),
        1e-7f);
  }

  @Test
  void rowsOfOneClassGiveTheTheoreticalThreshold() {
    assertEquals((float) (1 / 11.0), TEN_TO_ONE.threshold(new int[2], new double[] {0.1, 0.2}));
    assertEquals((float) (1 / 11.0), TEN_TO_ONE.threshold(new int[] {1}, new double[] {0.1}));
  }

  @Test
  void probabilitiesOfZeroAndOneLeaveAThresholdInside() {
    int[] y = {0, 1, 0, 1};
    double[] p = {0, 0, 1, 1};
    assertEquals(0.5f, TEN_TO_ONE.threshold(y, p));
    assertEquals(0.5f, TEN_TO_ONE.threshold(y, new double[] {0, 0, 0, 0}));
    assertEquals(0.5f, TEN_TO_ONE.threshold(y, new double[] {1, 1, 1, 1}));
  }
}
