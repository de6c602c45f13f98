package workbench.exercises;

import java.util.Arrays;
import java.util.stream.IntStream;
import workbench.data.Examples;
import workbench.data.Generated;
import workbench.evaluation.ErrorCost;
import workbench.scientist.fit.StandardizedRegression;

/** Threshold from costs: the total cost on unseen rows, for three pairs of costs. */
final class ThresholdCheck implements Exercise {

  private static final int TRAINING_ROWS = 2000;
  private static final int VALIDATION_ROWS = 4000;
  private static final int ROWS = 12_000;
  private static final double BALANCE = 0.2;
  private static final long SEED = 7;

  /** A learner's threshold may cost as many times the lowest cost. */
  private static final double TOLERANCE = 1.1;

  private static final ErrorCost[] COSTS = {
    new ErrorCost(10, 1), new ErrorCost(1, 5), new ErrorCost(3, 1)
  };

  @Override
  public Verdict check(Answer answer) {
    Examples all = Examples.of(Generated.synthetic(ROWS, 5, BALANCE, SEED).dataset());
    Examples train = rows(all, 0, TRAINING_ROWS);
    Examples validation = rows(all, TRAINING_ROWS, TRAINING_ROWS + VALIDATION_ROWS);
    Examples unseen = rows(all, TRAINING_ROWS + VALIDATION_ROWS, ROWS);
    var model = StandardizedRegression.fit(train.x(), train.y());
    double[] known = model.probabilities(validation.x());
    double[] p = model.probabilities(unseen.x());
    StringBuilder done = new StringBuilder();
    for (ErrorCost cost : COSTS) {
      double threshold =
          answer.number("threshold", known, validation.y(), cost.miss(), cost.falseAlarm());
      double paid = cost(cost, unseen.y(), p, threshold);
      double possible = cost(cost, unseen.y(), p, cost.threshold(unseen.y(), p));
      if (paid > TOLERANCE * possible) {
        return Verdict.notYet(
            "a miss costs %.0f, a false alarm %.0f: your threshold %.2f costs %.0f on %,d unseen"
                + " rows; %.0f is possible. %s",
            cost.miss(),
            cost.falseAlarm(),
            threshold,
            paid,
            unseen.rows(),
            possible,
            question(cost, threshold));
      }
      done.append("%.0f for %s, %.0f is possible; ".formatted(paid, cost, possible));
    }
    ErrorCost first = COSTS[0];
    double chosen =
        answer.number("threshold", known, validation.y(), first.miss(), first.falseAlarm());
    return Verdict.passed(
        "%sfor %s the threshold 0.5 costs %.0f with accuracy %.3f, yours has accuracy %.3f:"
            + " accuracy does not know what errors cost",
        done,
        first,
        cost(first, unseen.y(), p, 0.5),
        accuracy(unseen.y(), p, 0.5),
        accuracy(unseen.y(), p, chosen));
  }

  private static String question(ErrorCost cost, double threshold) {
    double best = cost.theoreticalThreshold();
    if (Math.abs(threshold - (1 - best)) < 0.01) {
      return "Are the two costs exchanged? The more a miss costs, the lower is the threshold.";
    }
    if (threshold < 0 || threshold > 1) {
      return "A threshold is a probability, from 0 to 1: for which one are an alarm and silence"
          + " equally expensive?";
    }
    if (threshold == 0.5) {
      return "For one row with probability p: what does silence cost on average, what does an"
          + " alarm?";
    }
    return threshold < best
        ? "It alarms too easily for these costs: does it depend on both of them?"
        : "It keeps silent too often for these costs: does it depend on both of them?";
  }

  private static double cost(ErrorCost cost, int[] y, double[] p, double threshold) {
    return IntStream.range(0, y.length)
        .mapToDouble(
            i -> {
              boolean alarm = p[i] > threshold;
              return y[i] == 1 ? (alarm ? 0 : cost.miss()) : (alarm ? cost.falseAlarm() : 0);
            })
        .sum();
  }

  private static double accuracy(int[] y, double[] p, double threshold) {
    return 1 - cost(new ErrorCost(1, 1), y, p, threshold) / y.length;
  }

  private static Examples rows(Examples all, int from, int to) {
    return new Examples(
        all.featureNames(),
        Arrays.copyOfRange(all.x(), from, to),
        Arrays.copyOfRange(all.y(), from, to));
  }
}
