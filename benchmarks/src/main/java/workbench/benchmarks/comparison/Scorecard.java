package workbench.benchmarks.comparison;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import workbench.evaluation.Evaluation;
import workbench.evaluation.Interval;
import workbench.evaluation.Outcome;
import workbench.evaluation.SkillTest;
import workbench.scientist.validation.Auc;

/**
 * Metrics of a role's model on the test set, with 95% intervals.
 *
 * @param model kind of the model, in words
 * @param correct rows of the test set that it gets right
 * @param accuracy their share
 * @param accuracyInterval Wilson's
 * @param skill whether it ranks the rows better than chance: the test of the release gate
 * @param logLoss in nats
 * @param logLossInterval percentiles of the mean over resampled test rows
 * @param auc area under the ROC curve
 * @param aucInterval DeLong's; empty where no pair is out of order, or all are
 * @param fitMillis wall time of the fit
 * @param predictionMicros wall time of the prediction for one row, in process, the median of many
 */
public record Scorecard(
    String model,
    int correct,
    double accuracy,
    Interval accuracyInterval,
    SkillTest skill,
    double logLoss,
    Interval logLossInterval,
    double auc,
    Optional<Interval> aucInterval,
    double fitMillis,
    double predictionMicros) {

  private static final int RESAMPLES = 2_000;

  /**
   * @param y {@code [m]}, 0 or 1
   * @param probabilities {@code [m]}, of the class 1
   * @param seed of the resampling
   */
  static Scorecard of(Outcome outcome, int[] y, double[] probabilities, long seed) {
    Evaluation evaluation = outcome.evaluation();
    Auc auc = Auc.of(y, probabilities);
    return new Scorecard(
        outcome.model(),
        evaluation.correct(),
        evaluation.accuracy(),
        evaluation.interval(),
        SkillTest.of(y, probabilities),
        evaluation.logLoss(),
        logLossInterval(y, probabilities, seed),
        auc.area(),
        auc.interval(),
        1e3 * outcome.fitSeconds(),
        outcome.predictionMicros());
  }

  /**
   * The percentile bootstrap (B. Efron, The Annals of Statistics 7, 1979) of the mean loss of a
   * row.
   */
  private static Interval logLossInterval(int[] y, double[] probabilities, long seed) {
    int rows = y.length;
    double[] losses = new double[rows];
    for (int i = 0; i < rows; i++) {
      losses[i] = Evaluation.logLoss(new int[] {y[i]}, new double[] {probabilities[i]});
    }
    var random = new SplittableRandom(seed);
    double[] means = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      means[r] = random.ints(rows, 0, rows).mapToDouble(i -> losses[i]).sum() / rows;
    }
    Arrays.sort(means);
    return new Interval(means[RESAMPLES / 40], means[RESAMPLES - 1 - RESAMPLES / 40]);
  }
}
