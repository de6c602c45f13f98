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
    // How many rows of each class a fold gets: as the sorted labels are dealt.
    int first = y[0];
    int ofFirst = 0;
    for (int label : y) {
      ofFirst += label == first ? 1 : 0;
    }
    int[][] left = new int[2][folds];
    for (int i = 0; i < y.length; i++) {
      left[i < ofFirst ? first : 1 - first][i % folds]++;
    }
    int[] fold = new int[y.length];
    int[] current = new int[2];
    for (int i = 0; i < y.length; i++) {
      while (left[y[i]][current[y[i]]] == 0) {
        current[y[i]]++;
      }
      fold[i] = current[y[i]];
      left[y[i]][fold[i]]--;
    }
    return fold;
  }
}
