package workbench.engineer;

import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import workbench.data.Evaluation;

/**
 * Decides whether a model may be released: it must beat the majority class by more than chance
 * would, and must not be worse than the version that is released now, on the same test rows.
 */
public final class ReleaseGate {

  /** How improbable such a result must be for a model that is no better than the majority class. */
  static final double SIGNIFICANCE = 0.05;

  private ReleaseGate() {}

  /**
   * The version that is released now.
   *
   * @param correct how many of the same test rows it gets right
   * @param sameSplit whether it was kept from those rows in its training
   */
  record Released(int correct, boolean sameSplit) {}

  /**
   * What it decided.
   *
   * @param accepted whether the model may be published
   * @param forced whether it may be only because somebody insists
   * @param pValue of the one-sided exact binomial test
   * @param reason one sentence for a person
   */
  public record Decision(boolean accepted, boolean forced, double pValue, String reason) {

    /** The same decision overruled, if it was a refusal. */
    Decision insisted(boolean insists) {
      return accepted || !insists ? this : new Decision(true, true, pValue, reason);
    }
  }

  /**
   * @param candidate on the test part
   * @param majority the name of the majority class
   * @param released the version that is released now
   */
  static Decision decide(Evaluation candidate, String majority, Optional<Released> released) {
    double pValue = pValue(candidate);
    String guessing =
        String.format(
            Locale.ROOT,
            "%d of %d right, where always answering '%s' gets %d; a model without skill does as"
                + " well with probability %s",
            candidate.correct(),
            candidate.rows(),
            majority,
            Math.round(candidate.baseline() * candidate.rows()),
            probability(pValue));
    if (pValue >= SIGNIFICANCE) {
      return new Decision(
          false,
          false,
          pValue,
          "%s: that may be luck, and luck does not last in production (below %s is released)"
              .formatted(guessing, SIGNIFICANCE));
    }
    if (released.isPresent() && released.get().correct() > candidate.correct()) {
      return new Decision(
          false,
          false,
          pValue,
          "%d of %d right, where the version that is released now gets %d of the same rows%s: it stays"
              .formatted(
                  candidate.correct(),
                  candidate.rows(),
                  released.get().correct(),
                  released.get().sameSplit()
                      ? ""
                      : " (it was trained with another seed and may have seen some of them: compare"
                          + " with the same seed)"));
    }
    return new Decision(true, false, pValue, guessing);
  }

  /**
   * The probability that a model which is right as often as the baseline gets at least as many rows
   * right.
   */
  static double pValue(Evaluation candidate) {
    if (candidate.correct() == 0) {
      return 1;
    }
    return BinomialDistribution.of(candidate.rows(), candidate.baseline())
        .survivalProbability(candidate.correct() - 1);
  }

  private static String probability(double p) {
    // Of many rows it is below what a double holds.
    return p == 0 ? "below 1e-300" : String.format(Locale.ROOT, p < 0.001 ? "%.0e" : "%.2f", p);
  }
}
