package workbench.scientist.fit;

import java.util.Arrays;
import java.util.stream.IntStream;
import smile.classification.ClassLabels;
import smile.classification.LogisticRegression;
import smile.math.BFGS;
import smile.util.function.DifferentiableMultivariateFunction;

/**
 * L2-regularised log loss: the log loss of all rows plus lambda / 2 times the squared coefficients,
 * without the intercept. The descent is Smile's and so is the model. The sums are our own: Smile
 * goes through the rows once for the value and again for the gradient, and its sums round
 * differently on every number of processors.
 *
 * <p>The intercept is the last coefficient.
 */
public final class PenalizedLoss implements DifferentiableMultivariateFunction {

  /**
   * Rows that are summed up by one thread; the product of so many numbers from 1 to 2 does not
   * overflow.
   */
  private static final int BLOCK = 1000;

  /** Number of steps that the descent remembers; scikit-learn's remembers ten as well. */
  private static final int REMEMBERED = 10;

  private final double[][] x;
  private final double[] signs;
  private final double lambda;
  private final double scale;
  private double[] at = {};
  private double[] sums = {};

  private PenalizedLoss(double[][] x, int[] y, double lambda) {
    this.x = x;
    this.signs = Arrays.stream(y).mapToDouble(label -> 2 * label - 1).toArray();
    this.lambda = lambda;
    // At 0 a row's second derivative is a quarter: of standardised features the first step has
    // about the right
    // length.
    this.scale = 4.0 / x.length;
  }

  /**
   * Fits as {@link LogisticRegression#binomial(double[][], int[], LogisticRegression.Options)}
   * does. The bits of the result do not depend on how many processors there are.
   *
   * @param x {@code [n, p]}, standardised or of about that size
   * @param y {@code [n]}, 0 and 1
   * @throws IllegalArgumentException if all rows are of one class
   */
  public static LogisticRegression.Binomial minimize(
      double[][] x, int[] y, LogisticRegression.Options options) {
    ClassLabels labels = ClassLabels.fit(y);
    var loss = new PenalizedLoss(x, y, options.lambda());
    double[] coefficients = new double[x[0].length + 1];
    double least = BFGS.minimize(loss, REMEMBERED, coefficients, options.tol(), options.maxIter());
    return new LogisticRegression.Binomial(
        coefficients, -least / loss.scale, options.lambda(), labels.classes);
  }

  @Override
  public double f(double[] coefficients) {
    evaluate(coefficients);
    return sums[coefficients.length];
  }

  @Override
  public double g(double[] coefficients, double[] gradient) {
    evaluate(coefficients);
    System.arraycopy(sums, 0, gradient, 0, gradient.length);
    return sums[coefficients.length];
  }

  /** The descent asks for the value where a step led, and then for the gradient there. */
  private void evaluate(double[] coefficients) {
    if (Arrays.equals(at, coefficients)) {
      return;
    }
    at = coefficients.clone();
    int p = coefficients.length - 1;
    sums = new double[p + 2];
    // The blocks are added up in their order; the threads that computed them do not matter.
    double[][] blocks =
        IntStream.range(0, (x.length + BLOCK - 1) / BLOCK)
            .parallel()
            .mapToObj(b -> block(at, b * BLOCK, Math.min(x.length, (b + 1) * BLOCK)))
            .toArray(double[][]::new);
    for (double[] block : blocks) {
      addTo(sums, 1, block);
    }
    for (int j = 0; j < p; j++) {
      sums[j] += lambda * at[j];
      sums[p + 1] += lambda / 2 * at[j] * at[j];
    }
    for (int j = 0; j < sums.length; j++) {
      sums[j] *= scale;
    }
  }

  /** {@code [p + 2]}: the gradient, then the value. */
  private double[] block(double[] coefficients, int from, int to) {
    int p = coefficients.length - 1;
    double[] block = new double[p + 2];
    double intercept = 0;
    double value = 0;
    double product = 1;
    for (int i = from; i < to; i++) {
      double margin = signs[i] * (dot(x[i], coefficients) + coefficients[p]);
      // log(1 + exp(-m)) without overflow, and with one logarithm for all rows
      double tail = Math.exp(-Math.abs(margin));
      value += Math.max(-margin, 0);
      product *= 1 + tail;
      double slope = -signs[i] * (margin > 0 ? tail : 1) / (1 + tail);
      addTo(block, slope, x[i]);
      intercept += slope;
    }
    block[p] = intercept;
    block[p + 1] = value + Math.log(product);
    return block;
  }

  private static void addTo(double[] sums, double factor, double[] row) {
    for (int j = 0; j < row.length; j++) {
      sums[j] += factor * row[j];
    }
  }

  /** Adds in four sums, as a processor need not wait for one addition before it begins the next. */
  private static double dot(double[] row, double[] coefficients) {
    double a = 0, b = 0, c = 0, d = 0;
    int j = 0;
    for (; j < row.length - 3; j += 4) {
      a += row[j] * coefficients[j];
      b += row[j + 1] * coefficients[j + 1];
      c += row[j + 2] * coefficients[j + 2];
      d += row[j + 3] * coefficients[j + 3];
    }
    for (; j < row.length; j++) {
      a += row[j] * coefficients[j];
    }
    return a + b + (c + d);
  }
}
