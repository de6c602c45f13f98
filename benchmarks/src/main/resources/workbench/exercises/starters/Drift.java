/** Exercise «drift»: make the server's alarm ring for exactly one feature of breast-cancer. */
final class Drift {

  /**
   * Changes one feature of a request. The accuracy must stay at least 0.95.
   *
   * @param row the 30 features of a request
   * @param sd the standard deviation of each feature in the training rows
   */
  static double[] transform(double[] row, double[] sd) {
    row[0] += 0.25 * sd[0];
    return row;
  }
}
