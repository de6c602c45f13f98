package workbench.scientist.fit;

import java.util.Arrays;
import smile.classification.Classifier;
import smile.classification.LogisticRegression;
import workbench.data.Standardizer;
import workbench.model.ExportedModel;

/**
 * Logistic regression that standardises its rows itself, so that it can be given rows as they were
 * measured, and so that within each fold of a cross-validation the standardisation is fitted on
 * that fold's training rows alone.
 *
 * @param standardizer of p features
 * @param regression on standardised features
 */
public record StandardizedRegression(
    Standardizer standardizer, LogisticRegression.Binomial regression)
    implements Classifier<double[]>, Learner.Fitted {

  /**
   * scikit-learn's default penalty C=1, in Smile's words, and a tolerance that reaches the optimum.
   */
  public static final LogisticRegression.Options DEFAULTS =
      new LogisticRegression.Options(1.0, 1e-8, 500);

  /**
   * @param x {@code [n, p]}
   * @param y {@code [n]}, 0 and 1
   */
  public static StandardizedRegression fit(double[][] x, int[] y) {
    return fit(x, y, DEFAULTS.lambda());
  }

  /**
   * @param x {@code [n, p]}
   * @param y {@code [n]}, 0 and 1
   * @param lambda the penalty, in scikit-learn's terms 1/C; 0: none
   */
  public static StandardizedRegression fit(double[][] x, int[] y, double lambda) {
    Standardizer standardizer = Standardizer.fit(x);
    var options = new LogisticRegression.Options(lambda, DEFAULTS.tol(), DEFAULTS.maxIter());
    return new StandardizedRegression(
        standardizer, PenalizedLoss.minimize(standardizer.transform(x), y, options));
  }

  @Override
  public int numClasses() {
    return 2;
  }

  @Override
  public int[] classes() {
    return new int[] {0, 1};
  }

  @Override
  public boolean isSoft() {
    return true;
  }

  @Override
  public int predict(double[] x) {
    return predict(x, new double[2]);
  }

  @Override
  public int predict(double[] x, double[] posteriori) {
    return regression.predict(standardizer.transform(x), posteriori);
  }

  /**
   * @param x {@code [n, p]}
   * @return {@code [n]}, the probability of the class 1
   */
  @Override
  public double[] probabilities(double[][] x) {
    return Learner.Fitted.ofClassOne(x, this::predict);
  }

  /** Converts the regression for export. */
  public ExportedModel exported() {
    double[] coefficients = regression.coefficients();
    int p = coefficients.length - 1;
    return ExportedModel.logisticRegression(
        standardizer, Arrays.copyOf(coefficients, p), coefficients[p]);
  }
}
