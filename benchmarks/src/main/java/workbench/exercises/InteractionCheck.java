package workbench.exercises;

import java.util.Arrays;
import workbench.data.Examples;
import workbench.scientist.fit.StandardizedRegression;

/** A feature that makes an interaction linear: the accuracy of a regression on unseen rows. */
final class InteractionCheck implements Exercise {

  private static final int TRAINING_ROWS = 800;
  private static final int TEST_ROWS = 1000;

  /**
   * Over 300 other seeds the product gives 0.79 or more, also with the squares and other products
   * beside it. A square or the larger of two features gives 0.74 or less.
   */
  private static final double NEEDED = 0.75;

  private static final long[] SEEDS = {11, 12, 13, 14, 15};

  @Override
  public Verdict check(Answer answer) {
    double lowest = 1;
    double before = 0;
    for (long seed : SEEDS) {
      Examples rows = SameSign.draw(TRAINING_ROWS + TEST_ROWS, seed);
      double[][] features =
          Arrays.stream(rows.x())
              .map(row -> answer.call(double[].class, "features", (Object) row))
              .toArray(double[][]::new);
      if (Arrays.stream(features)
          .anyMatch(
              row ->
                  row.length == 0
                      || row.length != features[0].length
                      || !Arrays.stream(row).allMatch(Double::isFinite))) {
        return Verdict.notYet(
            "features must return the same number of finite values for every row");
      }
      lowest = Math.min(lowest, accuracy(features, rows.y()));
      before = Math.max(before, accuracy(rows.x(), rows.y()));
    }
    String figures = "accuracy %.3f in the worst of %d seeds".formatted(lowest, SEEDS.length);
    return lowest < NEEDED
        ? Verdict.notYet(
            "%s; %.2f is needed. The class depends on two features together: what do (1, 1) and"
                + " (-1, -1) have in common that (1, -1) has not?",
            figures, NEEDED)
        : Verdict.passed(
            "%s, with the raw features at best %.3f: a linear model can use what a network would"
                + " have to find",
            figures, before);
  }

  private static double accuracy(double[][] x, int[] y) {
    var model =
        StandardizedRegression.fit(
            Arrays.copyOf(x, TRAINING_ROWS), Arrays.copyOf(y, TRAINING_ROWS));
    int right = 0;
    for (int i = TRAINING_ROWS; i < y.length; i++) {
      right += model.predict(x[i]) == y[i] ? 1 : 0;
    }
    return right / (double) TEST_ROWS;
  }
}
