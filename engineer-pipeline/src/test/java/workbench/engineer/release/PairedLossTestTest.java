package workbench.engineer.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedLossTestTest {

  @Test
  void hardAnswersGiveTheOneSidedMcNemarTest() {
    // 114 rows, 3 right by the other model alone and 2 by this one alone:
    // scipy.stats.binomtest(3, 5, 0.5, alternative="greater").pvalue
    assertEquals(0.5, discordant(114, 3, 2).pValue(), 1e-15);
  }

  @Test
  void manyDiscordantRowsAgreeWithTheMcNemarTest() {
    // scipy.stats.binomtest(20, 30, 0.5, alternative="greater").pvalue; three standard errors
    double expected = 0.049368573352694525;
    assertEquals(
        expected,
        discordant(1_000, 20, 10).pValue(),
        3 * Math.sqrt(expected * (1 - expected) / 9_999));
  }

  @Test
  void differencesBelowSinglePrecisionCountAsNone() {
    int[] y = {1, 1, 1, 1, 1, 1};
    double[] p = IntStream.range(0, 6).mapToDouble(i -> 0.5).toArray();
    double[] others = IntStream.range(0, 6).mapToDouble(i -> 0.5 + 1e-7).toArray();
    assertEquals(1, PairedLossTest.of(y, p, others).pValue());
  }

  /** All rows are of class 1; right is 0.9, wrong 0.1. */
  private static PairedLossTest discordant(int rows, int otherAlone, int thisAlone) {
    int[] y = IntStream.range(0, rows).map(i -> 1).toArray();
    double[] p = IntStream.range(0, rows).mapToDouble(i -> i < otherAlone ? 0.1 : 0.9).toArray();
    double[] others =
        IntStream.range(0, rows).mapToDouble(i -> i >= rows - thisAlone ? 0.1 : 0.9).toArray();
    return PairedLossTest.of(y, p, others);
  }
}
