package workbench.scientist.validation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import workbench.evaluation.ConfusionMatrix;
import workbench.evaluation.Interval;
import workbench.evaluation.Threshold;
import workbench.scientist.validation.CalibrationCurve.Bin;

/** Scores computed by hand, beside the parity with scikit-learn. */
class ScoresTest {

  @Test
  void countsWhichClassWasTakenForWhich() {
    ConfusionMatrix confusion =
        ConfusionMatrix.of(
            new int[] {0, 0, 0, 1, 1, 1, 1},
            new double[] {0.1, 0.5, 0.6, 0.4, 0.7, 0.8, 0.9},
            Threshold.HALF);
    assertEquals(new ConfusionMatrix(2, 1, 1, 3), confusion);
    assertEquals(7, confusion.rows());
    assertEquals(5 / 7.0, confusion.accuracy());
    assertEquals(3 / 4.0, confusion.precision());
    assertEquals(3 / 4.0, confusion.recall());
    assertEquals(2 / 3.0, confusion.specificity());
    assertEquals(3 / 4.0, confusion.f1());
  }

  @Test
  void shareOfNoRowsIsZero() {
    ConfusionMatrix nothing = new ConfusionMatrix(0, 0, 0, 0);
    assertEquals(0, nothing.accuracy());
    assertEquals(0, nothing.precision());
    assertEquals(0, nothing.recall());
    assertEquals(0, nothing.specificity());
    assertEquals(0, nothing.f1());
  }

  @Test
  void refusesRowsOfOneClass() {
    assertThrows(
        IllegalArgumentException.class, () -> Scores.of(new int[] {1, 1}, new double[] {0.2, 0.3}));
    assertThrows(
        IllegalArgumentException.class,
        () -> RocCurve.of(new int[] {0, 0}, new double[] {0.2, 0.3}));
  }

  /**
   * Expected by hand: of class 1 0.9 has both of class 0 below it and 0.4 one: placements 1 and
   * 1/2, variance 1/8; of class 0 likewise. The variance of the area 3/4 is 1/8 / 2 + 1/8 / 2.
   */
  @Test
  void delongsErrorByHand() {
    Auc auc = Auc.of(new int[] {1, 1, 0, 0}, new double[] {0.9, 0.4, 0.5, 0.1});
    assertEquals(0.75, auc.area());
    assertEquals(Math.sqrt(1 / 8.0), auc.standardError(), 1e-15);
  }

  @Test
  void areaOfOneHasNoInterval() {
    assertEquals(
        new Auc(1, 0, Optional.empty()),
        Auc.of(new int[] {0, 1, 0, 1}, new double[] {0.1, 0.8, 0.2, 0.9}));
  }

  @Test
  void oneRowOfAClassHasNoInterval() {
    Auc auc = Auc.of(new int[] {0, 1, 0}, new double[] {0.1, 0.2, 0.3});
    assertEquals(0.5, auc.area());
    assertEquals(new Auc(0.5, Double.NaN, Optional.empty()), auc);
  }

  /**
   * Scores of class 1 lie one standard deviation higher: the area is Phi(1 / sqrt(2)) = 0.7602
   * (SciPy 1.17.1).
   */
  @Test
  void delongsIntervalHasItsNominalCoverage() {
    var random = new SplittableRandom(5);
    int[] y = IntStream.range(0, 80).map(i -> i < 30 ? 1 : 0).toArray();
    long held =
        IntStream.range(0, 1000)
            .mapToObj(
                i ->
                    Auc.of(
                        y,
                        IntStream.of(y)
                            .mapToDouble(label -> label + random.nextGaussian())
                            .toArray()))
            .filter(auc -> holds(auc.interval().orElseThrow(), 0.7602499389065233))
            .count();
    // Of 1,000 intervals 950, standard deviation 7.
    assertEquals(950, held, 21);
  }

  @Test
  void rocCurveGoesThroughEveryDifferentProbability() {
    RocCurve curve = RocCurve.of(new int[] {1, 0, 1, 0, 0}, new double[] {0.9, 0.5, 0.5, 0.2, 0.1});
    assertArrayEquals(new double[] {0, 0, 1 / 3.0, 2 / 3.0, 1}, curve.falsePositiveRate());
    assertArrayEquals(new double[] {0, 0.5, 1, 1, 1}, curve.truePositiveRate());
  }

  @Test
  void calibrationLeavesEmptyBinsOut() {
    CalibrationCurve curve =
        CalibrationCurve.of(new int[] {0, 1, 1, 0}, new double[] {0, 0.25, 0.875, 1}, 4);
    assertEquals(
        new CalibrationCurve(
            List.of(
                new Bin(0, 0.25, 2, 0.125, 0.5, Interval.wilson(2, 1)),
                new Bin(0.75, 1, 2, 0.9375, 0.5, Interval.wilson(2, 1)))),
        curve);
  }

  @Test
  void calibratedProbabilitiesAreInsideTheirIntervals() {
    // Of 20 sets of 10 bins 190, standard deviation 3.
    assertEquals(190, binsHolding(1), 9);
  }

  @Test
  void overconfidentProbabilitiesAreOutsideTheirIntervals() {
    int held = binsHolding(2);
    assertTrue(held < 60, held + " of 200");
  }

  /**
   * Bins whose interval holds the mean probability, where the true probability is a power of what
   * is claimed.
   */
  private static int binsHolding(int power) {
    var random = new SplittableRandom(1);
    int held = 0;
    for (int set = 0; set < 20; set++) {
      double[] p = random.doubles(2000).toArray();
      int[] y =
          IntStream.range(0, 2000)
              .map(i -> random.nextDouble() < Math.pow(p[i], power) ? 1 : 0)
              .toArray();
      held +=
          (int)
              CalibrationCurve.of(y, p, 10).bins().stream()
                  .filter(bin -> holds(bin.interval(), bin.meanProbability()))
                  .count();
    }
    return held;
  }

  private static boolean holds(Interval interval, double value) {
    return interval.lower() <= value && value <= interval.upper();
  }

  @Test
  void summaryIsThatOfASample() {
    // 2, 4 and 9: mean 5, squares 9 + 1 + 16, by 2.
    assertEquals(new Summary(5, Math.sqrt(13), 2, 9), Summary.of(4, 9, 2));
    assertEquals(new Summary(3, Double.NaN, 3, 3), Summary.of(3));
  }
}
