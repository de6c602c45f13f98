// (a + b)^2 - (a - b)^2 is four times the product.
final class Interaction {
  static double[] features(double[] row) {
    double sum = row[0] + row[1];
    double difference = row[0] - row[1];
    return new double[] {sum * sum, difference * difference};
  }
}
