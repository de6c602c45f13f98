// A sensor that is 15% too high.
/** Exercise «drift»: make the server's alarm ring for exactly one feature of breast-cancer. */
final class Drift {

  /**
   * A changed request.
   *
   * @param row the 30 features of a request
   * @param sd the standard deviation of each feature in the training rows
   */
  static double[] transform(double[] row, double[] sd) {
    row[1] *= 1.15;
    return row;
  }
}
