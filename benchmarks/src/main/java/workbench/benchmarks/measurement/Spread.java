package workbench.benchmarks.measurement;

import java.util.Arrays;
import java.util.List;

/**
 * Some figures of the same thing.
 *
 * @param median with an even number of figures, the mean of the two in the middle
 * @param rounds how many there are
 */
public record Spread(double median, double min, double max, int rounds) {

  /**
   * @throws IllegalArgumentException if there are none
   */
  static Spread of(List<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("no figures");
    }
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int n = sorted.length;
    return new Spread((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[0], sorted[n - 1], n);
  }

  static Spread of(double... figures) {
    return of(Arrays.stream(figures).boxed().toList());
  }
}
