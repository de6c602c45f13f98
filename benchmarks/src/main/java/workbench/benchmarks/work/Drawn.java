package workbench.benchmarks.work;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import workbench.data.Standardizer;

/**
 * Synthetic data of every benchmark. {@code peers.py} generates the same bits, so no file is
 * exchanged.
 *
 * @param x {@code [n, p]}, from -1 to 1
 * @param y {@code [n]}, 0 or 1, depending on the first features, with noise
 */
public record Drawn(double[][] x, int[] y) {

  /** Seed of the features. Label noise uses the next seed, the initial weights the one after it. */
  public static final long SEED = 42;

  /** Number of features, except in the wide fits. */
  public static final int FEATURES = 5;

  /** Number of units in the hidden layer. */
  public static final int HIDDEN = 10;

  /** Logistic regression of the prediction rows: five coefficients, then the intercept. */
  static final double[] COEFFICIENTS = {-1.25, -0.5, 0.25, 1.0, 1.75, 0.125};

  /**
   * @param rows n
   * @param features p
   */
  public static Drawn of(int rows, int features) {
    var random = new SplittableRandom(SEED);
    var noise = new SplittableRandom(SEED + 1);
    double[][] x = new double[rows][features];
    int[] y = new int[rows];
    for (int i = 0; i < rows; i++) {
      double z = noise.nextDouble() * 2 - 1;
      for (int j = 0; j < features; j++) {
        x[i][j] = random.nextDouble() * 2 - 1;
        z += (j % 5 - 1.5) * 0.5 * x[i][j];
      }
      y[i] = z > 0 ? 1 : 0;
    }
    return new Drawn(x, y);
  }

  /** Names of features, x1 to xp. */
  static List<String> names(int features) {
    return IntStream.rangeClosed(1, features).mapToObj(j -> "x" + j).toList();
  }

  /** A standardizer that leaves the features as they are. */
  static Standardizer asTheyAre(int features) {
    double[] ones = new double[features];
    Arrays.fill(ones, 1);
    return new Standardizer(new double[features], ones);
  }

  /**
   * The weights of the network before training: {@code [5, 10]} and then {@code [10, 1]}, row after
   * row.
   */
  static double[] initialWeights() {
    return new SplittableRandom(SEED + 2)
        .doubles((long) HIDDEN * (FEATURES + 1))
        .map(value -> value - 0.5)
        .toArray();
  }

  /** {@code [n * p]}, row after row, in single precision. */
  float[] flat() {
    int features = x[0].length;
    float[] flat = new float[x.length * features];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) x[i / features][i % features];
    }
    return flat;
  }
}
