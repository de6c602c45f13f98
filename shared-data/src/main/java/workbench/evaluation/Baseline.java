package workbench.evaluation;

import java.util.Arrays;

/**
 * The model that learned nothing: it always answers with the class that was most frequent in
 * training. An accuracy says something only beside this one.
 *
 * @param label 0 or 1; on a tie 0
 */
public record Baseline(int label) {

  /**
   * @param labels {@code [n]} of the training set, 0 or 1
   */
  public static Baseline fit(int[] labels) {
    return new Baseline(2 * Arrays.stream(labels).sum() > labels.length ? 1 : 0);
  }

  /**
   * The share of these rows that the baseline gets right.
   *
   * @param labels {@code [m]}, 0 or 1
   */
  public double accuracy(int[] labels) {
    return Arrays.stream(labels).filter(y -> y == label).count() / (double) labels.length;
  }
}
