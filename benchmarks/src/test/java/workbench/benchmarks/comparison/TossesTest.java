package workbench.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TossesTest {

  /**
   * The labels are random, so the number of right rows of 20 is binomial with probability 1/2: mean
   * 10, standard deviation 2.236, and P(at most 8) = 0.2517. The tolerances are three standard
   * errors of 1,000 seeds.
   */
  @Test
  void regressionGuesses() {
    Tosses tosses = Tosses.scientist(1_000);
    assertEquals(0.5, tosses.mean(), 3 * 2.236 / 20 / Math.sqrt(1_000));
    assertEquals(251.7, tosses.low(), 3 * Math.sqrt(1_000 * 0.2517 * 0.7483));
  }

  @Test
  void sameSeedsGiveTheSameAccuracies() {
    assertEquals(Tosses.engineer(2).correct()[1], Tosses.engineer(3).correct()[1]);
  }
}
