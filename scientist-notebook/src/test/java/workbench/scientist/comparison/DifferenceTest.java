package workbench.scientist.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import workbench.evaluation.Interval;

class DifferenceTest {

  // comparison-parity.json has t = 1.15 for these: not shown. Twenty points more are.
  private static final double[] SMALL = {0.02, 0.04, -0.01, 0.03, 0.0};

  @Test
  void saysBetterWhereTheIntervalIsAboveZero() {
    assertEquals(Verdict.BETTER, difference(shifted(0.2), 1).verdict());
  }

  @Test
  void saysWorseWhereTheIntervalIsBelowZero() {
    assertEquals(Verdict.WORSE, difference(shifted(-0.2), 1).verdict());
  }

  @Test
  void saysNotShownWhereZeroIsInTheInterval() {
    assertEquals(Verdict.NOT_SHOWN, difference(SMALL, 1).verdict());
  }

  @Test
  void oneOfManyNeedsMoreThanOneAlone() {
    // By SciPy t(0.975; 4) is 2.776, and t(0.99643; 4), of a seventh of 5%, is 5.068; here t is
    // 3.31.
    double[] differences = shifted(0.03);
    assertEquals(Verdict.BETTER, difference(differences, 1).verdict());
    Difference oneOfSeven = difference(differences, 7);
    assertEquals(Verdict.NOT_SHOWN, oneOfSeven.verdict());
    assertEquals(7 * difference(differences, 1).pValue(), oneOfSeven.pValue(), 1e-15);
    assertTrue(oneOfSeven.pValue() > 0.05);
  }

  @Test
  void pValueStaysAProbability() {
    assertEquals(1, difference(SMALL, 7).pValue());
  }

  @Test
  void noDifferenceIsNotShown() {
    Difference difference = difference(new double[5], 7);
    assertEquals(Verdict.NOT_SHOWN, difference.verdict());
    assertEquals(new Interval(0, 0), difference.interval());
    assertEquals(1, difference.pValue());
  }

  @Test
  void equalDifferencesAreSignificantOnLargeFoldsOnly() {
    // By hand: on 50 rows a fold the standard error is 0.02 sqrt(0.45 / 5) = 0.006, on 2 rows 0.15;
    // 5.068 of them.
    double[] differences = {0.5, 0.5, 0.5, 0.5, 0.5};
    var large = CorrectedResampledTTest.of(differences, 0.25, 1.0 / 50);
    assertEquals(Verdict.BETTER, Difference.of("one", "other", large, 7).verdict());
    var small = CorrectedResampledTTest.of(differences, 0.25, 1.0 / 2);
    assertEquals(Verdict.NOT_SHOWN, Difference.of("one", "other", small, 7).verdict());
  }

  @Test
  void intervalEndsWhereAccuraciesEnd() {
    var test = CorrectedResampledTTest.of(new double[] {-0.5, 0.9}, 1);
    assertEquals(new Interval(-1, 1), Difference.of("one", "other", test, 1).interval());
  }

  private static double[] shifted(double by) {
    return Arrays.stream(SMALL).map(d -> d + by).toArray();
  }

  private static Difference difference(double[] differences, int ofHowMany) {
    return Difference.of("one", "other", CorrectedResampledTTest.of(differences, 0.25), ofHowMany);
  }
}
