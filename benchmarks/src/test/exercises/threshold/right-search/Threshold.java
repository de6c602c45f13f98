// The cheapest of 99 thresholds on the validation rows.
final class Threshold {
  static double threshold(double[] p, int[] y, double miss, double falseAlarm) {
    double best = 0.5;
    double lowest = Double.MAX_VALUE;
    for (int k = 1; k < 100; k++) {
      double threshold = k / 100.0;
      double cost = 0;
      for (int i = 0; i < p.length; i++) {
        boolean alarm = p[i] > threshold;
        cost += y[i] == 1 && !alarm ? miss : y[i] == 0 && alarm ? falseAlarm : 0;
      }
      if (cost < lowest) {
        lowest = cost;
        best = threshold;
      }
    }
    return best;
  }
}
