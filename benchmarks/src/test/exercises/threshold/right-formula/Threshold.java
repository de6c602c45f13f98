// C. Elkan, «The Foundations of Cost-Sensitive Learning», IJCAI 2001: a false alarm then costs as
// much as a miss.
final class Threshold {
  static double threshold(double[] p, int[] y, double miss, double falseAlarm) {
    return falseAlarm / (miss + falseAlarm);
  }
}
