package workbench.scientist.study;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import workbench.evaluation.SkillTest;

/** Power of the test of skill: the number of test rows that it needs. */
final class Power {

  private static final double POWER = 0.8;

  private Power() {}

  /**
   * The number of test rows with which the one-sided test at the level of {@link SkillTest} shows
   * an AUC with 80% probability: {@code (z(level) + z(power))² / (12 c (1 - c) (auc - 1/2)²)} (G.
   * E. Noether, «Sample size determination for some common nonparametric tests», Journal of the
   * American Statistical Association 82, 1987).
   *
   * @param auc above 0.5
   * @param share of the rows that are of class 1, c, above 0 and below 1
   */
  static int testRows(double auc, double share) {
    var normal = NormalDistribution.of(0, 1);
    double z =
        normal.inverseSurvivalProbability(SkillTest.LEVEL)
            + normal.inverseCumulativeProbability(POWER);
    return (int) Math.ceil(z * z / (12 * share * (1 - share) * (auc - 0.5) * (auc - 0.5)));
  }

  /**
   * The p-value of the test of skill at an AUC of 1.
   *
   * @param y {@code [m]}, 0 and 1
   */
  static double smallestPValue(int[] y) {
    return SkillTest.of(y, Arrays.stream(y).asDoubleStream().toArray()).pValue();
  }
}
