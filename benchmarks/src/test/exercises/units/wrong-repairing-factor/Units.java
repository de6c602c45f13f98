// Says: By which factor did the client multiply
import java.util.Arrays;

/** Exercise «units»: a client sends one feature in another unit, such as cm instead of mm. */
final class Units {

  /**
   * The broken feature and its factor.
   *
   * @param train the training rows
   * @param requests the client's rows, similar but for the one feature
   * @return the number of the feature, from 0, and the factor by which the client multiplied it
   */
  static double[] broken(double[][] train, double[][] requests) {
    int feature = 0;
    double largest = 0;
    for (int j = 0; j < train[0].length; j++) {
      double difference = Math.abs(Math.log(mean(requests, j) / mean(train, j)));
      if (difference > largest) {
        largest = difference;
        feature = j;
      }
    }
    return new double[] {feature, mean(train, feature) / mean(requests, feature)};
  }

  static double mean(double[][] rows, int j) {
    return Arrays.stream(rows).mapToDouble(row -> row[j]).average().orElse(0);
  }
}
