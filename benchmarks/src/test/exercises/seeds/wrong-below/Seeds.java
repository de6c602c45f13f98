// Says: Does it count the seeds with exactly this accuracy?
import java.util.Arrays;
import smile.classification.LogisticRegression;
import smile.math.MathEx;
import smile.validation.Bag;
import smile.validation.metric.Accuracy;

/** Exercise «seeds»: a run of the sample prints «Accuracy: 0.40». Is that bad luck? */
final class Seeds {

  /**
   * The probability that the sample's accuracy is at most the limit.
   *
   * @param limit such as 0.40
   */
  static double probability(double limit) {
    int count = 0;
    for (int seed = 1; seed <= 1000; seed++) {
      count += accuracy(seed) < limit ? 1 : 0;
    }
    return count / 1000.0;
  }

  /** The accuracy of the scientist's sample with a seed: 20 test rows, random labels. */
  static double accuracy(int seed) {
    MathEx.setSeed(seed);
    double[][] features = new double[100][];
    Arrays.setAll(features, _ -> MathEx.random(5));
    int[] labels = MathEx.random(new double[] {0.5, 0.5}, 100);
    var split = Bag.split(100, 0.2);
    var model =
        LogisticRegression.fit(
            MathEx.slice(features, split.samples()),
            MathEx.slice(labels, split.samples()),
            new LogisticRegression.Options(1.0, 1e-8, 500));
    int[] predicted = model.predict(MathEx.slice(features, split.oob()));
    return Accuracy.of(MathEx.slice(labels, split.oob()), predicted);
  }
}
