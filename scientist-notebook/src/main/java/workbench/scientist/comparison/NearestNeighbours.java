package workbench.scientist.comparison;

import java.io.Serializable;
import smile.classification.KNN;
import workbench.data.Standardizer;
import workbench.scientist.fit.Learner;

/**
 * Smile's k nearest neighbours, on standardised features.
 *
 * @param standardizer of p features
 * @param neighbours the training rows, standardised
 */
record NearestNeighbours(Standardizer standardizer, KNN<double[]> neighbours)
    implements Learner.Fitted, Serializable {

  /** scikit-learn's default. */
  static final int K = 5;

  static NearestNeighbours fit(double[][] x, int[] y) {
    Standardizer standardizer = Standardizer.fit(x);
    return new NearestNeighbours(standardizer, KNN.fit(standardizer.transform(x), y, K));
  }

  /** The share of the class 1 among the k nearest rows. */
  @Override
  public double[] probabilities(double[][] x) {
    return Learner.Fitted.ofClassOne(
        x, (row, posteriori) -> neighbours.predict(standardizer.transform(row), posteriori));
  }
}
