package workbench.scientist.validation;

import java.util.Arrays;

/**
 * A figure over several folds, in short.
 *
 * @param mean arithmetic
 * @param standardDeviation of a sample, with n - 1; NaN of a single value
 * @param min the smallest
 * @param max the largest
 */
public record Summary(double mean, double standardDeviation, double min, double max) {

  /**
   * @param values at least one
   */
  public static Summary of(double... values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new Summary(
        mean,
        Math.sqrt(squares / (values.length - 1)),
        Arrays.stream(values).min().orElseThrow(),
        Arrays.stream(values).max().orElseThrow());
  }
}
