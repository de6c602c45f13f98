/** Exercise «odds»: does the sex of a penguin tell whether it is an Adelie? */
final class Odds {

  /**
   * The odds ratio of male for the class 1, given other measurements.
   *
   * @param male 1 for a male penguin, 0 for a female one
   * @param given n rows of other measurements; none, one or two columns
   * @param y labels, 1 for Adelie
   */
  static double oddsRatio(double[] male, double[][] given, int[] y) {
    double[][] count = new double[2][2];
    for (int i = 0; i < y.length; i++) {
      count[(int) male[i]][y[i]]++;
    }
    return count[1][1] / count[1][0] / (count[0][1] / count[0][0]);
  }
}
