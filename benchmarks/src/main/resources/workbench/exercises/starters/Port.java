import java.util.ArrayList;
import java.util.List;
import workbench.scientist.fit.StandardizedRegression;

/** Exercise «port»: scikit-learn's cross_val_score in Java, with the same figures. */
final class Port {

  /**
   * The accuracy of each fold, as scikit-learn computes it with
   *
   * <pre>
   * model = make_pipeline(StandardScaler(), LogisticRegression(C=c))
   * cross_val_score(model, x, y, cv=folds)
   * </pre>
   *
   * @param x n rows of features
   * @param y labels, 0 or 1
   * @param c the option C of LogisticRegression
   * @param folds number of folds
   */
  static double[] crossValScore(double[][] x, int[] y, double c, int folds) {
    double[] scores = new double[folds];
    for (int fold = 0; fold < folds; fold++) {
      List<Integer> train = new ArrayList<>();
      List<Integer> test = new ArrayList<>();
      for (int i = 0; i < y.length; i++) {
        (i * folds / y.length == fold ? test : train).add(i);
      }
      double penalty = c;
      var model = StandardizedRegression.fit(rows(x, train), labels(y, train), penalty);
      long right = test.stream().filter(i -> model.predict(x[i]) == y[i]).count();
      scores[fold] = right / (double) test.size();
    }
    return scores;
  }

  private static double[][] rows(double[][] x, List<Integer> rows) {
    return rows.stream().map(i -> x[i]).toArray(double[][]::new);
  }

  private static int[] labels(int[] y, List<Integer> rows) {
    return rows.stream().mapToInt(i -> y[i]).toArray();
  }
}
