package workbench.scientist.inference;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.data.Generated;
import workbench.evaluation.Interval;

class MaximumLikelihoodTest {

  private static final double PARITY = 1e-6;

  /**
   * Share of the seeds on which a test of a rate, were it run on others, would fail though all is
   * right.
   */
  private static final double FALSE_ALARM = 1e-3;

  static List<StatsmodelsParity.Regression> regressions() {
    return StatsmodelsParity.load().regressions();
  }

  private static MaximumLikelihood fit(Examples examples) {
    return assertInstanceOf(MaximumLikelihood.class, Inference.of(examples));
  }

  private static void assertClose(double expected, double actual, String what) {
    assertEquals(expected, actual, PARITY * Math.max(1e-300, Math.abs(expected)), what);
  }

  @ParameterizedTest
  @MethodSource("regressions")
  void coefficientsAndTestsAreThoseOfStatsmodels(StatsmodelsParity.Regression reference) {
    List<Coefficient> coefficients = fit(reference.examples()).coefficients();
    assertEquals(reference.coefficients().length, coefficients.size());
    for (int j = 0; j < coefficients.size(); j++) {
      Coefficient coefficient = coefficients.get(j);
      assertClose(reference.coefficients()[j], coefficient.estimate(), "estimate " + j);
      assertClose(
          reference.standardErrors()[j], coefficient.standardError(), "standard error " + j);
      assertClose(reference.z()[j], coefficient.z(), "z " + j);
      assertClose(reference.pValues()[j], coefficient.pValue(), "p " + j);
      // An end near 0 is a small difference of large numbers.
      double width = coefficient.standardError();
      assertEquals(reference.intervals()[j][0], coefficient.interval().lower(), PARITY * width);
      assertEquals(reference.intervals()[j][1], coefficient.interval().upper(), PARITY * width);
    }
  }

  @ParameterizedTest
  @MethodSource("regressions")
  void likelihoodsAreThoseOfStatsmodels(StatsmodelsParity.Regression reference) {
    MaximumLikelihood fit = fit(reference.examples());
    assertClose(reference.logLikelihood(), fit.logLikelihood(), "log-likelihood");
    assertClose(reference.nullLogLikelihood(), fit.nullLogLikelihood(), "null log-likelihood");
    assertClose(reference.likelihoodRatio(), fit.likelihoodRatio().statistic(), "statistic");
    assertClose(reference.likelihoodRatioP(), fit.likelihoodRatio().pValue(), "p");
    assertClose(reference.mcFadden(), fit.mcFaddenR2(), "R2");
    assertEquals(reference.x()[0].length, fit.likelihoodRatio().degreesOfFreedom());
    assertEquals(reference.y().length, fit.rows());
  }

  /** The score equations, each term relative to what it would be if every row were half wrong. */
  @ParameterizedTest
  @MethodSource("regressions")
  void scoreEquationsHold(StatsmodelsParity.Regression reference) {
    double[] beta =
        fit(reference.examples()).coefficients().stream()
            .mapToDouble(Coefficient::estimate)
            .toArray();
    double[][] x = reference.x();
    double[] residuals =
        IntStream.range(0, x.length)
            .mapToDouble(
                i -> {
                  double logit =
                      beta[0]
                          + IntStream.range(0, x[i].length)
                              .mapToDouble(j -> beta[j + 1] * x[i][j])
                              .sum();
                  return reference.y()[i] - 1 / (1 + Math.exp(-logit));
                })
            .toArray();
    assertEquals(0, Arrays.stream(residuals).sum(), 1e-9 * x.length);
    for (int column = 0; column < x[0].length; column++) {
      int j = column;
      double score = IntStream.range(0, x.length).mapToDouble(i -> residuals[i] * x[i][j]).sum();
      double size = Arrays.stream(x).mapToDouble(row -> Math.abs(row[j])).sum();
      assertEquals(0, score, 1e-9 * size, "column " + j);
    }
  }

  /**
   * Expected by hand, of the table with 10 and 20 rows of class 1 and 0 where x = 1, and 5 and 25
   * where x = 0: the log odds ratio is ln(10 * 25 / (20 * 5)) and its standard error sqrt(1/10 +
   * 1/20 + 1/5 + 1/25) (B. Woolf, Annals of Human Genetics 19, 1955); the likelihood ratio is 2 *
   * sum of O ln(O / E), E being 7.5 and 22.5.
   */
  @Test
  void ofTwoByTwoTableIsTheLogOddsRatio() {
    MaximumLikelihood fit = fit(table(10, 20, 5, 25));
    Coefficient slope = fit.coefficients().get(1);
    double likelihoodRatio =
        2
            * (10 * Math.log(10 / 7.5)
                + 20 * Math.log(20 / 22.5)
                + 5 * Math.log(5 / 7.5)
                + 25 * Math.log(25 / 22.5));
    assertAll(
        () -> assertEquals(Math.log(2.5), slope.estimate(), 1e-12),
        () -> assertEquals(Math.sqrt(0.1 + 0.05 + 0.2 + 0.04), slope.standardError(), 1e-12),
        () -> assertEquals(2.5, slope.oddsRatio(), 1e-12),
        () ->
            assertEquals(
                Math.exp(Math.log(2.5) - 1.959963984540054 * Math.sqrt(0.39)),
                slope.oddsRatioInterval().lower(),
                1e-12),
        () ->
            assertEquals(
                Math.exp(Math.log(2.5) + 1.959963984540054 * Math.sqrt(0.39)),
                slope.oddsRatioInterval().upper(),
                1e-11),
        () -> assertEquals(Math.log(5 / 25.0), fit.coefficients().get(0).estimate(), 1e-12),
        () -> assertEquals(Math.sqrt(0.2 + 0.04), fit.coefficients().get(0).standardError(), 1e-12),
        () -> assertEquals(likelihoodRatio, fit.likelihoodRatio().statistic(), 1e-12),
        () -> assertEquals(1, fit.likelihoodRatio().degreesOfFreedom()));
  }

  /** Rows of class 1 and 0 where x = 1, then where x = 0. */
  private static Examples table(int a, int b, int c, int d) {
    int[] counts = {a, b, c, d};
    int[] cells =
        IntStream.range(0, 4)
            .flatMap(cell -> IntStream.generate(() -> cell).limit(counts[cell]))
            .toArray();
    return StatsmodelsParity.examples(
        Arrays.stream(cells)
            .mapToObj(cell -> new double[] {cell < 2 ? 1 : 0})
            .toArray(double[][]::new),
        Arrays.stream(cells).map(cell -> 1 - cell % 2).toArray());
  }

  @Test
  void standardDeviationAsTheUnitChangesNeitherZNorP() {
    Coefficient coefficient = new Coefficient("x", -0.5, 0.2, 3);
    Coefficient scaled = coefficient.perStandardDeviation();
    assertEquals(new Coefficient("x", -1.5, 0.2 * 3, 1), scaled);
    assertEquals(coefficient.z(), scaled.z(), 1e-15);
  }

  /**
   * A share of 0.05 of intervals misses the truth; the band holds all but one in a thousand of such
   * experiments.
   */
  @Test
  void intervalsCoverTheKnownCoefficients() {
    int sets = 400;
    int[] covered = new int[4];
    for (int seed = 1; seed <= sets; seed++) {
      Generated.Synthetic synthetic = Generated.synthetic(300, 3, 0.4, seed);
      List<Coefficient> coefficients = fit(Examples.of(synthetic.dataset())).coefficients();
      for (int j = 0; j < covered.length; j++) {
        double truth = j == 0 ? synthetic.intercept() : synthetic.coefficients()[j - 1];
        Interval interval = coefficients.get(j).interval();
        covered[j] += interval.lower() <= truth && truth <= interval.upper() ? 1 : 0;
      }
    }
    for (int count : covered) {
      assertInBand(sets, 0.95, count);
    }
  }

  @Test
  void pValuesOfNoiseAreSpreadEvenly() {
    List<Double> pValues = new ArrayList<>();
    for (int seed = 1; seed <= 200; seed++) {
      fit(Examples.of(Generated.dummy(300, 5, seed))).coefficients().stream()
          .skip(1)
          .map(Coefficient::pValue)
          .forEach(pValues::add);
    }
    for (double level : new double[] {0.05, 0.25, 0.5, 0.75}) {
      assertInBand(pValues.size(), level, (int) pValues.stream().filter(p -> p < level).count());
    }
  }

  private static void assertInBand(int trials, double rate, int count) {
    var expected = BinomialDistribution.of(trials, rate);
    int lower = expected.inverseCumulativeProbability(FALSE_ALARM / 2);
    int upper = expected.inverseCumulativeProbability(1 - FALSE_ALARM / 2);
    assertTrue(lower <= count && count <= upper, count + " is not in " + lower + " to " + upper);
  }

  @Test
  void isTheSameEveryTime() {
    Examples rows = Examples.of(Generated.synthetic(3000, 8, 0.3, 4).dataset());
    assertEquals(Inference.of(rows), Inference.of(rows));
  }

  @Test
  void leavesTheRowsAsTheyAre() {
    Examples rows = table(3, 2, 2, 3);
    double[][] before = Arrays.stream(rows.x()).map(double[]::clone).toArray(double[][]::new);
    Inference.of(rows);
    assertTrue(Arrays.deepEquals(before, rows.x()));
  }

  // Aliased features

  /** The example of each kind: x1 and x2 are kept, and the fit is the one without the others. */
  @Test
  void leavesOutLinearlyDependentColumns() {
    Examples plain = Examples.of(Generated.synthetic(200, 2, 0.5, 3).dataset());
    double[][] x =
        Arrays.stream(plain.x())
            .map(
                row ->
                    new double[] {
                      7.1, row[0], row[0], row[1], 3 - 2e6 * row[1], row[0] + row[1] + 1e4, 7.1
                    })
            .toArray(double[][]::new);
    MaximumLikelihood all = fit(StatsmodelsParity.examples(x, plain.y()));
    assertEquals(
        List.of(
            new Alias("x1", "constant: 7.1 in every row"),
            new Alias("x3", "the same values as 'x2'"),
            new Alias("x5", "a linear function of 'x4'"),
            new Alias("x6", "a linear combination of 'x2', 'x4'"),
            new Alias("x7", "constant: 7.1 in every row")),
        all.aliased());
    assertEquals(
        List.of("intercept", "x2", "x4"),
        all.coefficients().stream().map(Coefficient::name).toList());
    MaximumLikelihood without = fit(plain);
    for (int j = 0; j < 3; j++) {
      assertEquals(
          without.coefficients().get(j).estimate(), all.coefficients().get(j).estimate(), 1e-12);
    }
  }

  @Test
  void leavesOutTheLevelThatDependsOnTheInterceptAndTheOtherLevels() {
    int[] levels = IntStream.range(0, 60).map(i -> i % 3).toArray();
    double[][] x =
        Arrays.stream(levels)
            .mapToObj(
                level -> new double[] {level == 0 ? 1 : 0, level == 1 ? 1 : 0, level == 2 ? 1 : 0})
            .toArray(double[][]::new);
    int[] y = IntStream.range(0, 60).map(i -> i / 3 % 2).toArray();
    assertEquals(
        List.of(new Alias("x3", "a linear combination of 'x1', 'x2'")),
        fit(StatsmodelsParity.examples(x, y)).aliased());
  }

  /** R's glm keeps such a column too; the standard error says that little is known. */
  @Test
  void keepsColumnsThatAreNearlyTheSame() {
    Examples plain = Examples.of(Generated.synthetic(200, 2, 0.5, 3).dataset());
    double[][] x =
        Arrays.stream(plain.x())
            .map(row -> new double[] {row[0], row[0] + 1e-5 * row[1]})
            .toArray(double[][]::new);
    MaximumLikelihood fit = fit(StatsmodelsParity.examples(x, plain.y()));
    // By hand: b1 x1 + b2 (x1 + 1e-5 x2) has b2 = 1e5 times the coefficient of x2.
    assertEquals(List.of(), fit.aliased());
    assertEquals(
        1e5 * fit(plain).coefficients().get(2).standardError(),
        fit.coefficients().get(2).standardError(),
        1e-4 * 1e5);
  }

  @Test
  void ofConstantColumnsAloneIsTheInterceptAlone() {
    Examples rows =
        StatsmodelsParity.examples(new double[][] {{5}, {5}, {5}, {5}}, new int[] {1, 0, 0, 0});
    MaximumLikelihood fit = fit(rows);
    assertEquals(List.of(new Alias("x1", "constant: 5.0 in every row")), fit.aliased());
    assertEquals(Math.log(1 / 3.0), fit.coefficients().get(0).estimate(), 1e-12);
    assertEquals(
        new LikelihoodRatioTest(0, 0, 1),
        new LikelihoodRatioTest(
            Math.rint(fit.likelihoodRatio().statistic() * 1e9) / 1e9,
            fit.likelihoodRatio().degreesOfFreedom(),
            fit.likelihoodRatio().pValue()));
  }

  @Test
  void ofOneRowInsideTheOtherClassExists() {
    double[][] x = {{-2}, {-1}, {0}, {1}, {2}};
    MaximumLikelihood fit = fit(StatsmodelsParity.examples(x, new int[] {0, 0, 1, 0, 0}));
    // By symmetry.
    assertEquals(0, fit.coefficients().get(1).estimate(), 1e-12);
    assertEquals(1, fit.coefficients().get(1).pValue(), 1e-12);
  }

  @Test
  void fitOfNoiseDependsOnTheSeed() {
    assertNotEquals(
        Inference.of(Examples.of(Datasets.load(DatasetOptions.of("dummy", 1)))),
        Inference.of(Examples.of(Datasets.load(DatasetOptions.of("dummy", 2)))));
  }

  /** Arithmetic: of two columns the variance inflation is 1 / (1 - r²), here r = 0.96 and 12.8. */
  @Test
  void namesFeaturesThatTheOthersPredict() {
    double[][] x = new double[100][];
    int[] y = new int[100];
    for (int i = 0; i < 100; i++) {
      double one = i % 2 == 0 ? 1 : -1;
      double other = i / 2 % 2 == 0 ? 1 : -1;
      double third = i / 4 % 2 == 0 ? 1 : -1;
      x[i] = new double[] {one, 0.96 * one + 0.28 * other, third};
      y[i] = i % 3 == 0 ? 1 : 0;
    }
    Examples examples = new Examples(List.of("a", "b", "c"), x, y);
    assertEquals(
        1 / (1 - 0.96 * 0.96), IndependentColumns.of(examples).varianceInflation()[1], 1e-9);
    var likelihood = (MaximumLikelihood) Inference.of(examples);
    assertEquals(List.of("a", "b"), likelihood.collinear());
    // 34 rows of class 1, three features
    assertEquals(34 / 3.0, likelihood.rowsPerFeature(), 1e-12);
    assertTrue(likelihood.hasEnoughRows());
  }
}
