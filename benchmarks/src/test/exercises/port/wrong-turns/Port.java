// Says: in which order does StratifiedKFold take the rows?
import java.util.ArrayList;
import java.util.List;
import workbench.scientist.fit.StandardizedRegression;

final class Port {
  static double[] crossValScore(double[][] x, int[] y, double c, int folds) {
    int[] fold = folds(y, folds);
    double[] scores = new double[folds];
    for (int f = 0; f < folds; f++) {
      List<double[]> train = new ArrayList<>();
      List<Integer> labels = new ArrayList<>();
      for (int i = 0; i < y.length; i++) {
        if (fold[i] != f) {
          train.add(x[i]);
          labels.add(y[i]);
        }
      }
      var model =
          StandardizedRegression.fit(
              train.toArray(double[][]::new), labels.stream().mapToInt(k -> k).toArray(), 1 / c);
      int right = 0;
      int rows = 0;
      for (int i = 0; i < y.length; i++) {
        if (fold[i] == f) {
          rows++;
          right += model.predict(x[i]) == y[i] ? 1 : 0;
        }
      }
      scores[f] = right / (double) rows;
    }
    return scores;
  }

  private static int[] folds(int[] y, int folds) {
    int[] fold = new int[y.length];
    int[] seen = new int[2];
    for (int i = 0; i < y.length; i++) {
      fold[i] = seen[y[i]]++ % folds;
    }
    return fold;
  }
}
