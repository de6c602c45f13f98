package workbench.engineer.release;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import workbench.evaluation.Evaluation;
import workbench.evaluation.PValue;
import workbench.evaluation.SkillTest;

/**
 * Decides whether a model may be released. It must show skill on the test rows ({@link SkillTest}),
 * and must not be shown to be worse than the version that is released now on the same rows ({@link
 * PairedLossTest}).
 */
public final class ReleaseGate {

  private ReleaseGate() {}

  /**
   * The version that is released now.
   *
   * @param version its number
   * @param probabilities {@code [m]}, of the class 1, for the same test rows
   * @param sameSplit whether these rows were its test rows too
   */
  record Released(int version, double[] probabilities, boolean sameSplit) {}

  /**
   * A decision of the gate.
   *
   * @param accepted whether the model may be published
   * @param forced whether it is published only because the user insists
   * @param pValue of the test of skill
   * @param replacement the test against the version that is released now; empty if there is none
   * @param attempts number of different models that were judged under this name, this one included
   * @param reason one printed sentence
   */
  public record Decision(
      boolean accepted,
      boolean forced,
      double pValue,
      Optional<PairedLossTest> replacement,
      int attempts,
      String reason) {

    /** Overrules the decision, if it was a refusal. */
    Decision insisted(boolean insists) {
      return accepted || !insists
          ? this
          : new Decision(true, true, pValue, replacement, attempts, reason);
    }

    /** One printed sentence: the number of attempts and what it means for chance. */
    String describeAttempts() {
      return attempts == 1
          ? "the first model of this models folder that was judged on this data set"
          : String.format(
              Locale.ROOT,
              "model %,d of this models folder that was judged on this data set; of %1$,d models"
                  + " without skill, the gate releases at least one with a probability of up to"
                  + " %2$.0f%%",
              attempts,
              100 * (1 - Math.pow(1 - SkillTest.LEVEL, attempts)));
    }
  }

  /**
   * @param y {@code [m]}, the labels of the test rows, 0 or 1
   * @param probabilities {@code [m]}, of the class 1
   * @param baseRate share of the class 1 in the training set
   * @param released the version that is released now
   * @param attempts under the same name, this one included
   */
  static Decision decide(
      int[] y, double[] probabilities, double baseRate, Optional<Released> released, int attempts) {
    SkillTest skill = SkillTest.of(y, probabilities);
    Optional<PairedLossTest> replacement =
        released.map(version -> PairedLossTest.of(y, probabilities, version.probabilities()));
    boolean worse = replacement.isPresent() && replacement.get().pValue() < SkillTest.LEVEL;
    String reason = skill(skill);
    if (!skill.shown()) {
      reason += ": not shown to be better than guessing, which needs p < " + SkillTest.LEVEL;
    } else if (worse) {
      reason += "; but " + comparison(replacement.get(), released.get());
    } else {
      reason += probabilities(y, probabilities, baseRate);
      if (released.isPresent()) {
        reason += "; " + comparison(replacement.get(), released.get());
      }
    }
    return new Decision(
        skill.shown() && !worse, false, skill.pValue(), replacement, attempts, reason);
  }

  private static String skill(SkillTest skill) {
    if (Double.isNaN(skill.auc())) {
      return "the test rows are of one class, so ROC AUC cannot be tested";
    }
    return String.format(
        Locale.ROOT,
        "ROC AUC %.3f on the test rows, 0.5 by guessing (permutation test, %s)",
        skill.auc(),
        PValue.text(skill.pValue()));
  }

  /** A warning if the probabilities of a model that ranks well are worse than the base rate. */
  private static String probabilities(int[] y, double[] probabilities, double baseRate) {
    double[] constant = new double[y.length];
    Arrays.fill(constant, baseRate);
    double logLoss = Evaluation.logLoss(y, probabilities);
    double ofBaseRate = Evaluation.logLoss(y, constant);
    return logLoss <= ofBaseRate
        ? ""
        : String.format(
            Locale.ROOT,
            "; its probabilities are worse than the base rate alone (log-loss %.3f, base rate"
                + " %.3f), so rely on its ranking only",
            logLoss,
            ofBaseRate);
  }

  private static String comparison(PairedLossTest test, Released released) {
    boolean worse = test.pValue() < SkillTest.LEVEL;
    return String.format(
        Locale.ROOT,
        "on the same rows its log-loss is %.3f, that of version %d is %.3f (paired permutation"
            + " test, %s%s): %s",
        test.logLoss(),
        released.version(),
        test.otherLogLoss(),
        PValue.text(test.pValue()),
        released.sameSplit()
            ? ""
            : "; version %d may have been trained on some of them: use its seed and testSize to compare"
                .formatted(released.version()),
        worse
            ? "worse, so version %d stays".formatted(released.version())
            : "not shown to be worse");
  }
}
