package workbench.scientist.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import workbench.data.Examples;
import workbench.data.Generated;
import workbench.data.InvalidInput;
import workbench.data.Standardizer;
import workbench.evaluation.Interval;
import workbench.scientist.fit.StandardizedRegression;

class BootstrapTest {

  private static final Runnable NO_STEP = () -> {};

  @Test
  void percentilesAreThoseOfSciPy() {
    var reference = StatsmodelsParity.load().percentile();
    Interval interval = Bootstrap.percentile(reference.figures());
    assertEquals(reference.interval()[0], interval.lower(), 1e-12);
    assertEquals(reference.interval()[1], interval.upper(), 1e-12);
  }

  @Test
  void percentileIntervalOfMeanIsThatOfTheNormalDistribution() {
    // By hand: the mean of 0..99 is 49.5 with the standard error sqrt((100^2 - 1) / 12 / 100) =
    // 2.887, times 1.96.
    Interval interval =
        Bootstrap.percentile(rows -> Arrays.stream(rows).average().orElseThrow(), 100, 20_000, 1);
    assertEquals(49.5 - 5.66, interval.lower(), 0.15);
    assertEquals(49.5 + 5.66, interval.upper(), 0.15);
  }

  @Test
  void drawsWithReplacement() {
    int[] draw = Bootstrap.draw(1000, 3);
    assertEquals(1000, draw.length);
    // On average the share 1 - 1/e of the rows occurs, with a standard deviation of 0.01.
    assertEquals(632, Arrays.stream(draw).distinct().count(), 50);
  }

  @Test
  void estimatesAreThoseOfThePenalisedFit() {
    Examples rows = rows(200, 3, 7);
    BootstrapIntervals intervals = BootstrapIntervals.of(rows, 1, 20, 1, NO_STEP);
    double[] fitted = StandardizedRegression.fit(rows.x(), rows.y(), 1).regression().coefficients();
    assertArrayEquals(
        Arrays.copyOf(fitted, 3),
        intervals.entries().stream().mapToDouble(BootstrapIntervals.Entry::estimate).toArray(),
        1e-12);
    assertEquals(20, intervals.replicates());
    assertEquals(0, intervals.skipped());
  }

  /**
   * Each refit standardises by its own rows; per standard deviation of the rows given, the unit of
   * a feature is lost.
   */
  @Test
  void refitsAreInTheUnitsOfTheRowsGiven() {
    Examples rows = rows(60, 1, 7);
    BootstrapIntervals intervals = BootstrapIntervals.of(rows, 0.1, 50, 5, NO_STEP);
    double unit = Standardizer.fit(rows.x()).scale()[0];
    double[] byHand =
        Arrays.stream(Bootstrap.seeds(50, 5))
            .mapToDouble(
                seed -> {
                  Examples draw = rows.select(Bootstrap.draw(60, seed));
                  double coefficient =
                      StandardizedRegression.fit(draw.x(), draw.y(), 0.1)
                          .regression()
                          .coefficients()[0];
                  return coefficient * unit / Standardizer.fit(draw.x()).scale()[0];
                })
            .toArray();
    Interval expected = Bootstrap.percentile(byHand);
    assertEquals(expected.lower(), intervals.entries().get(0).interval().lower(), 1e-12);
    assertEquals(expected.upper(), intervals.entries().get(0).interval().upper(), 1e-12);
  }

  @Test
  void sameSeedGivesTheSameBits() {
    Examples rows = rows(1500, 4, 2);
    BootstrapIntervals first = BootstrapIntervals.of(rows, 1, 60, 9, NO_STEP);
    assertEquals(first, BootstrapIntervals.of(rows, 1, 60, 9, NO_STEP));
    assertNotEquals(first, BootstrapIntervals.of(rows, 1, 60, 10, NO_STEP));
  }

  @Test
  void strongEffectHasOneSignAndNoiseHasBoth() {
    Examples strong = rows(300, 1, 4);
    assertEquals(1, BootstrapIntervals.of(strong, 1, 100, 1, NO_STEP).entries().get(0).sameSign());
    Examples noise = Examples.of(Generated.dummy(100, 5, 1));
    double least =
        BootstrapIntervals.of(noise, 1, 100, 1, NO_STEP).entries().stream()
            .mapToDouble(BootstrapIntervals.Entry::sameSign)
            .min()
            .orElseThrow();
    assertTrue(least > 0.3 && least < 0.9, "share " + least);
  }

  /**
   * A penalty of 1 is light beside 500 rows, so that the truth is covered; the band holds all but
   * one in a thousand of such experiments. Of 300 rows and no penalty the percentile interval
   * covers less: resampling repeats the fit's own bias.
   */
  @Test
  void intervalsCoverTheKnownCoefficientsWhereThePenaltyIsLight() {
    int sets = 30;
    int covered = 0;
    for (int seed = 1; seed <= sets; seed++) {
      Generated.Synthetic synthetic = Generated.synthetic(500, 2, 0.5, seed);
      Examples rows = Examples.of(synthetic.dataset());
      double[] unit = Standardizer.fit(rows.x()).scale();
      BootstrapIntervals intervals = BootstrapIntervals.of(rows, 1, 120, seed, NO_STEP);
      for (int j = 0; j < 2; j++) {
        double truth = synthetic.coefficients()[j] * unit[j];
        Interval interval = intervals.entries().get(j).interval();
        covered += interval.lower() <= truth && truth <= interval.upper() ? 1 : 0;
      }
    }
    var expected = BinomialDistribution.of(2 * sets, 0.95);
    int least = expected.inverseCumulativeProbability(1e-3);
    assertTrue(covered >= least, covered + " is less than " + least);
  }

  /** One row of class 1 among 8 is missed by (7/8)^8 = 0.34 of the draws. */
  @Test
  void drawsOfOneClassAreSkippedAndCounted() {
    Examples rows =
        StatsmodelsParity.examples(
            IntStream.range(0, 8).mapToObj(i -> new double[] {i}).toArray(double[][]::new),
            new int[] {0, 0, 0, 1, 0, 0, 0, 0});
    AtomicInteger steps = new AtomicInteger();
    BootstrapIntervals intervals = BootstrapIntervals.of(rows, 1, 300, 1, steps::incrementAndGet);
    assertEquals(0.34 * 300, intervals.skipped(), 4 * Math.sqrt(300 * 0.34 * 0.66));
    assertEquals(300, steps.get());
  }

  @Test
  void refusesOneClass() {
    Examples rows = StatsmodelsParity.examples(new double[][] {{1}, {2}}, new int[] {1, 1});
    assertThrows(InvalidInput.class, () -> BootstrapIntervals.of(rows, 1, 10, 1, NO_STEP));
  }

  @Test
  void refusesFitWithoutPenalty() {
    Examples rows = rows(20, 1, 1);
    assertThrows(
        IllegalArgumentException.class, () -> BootstrapIntervals.of(rows, 0, 10, 1, NO_STEP));
  }

  private static Examples rows(int rows, int features, long seed) {
    return Examples.of(Generated.synthetic(rows, features, 0.5, seed).dataset());
  }
}
