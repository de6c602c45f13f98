package workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static final int[] Y = {1, 0, 1, 0};
  private static final Evaluation EVALUATION =
      Evaluation.of(Y, new double[] {0.9, 0.2, 0.4, 0.5}, new Baseline(0));

  @Test
  void probabilityOfExactlyOneHalfMeansClassZero() {
    // By hand: 0.9 is right, 0.2 is right, 0.4 is wrong, 0.5 is right.
    assertEquals(3, EVALUATION.correct());
    assertEquals(0.75, EVALUATION.accuracy());
  }

  @Test
  void logLossIsTheMeanNegativeLogarithm() {
    double byHand = -(Math.log(0.9) + Math.log(0.8) + Math.log(0.4) + Math.log(0.5)) / 4;
    assertEquals(byHand, EVALUATION.logLoss(), 1e-15);
  }

  @Test
  void logLossOfCertainWrongAnswersIsThatOfScikitLearn() {
    // sklearn.metrics.log_loss([1, 0], [[1, 0], [0, 1]]), scikit-learn 1.9.1
    assertEquals(36.04365338911715, evaluate(new int[] {1, 0}, 0, 1).logLoss(), 1e-12);
  }

  @Test
  void logLossOfCertainRightAnswersIsZero() {
    assertEquals(0, evaluate(new int[] {1, 0}, 1, 0).logLoss(), 1e-15);
  }

  @Test
  void aucIsThatOfScikitLearn() {
    // sklearn.metrics.roc_auc_score, scikit-learn 1.9.1
    int[] y = {1, 0, 1, 0, 1, 0};
    assertEquals(
        0.3888888888888889, Evaluation.auc(y, new double[] {0.5, 0.5, 0.5, 0.2, 0.2, 0.7}), 1e-15);
    assertEquals(
        0.6666666666666667, Evaluation.auc(y, new double[] {0.9, 0.5, 0.4, 0.2, 0.6, 0.7}), 1e-15);
  }

  @Test
  void aucOfTiesAloneIsOneHalf() {
    assertEquals(0.5, Evaluation.auc(new int[] {1, 0, 1, 0}, new double[] {0.3, 0.3, 0.3, 0.3}));
  }

  @Test
  void aucOfPerfectAndOfTurnedOrder() {
    double[] p = {0.9, 0.1, 0.8, 0.2};
    assertEquals(1, Evaluation.auc(new int[] {1, 0, 1, 0}, p));
    assertEquals(0, Evaluation.auc(new int[] {0, 1, 0, 1}, p));
  }

  @Test
  void aucDoesNotDependOnTheOrderOfTheRows() {
    double[] p = {0.5, 0.5, 0.9, 0.1};
    // By hand: of four pairs three are in order and one ties.
    assertEquals(3.5 / 4, Evaluation.auc(new int[] {1, 0, 1, 0}, p));
    assertEquals(3.5 / 4, Evaluation.auc(new int[] {0, 1, 1, 0}, p));
  }

  @Test
  void placementCountsTheOtherClassBelow() {
    int[] y = {1, 0, 1, 0, 0};
    double[] p = {0.9, 0.5, 0.5, 0.1, 0.7};
    // By hand: of class 0 (0.1, 0.5, 0.7) below 0.5 one and a tie, below 0.9 all; of class 1 (0.5,
    // 0.9) below 0.5 a
    // tie.
    assertArrayEquals(new double[] {1.5, 3}, Evaluation.placements(1, y, p));
    assertArrayEquals(new double[] {0, 0.5, 1}, Evaluation.placements(0, y, p));
  }

  @Test
  void baselineIsScoredOnTheSameRows() {
    assertEquals(0.5, EVALUATION.baseline());
  }

  @Test
  void beatsTheBaselineOnlyBeyondTheIntervalsLowerEnd() {
    // Wilson's lower end for 16 of 20 is 0.584 (SciPy 1.17.1).
    assertTrue(new Evaluation(20, 16, 0.5, 0.8, 0.58).beatsBaseline());
    assertFalse(new Evaluation(20, 16, 0.5, 0.8, 0.59).beatsBaseline());
  }

  @Test
  void isShownInOneLine() {
    // Wilson's interval for 3 of 4: 0.3006 to 0.9544 (SciPy 1.17.1).
    assertEquals(
        "accuracy 0.750 (3 of 4; 95% interval 0.30 to 0.95), log-loss 0.484, AUC 0.750",
        EVALUATION.toString());
  }

  private static Evaluation evaluate(int[] y, double... probabilities) {
    return Evaluation.of(y, probabilities, new Baseline(0));
  }
}
