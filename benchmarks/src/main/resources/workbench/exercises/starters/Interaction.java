/** Exercise «interaction»: a regression has accuracy 0.5, a network 0.85. Can a feature help? */
final class Interaction {

  /**
   * The features that the logistic regression gets for a row. The class depends on the first two
   * features together; the third one is noise.
   *
   * @param row three measured values
   */
  static double[] features(double[] row) {
    return row;
  }
}
