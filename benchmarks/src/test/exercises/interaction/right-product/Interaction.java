// The product is positive where the signs are equal.
final class Interaction {
  static double[] features(double[] row) {
    return new double[] {row[0], row[1], row[2], row[0] * row[1]};
  }
}
