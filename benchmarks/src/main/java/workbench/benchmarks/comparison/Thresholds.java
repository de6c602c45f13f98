package workbench.benchmarks.comparison;

import java.util.Arrays;
import workbench.evaluation.ErrorCost;

/**
 * The predictions of both models on the test rows at the thresholds 0, 0.005, ... 1.
 *
 * @param positive test rows of class 1
 * @param negative test rows of class 0
 * @param engineer the network's predictions
 * @param scientist the regression's predictions
 * @param missCost cost of a miss, where a false alarm costs 1: that of the run, or 10
 */
public record Thresholds(
    int positive, int negative, Counts engineer, Counts scientist, double missCost) {

  /** The steps from 0 to 1. */
  static final int STEPS = 200;

  /** Costs if none were given. */
  static final ErrorCost COST = new ErrorCost(10, 1);

  /**
   * Rows with a probability above each threshold.
   *
   * @param truePositive {@code [201]}, of class 1
   * @param falsePositive {@code [201]}, of class 0
   */
  public record Counts(int[] truePositive, int[] falsePositive) {

    static Counts of(int[] y, double[] probabilities) {
      int[][] above = new int[2][STEPS + 1];
      for (int i = 0; i < y.length; i++) {
        for (int step = 0; step <= STEPS && probabilities[i] > step / (double) STEPS; step++) {
          above[y[i]][step]++;
        }
      }
      return new Counts(above[1], above[0]);
    }
  }

  /**
   * @param y {@code [m]}, 0 or 1
   * @param engineer {@code [m]}, probabilities of the class 1
   * @param scientist {@code [m]}, probabilities of the class 1
   */
  static Thresholds of(int[] y, double[] engineer, double[] scientist, ErrorCost cost) {
    int positive = Arrays.stream(y).sum();
    return new Thresholds(
        positive,
        y.length - positive,
        Counts.of(y, engineer),
        Counts.of(y, scientist),
        cost.miss() / cost.falseAlarm());
  }
}
