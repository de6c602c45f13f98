package workbench.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import workbench.benchmarks.comparison.Agreement.Disagreement;
import workbench.evaluation.ErrorCost;
import workbench.evaluation.Threshold;

class AgreementTest {

  @Test
  void countsRightAnswersAndListsTheRows() {
    int[] y = {1, 0, 1, 0, 1};
    double[] engineer = {0.9, 0.8, 0.4, 0.1, 0.2};
    double[] scientist = {0.8, 0.3, 0.6, 0.5, 0.1};
    Agreement agreement =
        Agreement.of(
            y, engineer, Threshold.HALF, scientist, Threshold.HALF, new int[] {7, 5, 3, 1, 0});
    assertEquals(2, agreement.bothRight());
    assertEquals(0, agreement.onlyEngineer());
    assertEquals(2, agreement.onlyScientist());
    assertEquals(1, agreement.bothWrong());
    assertEquals(3, agreement.agreed());
    assertEquals(
        List.of(new Disagreement(4, 1, 0.4, 0.6, false), new Disagreement(6, 0, 0.8, 0.3, false)),
        agreement.disagreements());
  }

  @Test
  void eachModelAnswersAtItsOwnThreshold() {
    int[] y = {1, 0, 1};
    double[] engineer = {0.3, 0.3, 0.1};
    double[] scientist = {0.3, 0.3, 0.6};
    var low = new Threshold(0.2f, Optional.of(new ErrorCost(10, 1)), "by hand");
    Agreement agreement =
        Agreement.of(y, engineer, low, scientist, Threshold.HALF, new int[] {0, 1, 2});
    assertEquals(
        List.of(
            new Disagreement(1, 1, 0.3, 0.3, true),
            new Disagreement(2, 0, 0.3, 0.3, false),
            new Disagreement(3, 1, 0.1, 0.6, false)),
        agreement.disagreements());
  }

  @Test
  void exactTestOfTheRowsWhereOneAloneIsRight() {
    // By hand: 2 (1 + 4) / 2^4 and 2 (1 + 12 + 66) / 2^12; three against three cannot be more even.
    assertEquals(0.625, uneven(1, 3).pValue(), 1e-12);
    assertEquals(158 / 4096.0, uneven(10, 2).pValue(), 1e-12);
    assertEquals(1, uneven(3, 3).pValue());
    assertEquals(1, uneven(0, 0).pValue());
  }

  /** Makes an agreement with so many rows that one model alone gets right, and one that both do. */
  private static Agreement uneven(int onlyEngineer, int onlyScientist) {
    int rows = onlyEngineer + onlyScientist + 1;
    int[] y = new int[rows];
    double[] engineer = new double[rows];
    double[] scientist = new double[rows];
    Arrays.fill(scientist, 0, onlyEngineer, 1);
    Arrays.fill(engineer, onlyEngineer, rows - 1, 1);
    return Agreement.of(y, engineer, Threshold.HALF, scientist, Threshold.HALF, new int[rows]);
  }
}
