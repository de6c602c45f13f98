package workbench.data;

import java.io.Serializable;

/**
 * Brings every feature to mean 0 and standard deviation 1: {@code z = (x - mean) / scale}. Fit it
 * on the training set alone: information about the test set must not reach the model.
 *
 * @param mean {@code [p]}
 * @param scale {@code [p]}, the population standard deviation; 1 for a constant feature
 */
public record Standardizer(double[] mean, double[] scale) implements Serializable {

  /**
   * @param x {@code [n, p]}, the training set, n at least 1
   */
  public static Standardizer fit(double[][] x) {
    int p = x[0].length;
    double[] mean = new double[p];
    double[] scale = new double[p];
    for (double[] row : x) {
      for (int j = 0; j < p; j++) {
        mean[j] += row[j] / x.length;
      }
    }
    for (double[] row : x) {
      for (int j = 0; j < p; j++) {
        scale[j] += (row[j] - mean[j]) * (row[j] - mean[j]) / x.length;
      }
    }
    for (int j = 0; j < p; j++) {
      // Rounding leaves a constant feature a spread that is no spread.
      boolean constant = Math.sqrt(scale[j]) <= 1e-12 * Math.abs(mean[j]);
      scale[j] = constant || scale[j] == 0 ? 1 : Math.sqrt(scale[j]);
    }
    return new Standardizer(mean, scale);
  }

  /**
   * @param x {@code [n, p]}, left as it is
   * @return {@code [n, p]}
   */
  public double[][] transform(double[][] x) {
    double[][] z = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      z[i] = transform(x[i]);
    }
    return z;
  }

  /**
   * @param row {@code [p]}, left as it is
   * @return {@code [p]}
   */
  public double[] transform(double[] row) {
    double[] z = new double[mean.length];
    for (int j = 0; j < z.length; j++) {
      z[j] = (row[j] - mean[j]) / scale[j];
    }
    return z;
  }
}
