package workbench.engineer.release;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import workbench.evaluation.Evaluation;

/**
 * Test of two models on the same rows: is the log-loss of the first higher than chance explains? If
 * the models are equally good, either of a row's two losses could as well be the other model's, so
 * the sign of each difference is random (R. A. Fisher, «The Design of Experiments», 1935, section
 * 21). The log-loss judges the ranking and the probabilities, also where one class is rare.
 *
 * @param logLoss mean over the rows, in nats
 * @param otherLogLoss the same of the other model
 * @param pValue one-sided: probability that the first model's loss is as much higher by chance;
 *     exact for up to 13 rows with different probabilities, otherwise from 9,999 random assignments
 *     of signs, or fewer for more than 10,000 rows
 */
public record PairedLossTest(double logLoss, double otherLogLoss, double pValue) {

  /** Single precision moves probabilities by less. */
  private static final double SAME = 1e-5;

  private static final int LARGEST_EXACT = 13;
  private static final int DRAWS = 9_999;

  /**
   * @param y {@code [m]}, 0 or 1
   * @param probabilities {@code [m]}, of the class 1
   * @param others {@code [m]}, of the other model; a difference of up to 1e-5 counts as none
   */
  public static PairedLossTest of(int[] y, double[] probabilities, double[] others) {
    double[] differences =
        IntStream.range(0, y.length)
            .filter(i -> Math.abs(probabilities[i] - others[i]) > SAME)
            .mapToDouble(i -> loss(y[i], probabilities[i]) - loss(y[i], others[i]))
            .toArray();
    return new PairedLossTest(
        Evaluation.logLoss(y, probabilities), Evaluation.logLoss(y, others), pValue(differences));
  }

  private static double loss(int y, double probability) {
    return Evaluation.logLoss(new int[] {y}, new double[] {probability});
  }

  private static double pValue(double[] differences) {
    int n = differences.length;
    double observed = 0;
    double tolerance = 0;
    for (double difference : differences) {
      observed += difference;
      tolerance += 1e-12 * Math.abs(difference);
    }
    boolean exact = n <= LARGEST_EXACT;
    int draws = exact ? 1 << n : Math.clamp(100_000_000L / n, 999, DRAWS);
    var random = new SplittableRandom(1);
    int asHigh = 0;
    for (int draw = 0; draw < draws; draw++) {
      double sum = 0;
      long signs = draw;
      for (int i = 0; i < n; i++) {
        if (!exact && i % Long.SIZE == 0) {
          signs = random.nextLong();
        }
        sum += (signs & 1) == 0 ? differences[i] : -differences[i];
        signs >>>= 1;
      }
      if (sum >= observed - tolerance) {
        asHigh++;
      }
    }
    return exact ? asHigh / (double) draws : (1 + asHigh) / (1.0 + draws);
  }
}
