package workbench.scientist.inference;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The log-likelihood of a logistic regression without an intercept of its own: the rows have what
 * they need.
 *
 * @param rows {@code [n, k]}
 * @param signs {@code [n]}, 1 for the class 1 and -1 for the class 0
 */
record Likelihood(double[][] rows, double[] signs) {

  /**
   * @param y {@code [n]}, 0 and 1
   */
  static Likelihood of(double[][] rows, int[] y) {
    return new Likelihood(rows, Arrays.stream(y).mapToDouble(label -> 2 * label - 1).toArray());
  }

  int coefficients() {
    return rows[0].length;
  }

  /** Some rows, in the order given, each turned by a matrix {@code [r, k]} into r numbers. */
  Likelihood select(int[] numbers, double[][] matrix) {
    double[][] selected =
        Arrays.stream(numbers)
            .mapToObj(
                i -> Arrays.stream(matrix).mapToDouble(row -> Vectors.dot(row, rows[i])).toArray())
            .toArray(double[][]::new);
    return new Likelihood(selected, Arrays.stream(numbers).mapToDouble(i -> signs[i]).toArray());
  }

  /**
   * {@code [n]}: how far each row is on its right side of the plane, in log-odds; below 0 if on the
   * wrong side.
   */
  double[] margins(double[] coefficients) {
    return IntStream.range(0, rows.length)
        .mapToDouble(i -> signs[i] * Vectors.dot(rows[i], coefficients))
        .toArray();
  }

  /** Returns the log-likelihood in nats. */
  double value(double[] coefficients) {
    double sum = 0;
    for (double margin : margins(coefficients)) {
      // log(1 + exp(-m)) without overflow
      sum -= Math.max(-margin, 0) + Math.log1p(Math.exp(-Math.abs(margin)));
    }
    return sum;
  }

  /** {@code [k]}, the score. */
  double[] gradient(double[] coefficients) {
    double[] margins = margins(coefficients);
    double[] gradient = new double[coefficients.length];
    for (int i = 0; i < rows.length; i++) {
      double residual = signs[i] / (1 + Math.exp(margins[i]));
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] += residual * rows[i][j];
      }
    }
    return gradient;
  }

  /** {@code [k, k]}, the Fisher information. */
  double[][] information(double[] coefficients) {
    double[] margins = margins(coefficients);
    int k = coefficients.length;
    double[][] information = new double[k][k];
    for (int i = 0; i < rows.length; i++) {
      double tail = Math.exp(-Math.abs(margins[i]));
      double weight = tail / ((1 + tail) * (1 + tail));
      for (int a = 0; a < k; a++) {
        double weighted = weight * rows[i][a];
        for (int b = 0; b <= a; b++) {
          information[a][b] += weighted * rows[i][b];
        }
      }
    }
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < a; b++) {
        information[b][a] = information[a][b];
      }
    }
    return information;
  }
}
