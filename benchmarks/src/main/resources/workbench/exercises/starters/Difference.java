import org.apache.commons.statistics.distribution.NormalDistribution;

/** Exercise «difference»: 112 of 114 against 111 of 114. Is one model better? */
final class Difference {

  /**
   * The two-sided p-value of the difference between two models on the same rows.
   *
   * @param first whether the first model is right, for each row
   * @param second whether the second model is right, for each row
   */
  static double pValue(boolean[] first, boolean[] second) {
    double n = first.length;
    double a = right(first) / n;
    double b = right(second) / n;
    double pooled = (a + b) / 2;
    double z = Math.abs(a - b) / Math.sqrt(2 * pooled * (1 - pooled) / n);
    return 2 * NormalDistribution.of(0, 1).survivalProbability(z);
  }

  static int right(boolean[] model) {
    int count = 0;
    for (boolean row : model) {
      count += row ? 1 : 0;
    }
    return count;
  }
}
