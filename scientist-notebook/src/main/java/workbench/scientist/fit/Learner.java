package workbench.scientist.fit;

import java.util.Arrays;
import java.util.function.BiConsumer;
import workbench.data.ColumnTransformer;
import workbench.data.Examples;

/**
 * A way of fitting a model; all that it needs to know of the data, such as a mean, it takes from
 * the rows it is given.
 */
@FunctionalInterface
public interface Learner {

  /**
   * @param x {@code [n, p]} as measured, without missing values
   * @param y {@code [n]}, 0 and 1
   */
  Fitted fit(double[][] x, int[] y);

  /**
   * Fits on rows of which some may have missing values: the imputer is fitted on the same rows, and
   * is part of the model.
   */
  default Fitted fit(Examples train) {
    if (train.imputer().isEmpty()) {
      return fit(train.x(), train.y());
    }
    ColumnTransformer imputer = train.imputer().get().refit(train.x());
    return new Imputed(imputer, fit(imputer.impute(train.x()), train.y()));
  }

  /**
   * A model behind its imputer.
   *
   * @param imputer fitted on the model's training rows
   */
  record Imputed(ColumnTransformer imputer, Fitted model) implements Fitted {
    @Override
    public double[] probabilities(double[][] x) {
      return model.probabilities(imputer.impute(x));
    }
  }

  /** A model that was fitted. */
  @FunctionalInterface
  interface Fitted {

    /**
     * @param x {@code [m, p]} as measured
     * @return {@code [m]}, from 0 to 1 and above 0.5 where the class 1 is predicted: its
     *     probability, or, of a model that has none, a score that ranks the rows
     */
    double[] probabilities(double[][] x);

    /**
     * Collects the probabilities of the class 1 from a classifier of Smile, which writes those of
     * both classes of a row into an array.
     */
    static double[] ofClassOne(double[][] x, BiConsumer<double[], double[]> classifier) {
      return Arrays.stream(x)
          .mapToDouble(
              row -> {
                double[] posteriori = new double[2];
                classifier.accept(row, posteriori);
                return posteriori[1];
              })
          .toArray();
    }
  }
}
