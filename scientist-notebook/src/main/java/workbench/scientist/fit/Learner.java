package workbench.scientist.fit;

/**
 * A way of fitting a model; whatever it needs to know of the data, such as a mean, it takes from
 * the rows it is given.
 */
@FunctionalInterface
public interface Learner {

  /**
   * @param x {@code [n, p]} as measured, without missing values
   * @param y {@code [n]}, 0 and 1
   */
  Fitted fit(double[][] x, int[] y);

  /** A model that was fitted. */
  @FunctionalInterface
  interface Fitted {

    /**
     * @param x {@code [m, p]} as measured
     * @return {@code [m]}, from 0 to 1 and above 0.5 where the class 1 is predicted: its
     *     probability, or, of a model that has none, a score that ranks the rows
     */
    double[] probabilities(double[][] x);
  }
}
