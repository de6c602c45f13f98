// The training rows of each fold select.
import java.util.Comparator;
import java.util.stream.IntStream;
import workbench.scientist.fit.StandardizedRegression;

/** Exercise «leak»: columns of pure noise seem to predict the label. Where is the mistake? */
final class Leak {

  /**
   * The accuracy in a cross-validation of a regression on the best features.
   *
   * @param x n rows of p features
   * @param y n labels, 0 or 1
   * @param keep number of features to keep
   * @param fold n numbers from 0: the fold in which each row is tested
   */
  static double accuracy(double[][] x, int[] y, int keep, int[] fold) {
    int right = 0;
    for (int k = 0; k <= IntStream.of(fold).max().orElse(0); k++) {
      int number = k;
      int[] train = rows(fold, each -> each != number);
      int[] test = rows(fold, each -> each == number);
      right += right(x, y, train, test, best(x, y, train, keep));
    }
    return (double) right / y.length;
  }

  /** The features whose means differ most between the two classes, on some rows. */
  static int[] best(double[][] x, int[] y, int[] rows, int keep) {
    return IntStream.range(0, x[0].length)
        .boxed()
        .sorted(Comparator.comparingDouble(j -> -difference(x, y, rows, j)))
        .limit(keep)
        .mapToInt(j -> j)
        .toArray();
  }

  static double difference(double[][] x, int[] y, int[] rows, int j) {
    double one =
        IntStream.of(rows).filter(i -> y[i] == 1).mapToDouble(i -> x[i][j]).average().orElse(0);
    double zero =
        IntStream.of(rows).filter(i -> y[i] == 0).mapToDouble(i -> x[i][j]).average().orElse(0);
    return Math.abs(one - zero);
  }

  /** Counts the test rows that a regression fitted on the training rows predicts right. */
  static int right(double[][] x, int[] y, int[] train, int[] test, int[] features) {
    var model = StandardizedRegression.fit(table(x, train, features), labels(y, train));
    double[][] rows = table(x, test, features);
    return (int)
        IntStream.range(0, test.length).filter(i -> model.predict(rows[i]) == y[test[i]]).count();
  }

  static int[] rows(int[] fold, java.util.function.IntPredicate wanted) {
    return IntStream.range(0, fold.length).filter(i -> wanted.test(fold[i])).toArray();
  }

  static int[] labels(int[] y, int[] rows) {
    return IntStream.of(rows).map(i -> y[i]).toArray();
  }

  static double[][] table(double[][] x, int[] rows, int[] features) {
    return IntStream.of(rows)
        .mapToObj(i -> IntStream.of(features).mapToDouble(j -> x[i][j]).toArray())
        .toArray(double[][]::new);
  }
}
