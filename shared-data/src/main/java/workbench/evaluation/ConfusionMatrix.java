package workbench.evaluation;

/**
 * Confusion matrix: counts of the rows by true and predicted class. A share of no rows, such as the
 * precision if no row is predicted as 1, is 0, as in scikit-learn.
 *
 * @param trueNegative rows of class 0 predicted as 0
 * @param falsePositive rows of class 0 predicted as 1
 * @param falseNegative rows of class 1 predicted as 0
 * @param truePositive rows of class 1 predicted as 1
 */
public record ConfusionMatrix(
    int trueNegative, int falsePositive, int falseNegative, int truePositive) {

  /**
   * @param y {@code [n]}, 0 or 1
   * @param p {@code [n]}, the probability of the class 1
   * @param threshold above which the prediction is 1
   */
  public static ConfusionMatrix of(int[] y, double[] p, Threshold threshold) {
    int[][] rows = new int[2][2];
    for (int i = 0; i < y.length; i++) {
      rows[y[i]][threshold.label(p[i])]++;
    }
    return new ConfusionMatrix(rows[0][0], rows[0][1], rows[1][0], rows[1][1]);
  }

  public int rows() {
    return trueNegative + falsePositive + falseNegative + truePositive;
  }

  /** Rows whose class was predicted. */
  public int correct() {
    return trueNegative + truePositive;
  }

  /** The share of the rows that was right. */
  public double accuracy() {
    return share(correct(), rows());
  }

  /** The share of class 1 among the rows predicted as 1. */
  public double precision() {
    return share(truePositive, truePositive + falsePositive);
  }

  /** The share of the rows of class 1 that are predicted as 1 (sensitivity). */
  public double recall() {
    return share(truePositive, truePositive + falseNegative);
  }

  /** The share of the rows of class 0 that are predicted as 0. */
  public double specificity() {
    return share(trueNegative, trueNegative + falsePositive);
  }

  /** The harmonic mean of precision and recall. */
  public double f1() {
    return share(2 * truePositive, 2 * truePositive + falsePositive + falseNegative);
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : part / (double) whole;
  }
}
