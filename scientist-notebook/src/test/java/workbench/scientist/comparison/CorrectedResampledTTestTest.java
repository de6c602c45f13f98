package workbench.scientist.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import workbench.evaluation.Interval;

class CorrectedResampledTTestTest {

  static List<ComparisonParity.Case> cases() throws IOException {
    return ComparisonParity.load().tests();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void figuresAreThoseOfSciPy(ComparisonParity.Case reference) {
    var test = CorrectedResampledTTest.of(reference.differences(), reference.testToTrainRatio());
    assertEquals(reference.mean(), test.mean(), 1e-12);
    assertEquals(reference.standardError(), test.standardError(), 1e-12);
    assertEquals(reference.degreesOfFreedom(), test.degreesOfFreedom());
    assertEquals(reference.t(), test.t(), 1e-9 * Math.abs(reference.t()));
    assertEquals(reference.pValue(), test.pValue(), 1e-9 * reference.pValue());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void intervalsAreThoseOfSciPy(ComparisonParity.Case reference) {
    var test = CorrectedResampledTTest.of(reference.differences(), reference.testToTrainRatio());
    for (ComparisonParity.Bounds bounds : reference.intervals()) {
      Interval interval = test.interval(bounds.level());
      assertEquals(bounds.lower(), interval.lower(), 1e-9);
      assertEquals(bounds.upper(), interval.upper(), 1e-9);
    }
  }

  @Test
  void stepIsUsedOnlyWithoutVariance() {
    double[] differences = {0.02, 0.04, -0.01, 0.03, 0.0};
    assertEquals(
        CorrectedResampledTTest.of(differences, 0.25),
        CorrectedResampledTTest.of(differences, 0.25, 0.1));
  }

  @Test
  void differencesOfZeroAreNoEvidence() {
    var test = CorrectedResampledTTest.of(new double[10], 0.25, 0.01);
    assertEquals(new CorrectedResampledTTest(0, 0, 9, Double.NaN, 1), test);
    assertEquals(new Interval(0, 0), test.interval(0.95));
  }

  @Test
  void equalDifferencesGetTheVarianceOfOneStepInOneFold() {
    // By hand: variance 0.1^2 / 5 = 0.002, times 1/5 + 1/4 is 0.0009.
    double[] differences = {0.3, 0.3, 0.3, 0.3, 0.3};
    var test = CorrectedResampledTTest.of(differences, 0.25, 0.1);
    assertEquals(0.03, test.standardError(), 1e-15);
    assertEquals(10, test.t(), 1e-12);
  }

  @Test
  void roundingErrorsAreNoVariance() {
    // In binary these are three different numbers.
    double[] differences = {0.1, 0.3 - 0.2, 0.4 - 0.3};
    assertEquals(3, DoubleStream.of(differences).distinct().count());
    assertEquals(0, CorrectedResampledTTest.of(differences, 0.5).standardError());
  }

  @Test
  void equalDifferencesWithoutAStepGiveAnInfiniteInterval() {
    var test = CorrectedResampledTTest.of(new double[] {0.5, 0.5, 0.5}, 0.5);
    assertEquals(1, test.pValue());
    assertEquals(
        new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), test.interval(0.95));
  }

  @Test
  void refusesASingleDifference() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> CorrectedResampledTTest.of(new double[] {0.1}, 0.25));
    assertTrue(e.getMessage().startsWith("1 differences"), e.getMessage());
  }
}
