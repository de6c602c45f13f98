// One feature says it all.
final class Interaction {
  static double[] features(double[] row) {
    return new double[] {Math.signum(row[0]) == Math.signum(row[1]) ? 1 : 0};
  }
}
