/** Exercise «threshold»: a miss and a false alarm do not cost the same. */
final class Threshold {

  /**
   * The probability above which the model raises an alarm.
   *
   * @param p probabilities of the class 1 for validation rows, which the model was not fitted on
   * @param y their labels, 0 or 1
   * @param miss cost of a row of class 1 without an alarm
   * @param falseAlarm cost of a row of class 0 with an alarm
   */
  static double threshold(double[] p, int[] y, double miss, double falseAlarm) {
    return 0.5;
  }
}
