// Says: A threshold is a probability, from 0 to 1
final class Threshold {
  static double threshold(double[] p, int[] y, double miss, double falseAlarm) {
    return falseAlarm / miss;
  }
}
