package workbench.engineer.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import workbench.engineer.release.ReleaseGate.Decision;
import workbench.engineer.release.ReleaseGate.Released;

/** Test rows: the first ten of 'yes', then 90 of 'no', so the base rate is 0.1. */
class ReleaseGateTest {

  private static final int[] Y = IntStream.range(0, 100).map(i -> i < 10 ? 1 : 0).toArray();

  @Test
  void refusesAModelThatGivesEveryRowTheBaseRate() {
    Decision decision = decide(constant(0.1), Optional.empty());
    assertFalse(decision.accepted());
    assertEquals(1, decision.pValue());
    assertEquals(
        "ROC AUC 0.500 on the test rows, 0.5 by guessing (permutation test, p = 1.00): not shown to"
            + " be better than guessing, which needs p < 0.05",
        decision.reason());
  }

  @Test
  void releasesAModelThatRanksARareClassWellAndNeverAnswersWithIt() {
    // Always below one half, so it is as often right as always answering 'no'.
    double[] p = IntStream.range(0, 100).mapToDouble(i -> 0.3 - 0.002 * i).toArray();
    Decision decision = decide(p, Optional.empty());
    assertTrue(decision.accepted(), decision.reason());
    assertTrue(decision.reason().endsWith("(permutation test, p < 0.001)"), decision.reason());
  }

  @Test
  void releasesAModelThatFlagsFiveRowsAndIsRightInAllOfThem() {
    assertTrue(decide(flagged(5), Optional.empty()).accepted());
  }

  @Test
  void refusesAModelThatRanksTheWrongWayRound() {
    double[] p = Arrays.stream(flagged(5)).map(probability -> 1 - probability).toArray();
    assertFalse(decide(p, Optional.empty()).accepted());
  }

  @Test
  void warnsWhereTheProbabilitiesAreWorseThanTheBaseRate() {
    // By hand: the base rate has the log-loss -(0.1 ln 0.1 + 0.9 ln 0.9) = 0.325.
    double[] p = Arrays.stream(flagged(5)).map(probability -> 0.5 + probability / 2).toArray();
    Decision decision = decide(p, Optional.empty());
    assertTrue(decision.accepted());
    assertTrue(
        decision
            .reason()
            .endsWith(
                "; its probabilities are worse than the base rate alone (log-loss 0.703, base rate"
                    + " 0.325), so rely on its ranking only"),
        decision.reason());
  }

  @Test
  void refusesTestRowsOfOneClass() {
    Decision decision = ReleaseGate.decide(new int[3], new double[3], 0.5, Optional.empty(), 1);
    assertFalse(decision.accepted());
    assertTrue(decision.reason().startsWith("the test rows are of one class"), decision.reason());
  }

  @Test
  void refusesAModelThatIsSignificantlyWorseThanTheReleasedOne() {
    Decision decision = decide(flagged(5), Optional.of(new Released(3, flagged(10), true)));
    assertFalse(decision.accepted());
    // Five rows differ, all for the worse: 1 of 2^5 assignments of signs is as bad.
    assertEquals(1.0 / 32, decision.replacement().orElseThrow().pValue());
    assertTrue(
        decision
            .reason()
            .endsWith(
                "; but on the same rows its log-loss is 0.199, that of version 3 is 0.051 (paired"
                    + " permutation test, p = 0.0313): worse, so version 3 stays"),
        decision.reason());
  }

  @Test
  void replacesTheReleasedVersionUnlessTheNewOneIsSignificantlyWorse() {
    // Four rows for the worse can be chance: 1 of 2^4 assignments of signs.
    Decision decision = decide(flagged(6), Optional.of(new Released(3, flagged(10), true)));
    assertTrue(decision.accepted(), decision.reason());
    assertTrue(decision.reason().endsWith("p = 0.0625): not shown to be worse"), decision.reason());
  }

  @Test
  void replacesTheReleasedVersionByTheSameModel() {
    double[] rounded = Arrays.stream(flagged(5)).map(p -> (float) p + 1e-7).toArray();
    Decision decision = decide(flagged(5), Optional.of(new Released(3, rounded, true)));
    assertTrue(decision.accepted());
    assertEquals(1, decision.replacement().orElseThrow().pValue());
  }

  @Test
  void saysWhenTheReleasedVersionMayHaveSeenTheTestRows() {
    Decision decision = decide(flagged(5), Optional.of(new Released(3, flagged(10), false)));
    assertTrue(
        decision.reason().contains("; version 3 may have been trained on some of them"),
        decision.reason());
  }

  @Test
  void forceTurnsARefusalIntoAForcedReleaseAndChangesNoRelease() {
    Decision refused = decide(constant(0.1), Optional.empty());
    assertTrue(refused.insisted(true).forced() && refused.insisted(true).accepted());
    assertFalse(refused.insisted(false).accepted());
    assertFalse(decide(flagged(5), Optional.empty()).insisted(true).forced());
  }

  @Test
  void saysWhatManyAttemptsMeanForChance() {
    // By hand: 1 - 0.95^14 = 0.512
    Decision decision = ReleaseGate.decide(Y, flagged(5), 0.1, Optional.empty(), 14);
    assertEquals(
        "model 14 of this models folder that was judged on this data set; of 14 models without"
            + " skill, the gate releases at least one with a probability of up to 51%",
        decision.describeAttempts());
  }

  private static Decision decide(double[] probabilities, Optional<Released> released) {
    return ReleaseGate.decide(Y, probabilities, 0.1, released, 1);
  }

  private static double[] constant(double probability) {
    return Arrays.stream(Y).mapToDouble(y -> probability).toArray();
  }

  /** The first rows, which are of 'yes', get 0.95, all others 0.05. */
  private static double[] flagged(int rows) {
    return IntStream.range(0, Y.length).mapToDouble(i -> i < rows ? 0.95 : 0.05).toArray();
  }
}
