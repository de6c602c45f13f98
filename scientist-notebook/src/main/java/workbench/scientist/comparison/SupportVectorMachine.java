package workbench.scientist.comparison;

import java.io.Serializable;
import java.util.Arrays;
import smile.classification.SVM;
import smile.math.MathEx;
import smile.math.kernel.GaussianKernel;
import workbench.data.Standardizer;
import workbench.scientist.fit.Learner;

/**
 * Smile's support vector machine with a Gaussian kernel, on standardised features.
 *
 * @param standardizer of p features
 * @param machine on standardised features; its classes are -1 and 1
 */
record SupportVectorMachine(Standardizer standardizer, SVM<double[]> machine)
    implements Learner.Fitted, Serializable {

  /** scikit-learn's default. */
  static final double PENALTY = 1;

  static Learner learner(long seed) {
    return (x, y) -> {
      Standardizer standardizer = Standardizer.fit(x);
      double[][] z = standardizer.transform(x);
      int[] signs = Arrays.stream(y).map(label -> 2 * label - 1).toArray();
      // Smile takes the rows in an order drawn at random.
      MathEx.setSeed(seed);
      var machine = SVM.fit(z, signs, new GaussianKernel(width(z)), new SVM.Options(PENALTY));
      return new SupportVectorMachine(standardizer, machine);
    };
  }

  /**
   * The sigma of {@code exp(-d^2 / (2 sigma^2))} that is scikit-learn's {@code gamma='scale'},
   * {@code exp(-gamma d^2)} with {@code gamma = 1 / (p var)}, var being the variance of all
   * entries: on standardised rows {@code p var} is the number of features that vary.
   *
   * @param z {@code [n, p]}, standardised
   */
  static double width(double[][] z) {
    double squares = Arrays.stream(z).flatMapToDouble(Arrays::stream).map(v -> v * v).sum();
    return squares == 0 ? Math.sqrt(0.5) : Math.sqrt(squares / z.length / 2);
  }

  /**
   * The distance from the boundary, brought between 0 and 1 by the logistic function: it ranks, it
   * is no probability.
   */
  @Override
  public double[] probabilities(double[][] x) {
    return Arrays.stream(x)
        .mapToDouble(row -> 1 / (1 + Math.exp(-machine.score(standardizer.transform(row)))))
        .toArray();
  }
}
