package workbench.exercises;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The distribution of the sample's accuracy. Its labels are random, so the number of right answers
 * on its 20 test rows is binomial with probability 1/2.
 */
final class SeedsCheck implements Exercise {

  private static final int TEST_ROWS = 20;

  /** Nearly three standard errors of the share of 1,000 seeds. */
  private static final double TOLERANCE = 0.04;

  /** The probability of the first one is told, so an answer can repeat that one only. */
  private static final double[] LIMITS = {0.40, 0.65, 0.35};

  @Override
  public Verdict check(Answer answer) {
    var right = BinomialDistribution.of(TEST_ROWS, 0.5);
    for (double limit : LIMITS) {
      int most = (int) Math.round(limit * TEST_ROWS);
      double truth = right.cumulativeProbability(most);
      double found = answer.number("probability", limit);
      if (!(Math.abs(found - truth) <= TOLERANCE)) {
        return Verdict.notYet(
            "your probability of an accuracy of at most %.2f is %.3f, %s. %s",
            limit,
            found,
            limit == LIMITS[0]
                ? "it should be within %.2f of %.3f".formatted(TOLERANCE, truth)
                : "which is too %s".formatted(found < truth ? "low" : "high"),
            question(right, most, found));
      }
    }
    return Verdict.passed(
        "an accuracy of at most 0.40 has the probability %.3f when nothing can be learnt: 0.40"
            + " is nothing special",
        right.cumulativeProbability(8));
  }

  private static String question(BinomialDistribution right, int most, double found) {
    if (found < 0 || found > 1) {
      return "Is it a share of the seeds, from 0 to 1?";
    }
    if (found == 0 || found == 1) {
      return "One seed is one toss: what share of many seeds has such an accuracy?";
    }
    if (Math.abs(found - right.cumulativeProbability(most - 1)) <= TOLERANCE) {
      return "Does it count the seeds with exactly this accuracy?";
    }
    if (Math.abs(found - right.survivalProbability(most)) <= TOLERANCE
        || Math.abs(found - right.survivalProbability(most - 1)) <= TOLERANCE) {
      return "Is it the probability of a higher accuracy?";
    }
    return "Does it depend on the limit? Are there enough seeds, and a different one each time?";
  }
}
