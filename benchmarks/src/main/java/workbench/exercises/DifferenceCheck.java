package workbench.exercises;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The exact paired test of two models on the same rows: of the rows on which exactly one of them is
 * right, each has it right with probability 1/2 (Q. McNemar, Psychometrika 12, 1947, in its exact
 * form).
 */
final class DifferenceCheck implements Exercise {

  private static final double TOLERANCE = 0.01;
  private static final int ROWS = 114;

  /** Rows that only the first model has right, and only the second. */
  private static final int[][] CASES = {{3, 2}, {12, 2}, {1, 9}, {0, 5}, {0, 0}};

  @Override
  public Verdict check(Answer answer) {
    for (int[] only : CASES) {
      double p = pValue(answer, only, ROWS);
      double oneSided = lower(only);
      double exact = Math.min(1, 2 * oneSided);
      if (!(Math.abs(p - exact) <= TOLERANCE)) {
        return Verdict.notYet(
            "on %d rows only the first model is right, on %d only the second: your p = %.3f, the"
                + " exact paired test has %.3f. %s",
            only[0], only[1], p, exact, question(answer, only, p, oneSided));
      }
    }
    return Verdict.passed(
        "112 against 111 of 114 right, 3 against 2 rows where exactly one is right: p = 1.000; 12"
            + " against 2 rows: p = %.3f",
        2 * lower(CASES[1]));
  }

  private static String question(Answer answer, int[] only, double p, double oneSided) {
    if (p < 0 || p > 1) {
      return "A p-value is a probability, from 0 to 1.";
    }
    if (Math.abs(p - pValue(answer, new int[] {only[1], only[0]}, ROWS)) > TOLERANCE) {
      return "It changes when the two models are exchanged: either could be the better one.";
    }
    if (Math.abs(p - oneSided) <= TOLERANCE) {
      return "Is it the p-value of one side only? Either model could be the better one.";
    }
    if (Math.abs(p - pValue(answer, only, 10 * ROWS)) > 1e-9) {
      return "It changes when rows are added that both models have right: which rows tell the"
          + " models apart?";
    }
    return "Toss a fair coin for each of these %d rows: how often are the tosses divided at least as unevenly?"
        .formatted(only[0] + only[1]);
  }

  private static double lower(int[] only) {
    return only[0] + only[1] == 0
        ? 1
        : BinomialDistribution.of(only[0] + only[1], 0.5)
            .cumulativeProbability(Math.min(only[0], only[1]));
  }

  private static double pValue(Answer answer, int[] only, int rows) {
    boolean[] first = new boolean[rows];
    boolean[] second = new boolean[rows];
    Arrays.fill(first, true);
    Arrays.fill(second, true);
    // Some rows are hard for both models.
    first[0] = second[0] = false;
    Arrays.fill(second, 1, 1 + only[0], false);
    Arrays.fill(first, 1 + only[0], 1 + only[0] + only[1], false);
    return answer.number("pValue", first, second);
  }
}
