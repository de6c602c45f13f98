package workbench.scientist.validation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import workbench.data.Examples;
import workbench.evaluation.ConfusionMatrix;
import workbench.evaluation.Interval;
import workbench.scientist.fit.Learner;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.validation.CalibrationCurve.Bin;
import workbench.scientist.validation.SklearnValidation.CrossValidated;
import workbench.scientist.validation.SklearnValidation.Metrics;
import workbench.scientist.validation.SklearnValidation.Nested;
import workbench.scientist.validation.SklearnValidation.Permuted;
import workbench.scientist.validation.SklearnValidation.Wilson;

/** The figures are those of scikit-learn and SciPy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SklearnValidationTest {

  private static final double METRIC = 1e-9;
  private static final double FITTED = 1e-6;

  private SklearnValidation sklearn;

  @BeforeAll
  void load() throws IOException {
    sklearn = SklearnValidation.load();
  }

  List<Metrics> metrics() {
    return sklearn.metrics();
  }

  List<Wilson> wilson() {
    return sklearn.wilson();
  }

  List<CrossValidated> crossValidations() {
    return sklearn.crossValidations();
  }

  List<Permuted> permutations() {
    return sklearn.permutations();
  }

  List<Nested> nested() {
    return sklearn.nested();
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void scores(Metrics reference) {
    Scores scores = Scores.of(reference.y(), reference.p());
    ConfusionMatrix confusion = scores.confusion();
    assertArrayEquals(
        reference.confusion(),
        new int[] {
          confusion.trueNegative(),
          confusion.falsePositive(),
          confusion.falseNegative(),
          confusion.truePositive()
        });
    assertEquals(reference.precision(), confusion.precision(), METRIC);
    assertEquals(reference.recall(), confusion.recall(), METRIC);
    assertEquals(reference.specificity(), confusion.specificity(), METRIC);
    assertEquals(reference.f1(), confusion.f1(), METRIC);
    assertEquals(reference.logLoss(), scores.logLoss(), METRIC);
    assertEquals(reference.brier(), scores.brier(), METRIC);
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void areaWithDeLongsError(Metrics reference) {
    Auc auc = Auc.of(reference.y(), reference.p());
    assertEquals(reference.auc(), auc.area(), METRIC);
    assertEquals(reference.aucStandardError(), auc.standardError(), METRIC);
    assertEquals(reference.aucInterval() != null, auc.interval().isPresent());
    auc.interval()
        .ifPresent(
            interval -> {
              assertEquals(reference.aucInterval()[0], interval.lower(), METRIC);
              assertEquals(reference.aucInterval()[1], interval.upper(), METRIC);
            });
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void rocCurve(Metrics reference) {
    RocCurve curve = RocCurve.of(reference.y(), reference.p());
    assertArrayEquals(reference.falsePositiveRate(), curve.falsePositiveRate(), METRIC);
    assertArrayEquals(reference.truePositiveRate(), curve.truePositiveRate(), METRIC);
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void calibrationCurve(Metrics reference) {
    List<Bin> bins = CalibrationCurve.of(reference.y(), reference.p(), 10).bins();
    assertArrayEquals(
        reference.meanProbability(),
        bins.stream().mapToDouble(Bin::meanProbability).toArray(),
        METRIC);
    assertArrayEquals(
        reference.observedShare(), bins.stream().mapToDouble(Bin::observedShare).toArray(), METRIC);
  }

  @ParameterizedTest
  @MethodSource("wilson")
  void wilsonsInterval(Wilson reference) {
    int wrong = reference.rows() - reference.correct();
    Interval interval =
        new Scores(new ConfusionMatrix(reference.correct(), wrong, 0, 0), 0, 0, null)
            .accuracyInterval();
    assertEquals(reference.lower(), interval.lower(), METRIC);
    assertEquals(reference.upper(), interval.upper(), METRIC);
  }

  @ParameterizedTest
  @MethodSource("crossValidations")
  void crossValidation(CrossValidated reference) {
    Examples e = sklearn.examples(reference.set());
    Folds folds = SklearnValidation.folds(e.rows(), reference.tests());
    CrossValidation fitted = CrossValidation.of(e, penalty(1 / reference.c()), folds, () -> {});
    assertArrayEquals(reference.outOfFold(), fitted.pooledProbabilities(), FITTED);
    assertArrayEquals(reference.accuracies(), fitted.accuracies());
    assertArrayEquals(reference.areas(), fitted.areas(), METRIC);
    for (int i = 0; i < folds.k(); i++) {
      assertEquals(reference.logLosses()[i], fitted.perFold().get(i).logLoss(), FITTED);
      assertEquals(reference.briers()[i], fitted.perFold().get(i).brier(), FITTED);
    }
    assertEquals(reference.meanAccuracy(), fitted.accuracy().mean(), METRIC);
    assertEquals(reference.standardDeviation(), fitted.accuracy().standardDeviation(), METRIC);
  }

  @ParameterizedTest
  @MethodSource("crossValidations")
  void meanAccuracyOfThePermutationTest(CrossValidated reference) {
    Examples e = sklearn.examples(reference.set());
    Folds folds = SklearnValidation.folds(e.rows(), reference.tests());
    double accuracy =
        PermutationTest.mean(e, penalty(1 / reference.c()), Scores::accuracy, folds, () -> {});
    assertEquals(reference.meanAccuracy(), accuracy, METRIC);
  }

  @ParameterizedTest
  @MethodSource("permutations")
  void pValueOfPermutations(Permuted reference) {
    assertEquals(
        reference.pValue(),
        PermutationTest.pValue(reference.observed(), reference.permuted()),
        METRIC);
  }

  @ParameterizedTest
  @MethodSource("nested")
  void nestedSearch(Nested reference) {
    Examples e = sklearn.examples(reference.set());
    Folds outer = SklearnValidation.folds(e.rows(), reference.outer());
    List<Folds> inner =
        IntStream.range(0, outer.k())
            .mapToObj(
                i ->
                    SklearnValidation.folds(
                        outer.folds().get(i).train().length, reference.inner()[i]))
            .toList();
    Folds all = SklearnValidation.folds(e.rows(), reference.all());
    var steps = new AtomicInteger();
    PenaltySearch search =
        PenaltySearch.of(e, reference.grid(), outer, inner, all, steps::incrementAndGet);
    assertEquals(
        reference.grid(),
        search.candidates().stream().map(PenaltySearch.Candidate::lambda).toList());
    assertArrayEquals(
        reference.logLosses(),
        search.candidates().stream().mapToDouble(candidate -> candidate.logLoss().mean()).toArray(),
        FITTED);
    assertEquals(reference.chosen(), search.chosen());
    assertEquals(reference.chosenPerFold(), search.chosenPerFold());
    assertEquals(reference.accuracy(), search.nested().accuracy().mean(), METRIC);
    assertEquals(reference.logLoss(), search.nested().logLoss().mean(), FITTED);
    // Six searches of five penalties in five folds, and five refits.
    assertEquals(6 * 5 * 5 + 5, steps.get());
  }

  private static Learner penalty(double lambda) {
    return (x, y) -> StandardizedRegression.fit(x, y, lambda);
  }
}
