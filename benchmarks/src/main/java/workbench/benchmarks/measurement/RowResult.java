package workbench.benchmarks.measurement;

import java.util.List;

/**
 * What came of a row.
 *
 * @param figures ours first; empty if nobody was timed
 * @param notes who is left out and why, one sentence each
 * @param refusal why nobody was timed; empty: they were
 */
public record RowResult(
    String group,
    String name,
    String work,
    double size,
    List<Figure> figures,
    List<String> notes,
    String refusal) {

  /**
   * One contestant, one metric.
   *
   * @param advantage how many times better ours is, round by round; null for ours
   * @param target the advantage that we want; 0: none
   */
  public record Figure(
      String contestant, Metric metric, Spread spread, Spread advantage, double target) {

    boolean isOurs() {
      return advantage == null;
    }

    boolean isMissed() {
      return target > 0 && advantage.median() < target;
    }
  }

  boolean isRefused() {
    return !refusal.isEmpty();
  }
}
