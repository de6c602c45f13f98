package workbench.scientist.validation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The share of each class that is predicted as 1, as the threshold goes down from above the highest
 * probability to the lowest; one point a probability, all of them kept, as in scikit-learn's {@code
 * roc_curve(drop_intermediate=False)}.
 *
 * @param falsePositiveRate {@code [t + 1]} for t different probabilities, from 0 to 1, of the rows
 *     of class 0
 * @param truePositiveRate {@code [t + 1]}, from 0 to 1, of the rows of class 1
 */
public record RocCurve(double[] falsePositiveRate, double[] truePositiveRate) {

  /**
   * @param y {@code [n]}, 0 and 1
   * @param p {@code [n]}, the probability of the class 1, or any score that ranks the rows
   * @throws IllegalArgumentException if a class has no row
   */
  public static RocCurve of(int[] y, double[] p) {
    int positive = Arrays.stream(y).sum();
    int negative = y.length - positive;
    if (positive == 0 || negative == 0) {
      throw new IllegalArgumentException(
          "%d rows of one class have no ROC curve".formatted(y.length));
    }
    int[] order =
        IntStream.range(0, y.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] falsePositiveRate = new double[y.length + 1];
    double[] truePositiveRate = new double[y.length + 1];
    int points = 1;
    int found = 0;
    for (int taken = 1; taken <= order.length; taken++) {
      found += y[order[taken - 1]];
      if (taken == order.length || p[order[taken]] != p[order[taken - 1]]) {
        falsePositiveRate[points] = (taken - found) / (double) negative;
        truePositiveRate[points++] = found / (double) positive;
      }
    }
    return new RocCurve(
        Arrays.copyOf(falsePositiveRate, points), Arrays.copyOf(truePositiveRate, points));
  }
}
