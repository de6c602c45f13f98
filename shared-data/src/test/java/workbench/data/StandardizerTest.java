package workbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardizerTest {

  /**
   * Rows with expected values by hand: means 3 and 10; squared distances 4 + 1 + 0 + 9 = 14, so the
   * variance is 14 / 4 = 3.5.
   */
  private static final double[][] X = {{1, 10}, {2, 10}, {3, 10}, {6, 10}};

  @Test
  void takesMeanAndPopulationStandardDeviation() {
    Standardizer standardizer = Standardizer.fit(X);
    assertArrayEquals(new double[] {3, 10}, standardizer.mean(), 1e-15);
    assertEquals(Math.sqrt(3.5), standardizer.scale()[0], 1e-15);
  }

  @Test
  void transformsByMeanAndScale() {
    double[][] z =
        Standardizer.fit(X).transform(new double[][] {{3, 10}, {3 + 2 * Math.sqrt(3.5), 12}});
    assertArrayEquals(new double[] {0, 0}, z[0], 1e-15);
    assertArrayEquals(new double[] {2, 2}, z[1], 1e-15);
  }

  @Test
  void transformedTrainingPartHasMeanZeroAndDeviationOne() {
    double[][] z = Standardizer.fit(X).transform(X);
    double[] first = Arrays.stream(z).mapToDouble(row -> row[0]).toArray();
    assertEquals(0, Arrays.stream(first).sum(), 1e-15);
    assertEquals(4, Arrays.stream(first).map(value -> value * value).sum(), 1e-14);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 10, 0.1, -1e-300, 1e15})
  void constantFeatureHasScaleOne(double value) {
    double[][] x = new double[7][];
    Arrays.setAll(x, row -> new double[] {value});
    assertEquals(1, Standardizer.fit(x).scale()[0]);
  }

  @Test
  void smallSpreadAroundALargeMeanIsNotConstant() {
    // Mean 1e6, variance 1e-6.
    double[][] x = {{1e6 - 1e-3}, {1e6 + 1e-3}};
    assertEquals(1e-3, Standardizer.fit(x).scale()[0], 1e-9);
  }

  @Test
  void leavesItsInputAsItIs() {
    double[][] x = {{1}, {3}};
    Standardizer.fit(x).transform(x);
    assertArrayEquals(new double[][] {{1}, {3}}, x);
  }
}
