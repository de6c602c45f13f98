import java.util.Comparator;
import java.util.stream.IntStream;
import workbench.scientist.fit.StandardizedRegression;

final class Port {
  static double[] crossValScore(double[][] x, int[] y, double c, int folds) {
    // The rows by class, the class of the first row before the other.
    int[] sorted =
        IntStream.range(0, y.length)
            .boxed()
            .sorted(Comparator.comparing(i -> y[i] != y[0]))
            .mapToInt(i -> i)
            .toArray();
    int[] fold = new int[y.length];
    for (boolean other : new boolean[] {false, true}) {
      int[] positions =
          IntStream.range(0, y.length).filter(k -> (y[sorted[k]] != y[0]) == other).toArray();
      int[] counted = IntStream.of(positions).map(k -> k % folds).sorted().toArray();
      for (int j = 0; j < positions.length; j++) {
        fold[sorted[positions[j]]] = counted[j];
      }
    }
    return IntStream.range(0, folds)
        .mapToDouble(
            f -> {
              int[] train = IntStream.range(0, y.length).filter(i -> fold[i] != f).toArray();
              var model =
                  StandardizedRegression.fit(
                      IntStream.of(train).mapToObj(i -> x[i]).toArray(double[][]::new),
                      IntStream.of(train).map(i -> y[i]).toArray(),
                      1 / c);
              return IntStream.range(0, y.length)
                  .filter(i -> fold[i] == f)
                  .mapToDouble(i -> model.predict(x[i]) == y[i] ? 1 : 0)
                  .average()
                  .orElseThrow();
            })
        .toArray();
  }
}
