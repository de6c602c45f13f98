package workbench.scientist.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smile.classification.LogisticRegression;

class PenalizedLossTest {

  /**
   * Expected by hand: without a feature that tells anything the intercept is log(3 / 1), and the
   * loss that of the shares.
   */
  @Test
  void interceptIsNotPenalized() {
    LogisticRegression.Binomial model =
        fit(new double[][] {{0}, {0}, {0}, {0}}, new int[] {1, 1, 0, 1}, 1000);
    assertArrayEquals(new double[] {0, Math.log(3)}, model.coefficients(), 1e-7);
    assertEquals(3 * Math.log(0.75) + Math.log(0.25), model.loglikelihood(), 1e-12);
  }

  /**
   * Expected by hand: the slope of the loss at the coefficient b of two mirrored rows is -2 / (1 +
   * exp(b)) + lambda b.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 1, 100})
  void coefficientIsPenalizedByHalfItsSquare(double lambda) {
    LogisticRegression.Binomial model = fit(new double[][] {{-1}, {1}}, new int[] {0, 1}, lambda);
    double b = model.coefficients()[0];
    assertEquals(2 / (1 + Math.exp(b)) / lambda, b, 1e-7 * (1 + 1 / lambda));
    assertEquals(0, model.coefficients()[1], 1e-7);
  }

  /**
   * The score equations of the optimum, each sum over all rows; the number of rows is not that of
   * whole blocks.
   */
  @ParameterizedTest
  @CsvSource({"100, 5, 1", "2500, 3, 1", "2500, 6, 0", "999, 1, 0.1", "1001, 40, 10"})
  void gradientIsZeroAtTheEnd(int n, int p, double lambda) {
    Rows rows = Rows.drawn(n, p);
    double[] w = fit(rows.x, rows.y, lambda).coefficients();
    double[] gradient =
        IntStream.rangeClosed(0, p).mapToDouble(j -> j < p ? lambda * w[j] : 0).toArray();
    for (int i = 0; i < n; i++) {
      double z = w[p];
      for (int j = 0; j < p; j++) {
        z += w[j] * rows.x[i][j];
      }
      double residual = 1 / (1 + Math.exp(-z)) - rows.y[i];
      for (int j = 0; j <= p; j++) {
        gradient[j] += residual * (j < p ? rows.x[i][j] : 1);
      }
    }
    assertArrayEquals(new double[p + 1], gradient, 1e-7 * n);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void bitsAreTheSameInAnyPool(int parallelism) {
    Rows rows = Rows.drawn(12_345, 7);
    double[] expected = fit(rows.x, rows.y, 1).coefficients();
    try (var pool = new ForkJoinPool(parallelism)) {
      double[] actual = pool.submit(() -> fit(rows.x, rows.y, 1).coefficients()).join();
      assertArrayEquals(expected, actual);
    }
  }

  @Test
  void logOddsFarFromZeroNeitherOverflowNorVanish() {
    double[][] x = {{-1000}, {1000}, {-1000}, {1000}};
    double[] w = fit(x, new int[] {0, 1, 1, 1}, 1e-6).coefficients();
    assertTrue(Arrays.stream(w).allMatch(Double::isFinite), Arrays.toString(w));
  }

  @Test
  void oneClassIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> fit(new double[][] {{1}, {2}}, new int[] {1, 1}, 1));
  }

  private static LogisticRegression.Binomial fit(double[][] x, int[] y, double lambda) {
    LogisticRegression.Options defaults = StandardizedRegression.DEFAULTS;
    return PenalizedLoss.minimize(
        x, y, new LogisticRegression.Options(lambda, defaults.tol(), defaults.maxIter()));
  }

  private record Rows(double[][] x, int[] y) {

    static Rows drawn(int n, int p) {
      var random = new SplittableRandom(1);
      double[][] x = new double[n][];
      int[] y = new int[n];
      for (int i = 0; i < n; i++) {
        x[i] = random.doubles(p, -1.5, 1.5).toArray();
        y[i] = x[i][0] + random.nextDouble() * 2 - 1 > 0 ? 1 : 0;
      }
      return new Rows(x, y);
    }
  }
}
