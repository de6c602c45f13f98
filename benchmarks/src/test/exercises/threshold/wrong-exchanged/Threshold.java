// Says: Are the two costs exchanged?
final class Threshold {
  static double threshold(double[] p, int[] y, double miss, double falseAlarm) {
    return miss / (miss + falseAlarm);
  }
}
