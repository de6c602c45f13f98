// Says: what do (1, 1) and (-1, -1) have in common that (1, -1) has not?
final class Interaction {
  static double[] features(double[] row) {
    return new double[] {row[0], row[1], row[2], row[0] * row[0], row[1] * row[1]};
  }
}
