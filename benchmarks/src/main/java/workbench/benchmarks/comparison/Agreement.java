package workbench.benchmarks.comparison;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.inference.BinomialTest;
import workbench.evaluation.Threshold;

/**
 * Agreement of two models on the test rows.
 *
 * @param bothRight rows that both get right
 * @param onlyEngineer rows that the engineer's model alone gets right
 * @param onlyScientist rows that the scientist's model alone gets right
 * @param bothWrong rows that both get wrong
 * @param pValue of the exact test of Q. McNemar, Psychometrika 12, 1947: how probable so uneven a
 *     division of the rows where one alone is right would be, were both models equally good; 1 if
 *     there is no such row
 * @param disagreements the rows to which they give different classes, by number
 */
public record Agreement(
    int bothRight,
    int onlyEngineer,
    int onlyScientist,
    int bothWrong,
    double pValue,
    List<Disagreement> disagreements) {

  /**
   * A row that the two models see differently.
   *
   * @param row its number in the data set, from 1
   * @param actual the class it has, 0 or 1
   * @param engineer the probability of the class 1 that the engineer's model gives
   * @param scientist the same of the scientist's
   * @param engineerRight whether the engineer's model is right, and so the scientist's wrong
   */
  public record Disagreement(
      int row, int actual, double engineer, double scientist, boolean engineerRight) {}

  public Agreement {
    disagreements = List.copyOf(disagreements);
  }

  /**
   * @param y {@code [m]}, 0 or 1
   * @param engineer {@code [m]}, probabilities of the class 1
   * @param engineerThreshold above which the engineer's model answers 1
   * @param scientist {@code [m]}, probabilities of the class 1
   * @param scientistThreshold above which the scientist's model answers 1
   * @param rows {@code [m]}, their numbers in the data set, from 0
   */
  static Agreement of(
      int[] y,
      double[] engineer,
      Threshold engineerThreshold,
      double[] scientist,
      Threshold scientistThreshold,
      int[] rows) {
    int[] counts = new int[4];
    List<Disagreement> disagreements = new ArrayList<>();
    for (int i = 0; i < y.length; i++) {
      boolean engineerWrong = engineerThreshold.label(engineer[i]) != y[i];
      boolean scientistWrong = scientistThreshold.label(scientist[i]) != y[i];
      counts[(engineerWrong ? 2 : 0) + (scientistWrong ? 1 : 0)]++;
      if (engineerWrong != scientistWrong) {
        disagreements.add(
            new Disagreement(rows[i] + 1, y[i], engineer[i], scientist[i], !engineerWrong));
      }
    }
    disagreements.sort((a, b) -> Integer.compare(a.row(), b.row()));
    return new Agreement(
        counts[0], counts[1], counts[2], counts[3], pValue(counts[1], counts[2]), disagreements);
  }

  /** Returns the number of rows to which both models give the same class. */
  public int agreed() {
    return bothRight + bothWrong;
  }

  private static double pValue(int first, int second) {
    int discordant = first + second;
    if (discordant == 0) {
      return 1;
    }
    return BinomialTest.withDefaults().test(discordant, first, 0.5).getPValue();
  }
}
