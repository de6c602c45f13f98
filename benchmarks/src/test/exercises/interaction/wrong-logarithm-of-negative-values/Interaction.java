// Says: the same number of finite values
final class Interaction {
  static double[] features(double[] row) {
    return new double[] {Math.log(row[0]), Math.log(row[1])};
  }
}
