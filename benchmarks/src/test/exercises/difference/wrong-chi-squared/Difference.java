// Says: Toss a fair coin for each of these 5 rows
import org.apache.commons.statistics.distribution.NormalDistribution;

final class Difference {
  static double pValue(boolean[] first, boolean[] second) {
    int a = 0;
    int b = 0;
    for (int i = 0; i < first.length; i++) {
      a += first[i] && !second[i] ? 1 : 0;
      b += second[i] && !first[i] ? 1 : 0;
    }
    double z = a + b == 0 ? 0 : Math.abs(a - b) / Math.sqrt(a + b);
    return 2 * NormalDistribution.of(0, 1).survivalProbability(z);
  }
}
