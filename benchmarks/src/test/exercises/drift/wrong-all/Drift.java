// Says: Does your code change one value of the row only?
/** Exercise «drift»: make the server's alarm ring for exactly one feature of breast-cancer. */
final class Drift {

  /**
   * A changed request.
   *
   * @param row the 30 features of a request
   * @param sd the standard deviation of each feature in the training rows
   */
  static double[] transform(double[] row, double[] sd) {
    for (int j = 0; j < row.length; j++) {
      row[j] += sd[j];
    }
    return row;
  }
}
