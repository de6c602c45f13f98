package workbench.scientist.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {

  @Test
  void stepsAreOneTwoOrFive() {
    assertEquals(2, Axis.step(1.2), 1e-12);
    assertEquals(0.05, Axis.step(0.021), 1e-12);
    assertEquals(100, Axis.step(51), 1e-9);
    assertEquals(2, Axis.nearestStep(2.6), 1e-12);
    assertEquals(5, Axis.nearestStep(3.3), 1e-12);
    assertEquals(1, Axis.nearestStep(1.01), 1e-12);
  }

  @Test
  void labelsHaveAsManyDecimalsAsTheStepNeeds() {
    Axis axis = Axis.exactly("share", 0, 1);
    assertEquals("0.2", axis.label().apply(axis.at(0.2)));
    assertEquals("1.0", axis.label().apply(axis.at(1)));
    assertEquals("−20", Axis.exactly("degrees", -40, 40).label().apply(-20));
    assertEquals("0", Axis.exactly("degrees", -40, 40).label().apply(-0.0));
  }

  @Test
  void longNumbersAreMultiplesOfAPowerOfTen() {
    Axis small = Axis.exactly("length (m)", 0, 8e-12);
    assertEquals("length (m) (×10^−12)", small.title());
    assertEquals("2", small.label().apply(small.at(2e-12)));
    Axis large = Axis.exactly("income", 0, 5e7);
    assertEquals("income (×10^7)", large.title());
    assertEquals("3", large.label().apply(large.at(3e7)));
  }

  @Test
  void ratiosHaveTicksAtPowersOfTwo() {
    Axis axis = Axis.logarithmic("odds ratio", new double[] {0.3, 4});
    assertEquals("0.5", axis.label().apply(axis.at(0.5)));
    assertEquals("2", axis.label().apply(axis.at(2)));
  }

  @Test
  void wideRatiosHaveTicksAtPowersOfTen() {
    Axis axis = Axis.logarithmic("penalty", new double[] {1e-6, 1e6});
    assertEquals("0.001", axis.label().apply(axis.at(0.001)));
    assertEquals("10^6", axis.label().apply(axis.at(1e6)));
  }

  @Test
  void ratiosOfNothingAndBelowAreAtTheLowerEnd() {
    Axis axis = Axis.logarithmic("odds ratio", new double[] {-1, 0, 1, 2});
    assertEquals(Double.NEGATIVE_INFINITY, axis.at(-1));
    assertTrue(axis.min() < axis.at(1) && axis.at(2) < axis.max());
  }

  @Test
  void theFirstNameIsOnTopOfAnAxisThatGoesDown() {
    Axis axis = Axis.names("", List.of("a", "b", "c"), true);
    assertTrue(axis.axis(Style.PLAIN).isInverted());
    assertEquals(0, axis.at(0));
    assertEquals("a", axis.label().apply(0));
    assertEquals("c", axis.label().apply(2));
  }

  @Test
  void nonFiniteValuesDoNotCount() {
    Axis axis = Axis.around("x", new double[] {Double.NaN, 1, Double.POSITIVE_INFINITY, 3});
    assertTrue(axis.min() > 0.5 && axis.max() < 3.5);
  }
}
