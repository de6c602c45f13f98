package workbench.engineer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbench.data.Evaluation;
import workbench.engineer.ReleaseGate.Decision;

class ReleaseGateTest {

  @ParameterizedTest
  @CsvSource({
    "20, 12, 0.5, 0.2517223358154297",
    "20, 15, 0.5, 0.020694732666015625",
    "114, 111, 0.631578947368421, 8.864139619431914e-19",
    "20, 0, 0.6, 1"
  })
  void probabilityIsThatOfTheExactBinomialTest(
      int rows, int correct, double baseline, double expected) {
    // scipy.stats.binomtest(correct, rows, baseline, alternative="greater").pvalue
    assertEquals(
        expected, ReleaseGate.pValue(evaluation(rows, correct, baseline)), 1e-9 * expected);
  }

  @Test
  void refusesAModelThatOnlyGuesses() {
    Decision decision = ReleaseGate.decide(evaluation(20, 12, 0.6), "no", Optional.empty());
    assertFalse(decision.accepted());
    assertEquals(
        "12 of 20 right, where always answering 'no' gets 12; a model without skill does as well"
            + " with probability 0.60: that may be luck, and luck does not last in production"
            + " (below 0.05 is released)",
        decision.reason());
  }

  @Test
  void saysOfAProbabilityBelowEveryNumberThatItIsBelow() {
    String reason =
        ReleaseGate.decide(evaluation(50_000, 40_000, 0.5), "no", Optional.empty()).reason();
    assertTrue(
        reason.endsWith("a model without skill does as well with probability below 1e-300"),
        reason);
  }

  @Test
  void refusesAtTheThresholdItselfAndReleasesJustBelow() {
    // 14 of 20 against 0.5: 0.0577; 15 of 20: 0.0207.
    assertFalse(ReleaseGate.decide(evaluation(20, 14, 0.5), "no", Optional.empty()).accepted());
    assertTrue(ReleaseGate.decide(evaluation(20, 15, 0.5), "no", Optional.empty()).accepted());
  }

  @Test
  void refusesAModelWorseThanTheReleasedOne() {
    Decision decision =
        ReleaseGate.decide(
            evaluation(100, 90, 0.5), "no", Optional.of(new ReleaseGate.Released(91, true)));
    assertFalse(decision.accepted());
    assertTrue(
        decision
            .reason()
            .startsWith("90 of 100 right, where the version that is released now gets 91"));
  }

  @Test
  void saysWhenTheReleasedVersionMayHaveSeenTheTestRows() {
    Decision decision =
        ReleaseGate.decide(
            evaluation(100, 90, 0.5), "no", Optional.of(new ReleaseGate.Released(91, false)));
    assertTrue(decision.reason().contains("another seed"), decision.reason());
  }

  @Test
  void releasesAModelAsGoodAsTheReleasedOne() {
    assertTrue(
        ReleaseGate.decide(
                evaluation(100, 90, 0.5), "no", Optional.of(new ReleaseGate.Released(90, true)))
            .accepted());
  }

  @Test
  void insistingTurnsARefusalIntoAForcedReleaseAndLeavesAReleaseAsItIs() {
    Decision refused = ReleaseGate.decide(evaluation(20, 12, 0.6), "no", Optional.empty());
    assertTrue(refused.insisted(true).forced() && refused.insisted(true).accepted());
    assertFalse(refused.insisted(false).accepted());
    Decision released = ReleaseGate.decide(evaluation(100, 90, 0.5), "no", Optional.empty());
    assertFalse(released.insisted(true).forced());
  }

  private static Evaluation evaluation(int rows, int correct, double baseline) {
    return new Evaluation(rows, correct, 0.5, 0.5, baseline);
  }
}
