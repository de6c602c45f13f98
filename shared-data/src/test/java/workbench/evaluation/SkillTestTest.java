package workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkillTestTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 1 0 1 1 | .1 .4 .35 .8 .7 .9 | 0.35",
        "0 0 0 1 1 0 1 | .2 .2 .5 .5 .9 .1 .2 | 0.2",
        "1 1 1 0 1 1 1 0 | .9 .8 .7 .2 .6 .6 .3 .6 | 0.14285714285714285",
        "0 1 0 1 | .5 .5 .5 .5 | 1"
      })
  void pValueIsTheShareOfAllOrdersOfTheLabelsWithAsHighAnAuc(
      String labels, String probabilities, double expected) {
    // Python: all combinations of itertools, scipy.stats.rankdata for the ties
    int[] y = Arrays.stream(labels.split(" ")).mapToInt(Integer::parseInt).toArray();
    double[] p = Arrays.stream(probabilities.split(" ")).mapToDouble(Double::parseDouble).toArray();
    assertEquals(expected, SkillTest.of(y, p).pValue(), 1e-15);
  }

  @ParameterizedTest
  @CsvSource({"40, 1.524204012965913e-11", "12, 0.088971900343607"})
  void pValueIsThatOfTheExactMannWhitneyTest(int lowest, double expected) {
    // scipy.stats.mannwhitneyu(positive, negative, alternative="greater", method="exact"),
    // SciPy 1.17.1, with positive = lowest, lowest + 2, ... (30) and negative = 0.5, 1.5, ... (70)
    assertEquals(expected, ranked(lowest, 30, 70).pValue(), 1e-9 * expected);
  }

  @Test
  void shufflesOfManyRowsAgreeWithTheNormalApproximation() {
    // scipy.stats.mannwhitneyu(positive, negative, alternative="greater"), SciPy 1.17.1, with
    // positive = 70, 72, ... (300) and negative = 0.5, 1.5, ... (700); three standard errors
    double normal = 0.08663675921966613;
    double error = Math.sqrt(normal * (1 - normal) / 9_999);
    assertEquals(normal, ranked(70, 300, 700).pValue(), 3 * error);
  }

  @Test
  void smallestPValueOfShufflesIsOneInTenThousand() {
    assertEquals(1e-4, ranked(5_000, 2_000, 2_000).pValue());
  }

  @Test
  void onePositiveAmongTwentyRowsCannotShowSkillAndAmongTwentyOneItCan() {
    // By hand: the only positive row is on top of 20 with probability 1/20, which is not below
    // 0.05.
    assertEquals(0.05, ranked(100, 1, 19).pValue(), 1e-15);
    assertFalse(ranked(100, 1, 19).shown());
    assertTrue(ranked(100, 1, 20).shown());
  }

  @Test
  void sameProbabilityForAllRowsIsNoSkill() {
    assertEquals(new SkillTest(0.5, 1), SkillTest.of(new int[] {0, 1, 1, 0, 1}, new double[5]));
  }

  @Test
  void oneClassAloneCannotShowSkill() {
    assertEquals(1, SkillTest.of(new int[3], new double[] {0.1, 0.2, 0.3}).pValue());
  }

  @Test
  void fiveRowsFlaggedAndAllFiveRightAreSkill() {
    // With two different answers it is Fisher's exact test: scipy.stats.hypergeom.sf(4, 100, 10, 5)
    int[] y = IntStream.range(0, 100).map(i -> i < 10 ? 1 : 0).toArray();
    double[] p = IntStream.range(0, 100).mapToDouble(i -> i < 5 ? 0.99 : 0.05).toArray();
    assertEquals(3.3471682956219036e-06, SkillTest.of(y, p).pValue(), 1e-14);
  }

  /** The quick version of {@code benchmarks/python/simulate_gate.py}, which fits models. */
  @ParameterizedTest
  @CsvSource({
    "20, 1, 2000",
    "29, 1, 2000",
    "40, 2, 2000",
    "60, 3, 2000",
    "20, 10, 2000",
    "100, 6, 400"
  })
  void showsSkillOfNoiseInAtMostFivePercent(int rows, int positive, int runs) {
    var random = new SplittableRandom(1);
    int shown = 0;
    for (int run = 0; run < runs; run++) {
      int[] y = IntStream.range(0, rows).map(i -> i < positive ? 1 : 0).toArray();
      // Overconfident, with ties: logits of standard deviation 10, many of them beyond 1 - 2^-53.
      double[] p =
          DoubleStream.generate(() -> 1 / (1 + Math.exp(-10 * random.nextGaussian())))
              .limit(rows)
              .toArray();
      shown += SkillTest.of(y, p).shown() ? 1 : 0;
    }
    // Three standard errors above 5%.
    assertTrue(shown <= runs * (0.05 + 3 * Math.sqrt(0.05 * 0.95 / runs)), shown + " of " + runs);
  }

  /** Positive rows with the scores lowest, lowest + 2, ...; negative ones with 0.5, 1.5, ... */
  private static SkillTest ranked(int lowest, int positive, int negative) {
    int[] y = IntStream.range(0, positive + negative).map(i -> i < positive ? 1 : 0).toArray();
    double[] p =
        IntStream.range(0, positive + negative)
            .mapToDouble(i -> i < positive ? lowest + 2 * i : i - positive + 0.5)
            .toArray();
    return SkillTest.of(y, p);
  }
}
