package workbench.scientist.comparison;

import java.util.Arrays;
import workbench.scientist.fit.Learner;

/**
 * The model that learned nothing but how frequent the classes are.
 *
 * @param share of the class 1 among the training rows, the probability it gives every row
 */
record MajorityClass(double share) implements Learner.Fitted {

  static MajorityClass fit(double[][] x, int[] y) {
    return new MajorityClass(Arrays.stream(y).average().orElseThrow());
  }

  @Override
  public double[] probabilities(double[][] x) {
    double[] probabilities = new double[x.length];
    Arrays.fill(probabilities, share);
    return probabilities;
  }
}
