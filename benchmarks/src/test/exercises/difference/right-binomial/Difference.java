// The library's binomial distribution.
import org.apache.commons.statistics.distribution.BinomialDistribution;

final class Difference {
  static double pValue(boolean[] first, boolean[] second) {
    int a = 0;
    int b = 0;
    for (int i = 0; i < first.length; i++) {
      a += first[i] && !second[i] ? 1 : 0;
      b += second[i] && !first[i] ? 1 : 0;
    }
    return Math.min(
        1, 2 * BinomialDistribution.of(a + b, 0.5).cumulativeProbability(Math.min(a, b)));
  }
}
