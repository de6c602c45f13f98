package workbench.benchmarks.work;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import smile.classification.LogisticRegression;
import workbench.data.Examples;
import workbench.scientist.fit.PenalizedLoss;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.fit.TribuoRegression;

/** Fit of an L2-regularised logistic regression. */
public class Fit extends Work {

  @Param("1000")
  public int rows;

  @Param("5")
  public int features;

  private Drawn drawn;
  private Examples examples;

  @Override
  void prepare() {
    drawn = Drawn.of(rows, features);
    examples = new Examples(Drawn.names(features), drawn.x(), drawn.y());
  }

  /** Smile's optimiser on our loss, to the optimum, as in the scientist's workflow. */
  @Benchmark
  public LogisticRegression.Binomial smile() {
    return PenalizedLoss.minimize(drawn.x(), drawn.y(), StandardizedRegression.DEFAULTS);
  }

  /** Smile's own fit, with its own loss, the same penalty and the same tolerance. */
  @Benchmark
  public LogisticRegression.Binomial shipped() {
    return LogisticRegression.binomial(drawn.x(), drawn.y(), StandardizedRegression.DEFAULTS);
  }

  /** Tribuo's stochastic gradient descent without a penalty; the time includes making its rows. */
  @Benchmark
  public TribuoRegression tribuo() {
    return TribuoRegression.fit(examples, Drawn.asTheyAre(features));
  }

  /** L2-regularised log loss at the coefficients of the fit; Tribuo's has no penalty. */
  @Override
  double[] answer(String method) {
    return new double[] {
      switch (method) {
        case "smile" -> objective(smile().coefficients());
        case "shipped" -> objective(shipped().coefficients());
        default -> logLoss(tribuo());
      }
    };
  }

  private double objective(double[] coefficients) {
    double value = 0;
    for (int j = 0; j < features; j++) {
      value += 0.5 * coefficients[j] * coefficients[j];
    }
    for (int i = 0; i < rows; i++) {
      double z = coefficients[features];
      for (int j = 0; j < features; j++) {
        z += coefficients[j] * drawn.x()[i][j];
      }
      double wrong = drawn.y()[i] == 1 ? -z : z;
      value += Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(wrong)));
    }
    return value;
  }

  private double logLoss(TribuoRegression model) {
    double[] p = model.probabilities(drawn.x());
    double value = 0;
    for (int i = 0; i < rows; i++) {
      value -= Math.log(Math.max(1e-15, drawn.y()[i] == 1 ? p[i] : 1 - p[i]));
    }
    return value;
  }
}
