package workbench.benchmarks.work;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import smile.classification.LogisticRegression;
import workbench.data.Examples;
import workbench.data.Standardizer;
import workbench.scientist.fit.PenalizedLoss;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.fit.TribuoRegression;

/** Logistic regression, fitted. */
@State(Scope.Thread)
public class Fit implements Work {

  @Param("1000")
  public int rows;

  @Param("5")
  public int features;

  private Drawn drawn;
  private Examples examples;
  private Standardizer asTheyAre;

  @Setup
  @Override
  public void prepare() {
    drawn = Drawn.of(rows, features);
    List<String> names = IntStream.rangeClosed(1, features).mapToObj(j -> "x" + j).toList();
    examples = new Examples(names, drawn.x(), drawn.y());
    double[] ones = new double[features];
    Arrays.fill(ones, 1);
    asTheyAre = new Standardizer(new double[features], ones);
  }

  /** By our loss under Smile's optimiser, as the scientist's workflow does it, to the optimum. */
  @Benchmark
  public LogisticRegression.Binomial smile() {
    return PenalizedLoss.minimize(drawn.x(), drawn.y(), StandardizedRegression.DEFAULTS);
  }

  /**
   * By Tribuo, as the second opinion does it: stochastically, without a penalty. Its rows are made
   * as well.
   */
  @Benchmark
  public TribuoRegression tribuo() {
    return TribuoRegression.fit(examples, asTheyAre);
  }

  /**
   * The value of the objective where the fit ended: log loss of all rows and half the squared
   * coefficients.
   */
  @Override
  public double[] answer(String way) {
    return new double[] {
      way.equals("smile") ? objective(smile().coefficients()) : logLoss(tribuo())
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
