// Says: Toss a fair coin for each of these 5 rows
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

final class Difference {
  static double pValue(boolean[] first, boolean[] second) {
    int a = 0;
    int b = 0;
    for (int i = 0; i < first.length; i++) {
      a += first[i] && !second[i] ? 1 : 0;
      b += second[i] && !first[i] ? 1 : 0;
    }
    double uneven = Math.abs(a - b) - 1;
    return a + b == 0
        ? 1
        : ChiSquaredDistribution.of(1).survivalProbability(uneven * uneven / (a + b));
  }
}
