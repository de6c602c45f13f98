package workbench.scientist.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbench.data.DatasetOptions;
import workbench.data.MissingRows;
import workbench.scientist.study.Conclusions.Answer;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConclusionsTest {

  @TempDir Path folder;

  private Study dummy;
  private Study breastCancer;
  private Study penguins;

  @BeforeAll
  void study() {
    dummy = Studies.of("dummy");
    breastCancer = Studies.of("breast-cancer");
    penguins = Studies.of("penguins");
  }

  @Test
  void noiseHasNoSignal() {
    Conclusions conclusions = Conclusions.of(dummy);
    assertEquals(Answer.NO_SIGNAL, conclusions.answer());
    assertEquals(
        "No signal was found: there is no evidence that the features tell '1' from '0'.",
        conclusions.headline());
  }

  @Test
  void tumoursHaveASignal() {
    Conclusions conclusions = Conclusions.of(breastCancer);
    assertEquals(Answer.SIGNAL, conclusions.answer());
    assertEquals(
        "Yes: the features tell 'malignant' from 'benign' better than guessing.",
        conclusions.headline());
  }

  @Test
  void namesNoFeatureAndExplainsNoErrorOnNoise() {
    String text = text(Conclusions.of(dummy));
    for (String feature : dummy.data().train().featureNames()) {
      assertFalse(text.contains(feature + " "), text);
    }
    assertFalse(text.contains("odds"), text);
    assertFalse(text.contains("Errors on"), text);
    assertFalse(text.contains("Its probabilities"), text);
    assertTrue(text.contains("the interval is not entirely above this baseline"), text);
  }

  @Test
  void describesTheSignalOfTumours() {
    String text = text(Conclusions.of(breastCancer));
    // Separated classes: without a penalty the odds are infinite.
    assertFalse(text.contains("(odds ratio"), text);
    assertTrue(
        text.contains("Their size depends on the penalty, so no odds ratios are given."), text);
    assertTrue(text.contains("the whole interval is above this baseline"), text);
    assertTrue(text.contains("Errors on the test rows"), text);
    assertTrue(text.contains("separates the classes completely"), text);
    assertTrue(text.contains("9 features can be predicted from the others (mean_radius"), text);
  }

  @Test
  void figuresInTheTextAreThoseOfTheStudy() {
    var evaluation = breastCancer.test().evaluation();
    assertTrue(
        Conclusions.of(breastCancer)
            .findings()
            .get(0)
            .startsWith(
                String.format(
                    Locale.ROOT,
                    "On the %d test rows, which no earlier step used, the model predicts"
                        + " %d correctly: %.1f%%",
                    evaluation.rows(),
                    evaluation.correct(),
                    100 * evaluation.accuracy())),
        Conclusions.of(breastCancer).findings().get(0));
  }

  @Test
  void saysHowManyRowsWouldShowAWeakSignal() {
    // 8 of the 20 test rows are of class 1: Noether's formula gives 6.1826 / (12 * 0.24 * 0.01).
    assertTrue(
        Conclusions.of(dummy)
            .next()
            .getFirst()
            .contains("takes about 215 test rows; there were 20"),
        Conclusions.of(dummy).next()::toString);
  }

  @Test
  void penaltyAtTheEdgeOfTheGridIsALimit() {
    assertEquals(1e4, dummy.fit().penalty().chosen());
    assertTrue(text(Conclusions.of(dummy)).contains("penalty 10000 is the largest that was tried"));
  }

  @Test
  void smallestPossiblePValueIsMarked() {
    // 39 shuffles: 1 / 40
    assertTrue(
        text(Conclusions.of(breastCancer))
            .contains("p = 0.0250, the smallest that so many shuffles can give"));
  }

  @ParameterizedTest
  @CsvSource({"1062949916013.59, > 1000", "27.25, 27.3", "1, 1", "0.5, 0.5", "1e-9, < 0.001"})
  void oddsAreReadable(double ratio, String text) {
    assertEquals(text, Odds.text(ratio));
  }

  @Test
  void imputedRowsAreALimit() {
    int complete = penguins.data().completeTrain().rows();
    assertTrue(
        Conclusions.of(penguins).limits().stream()
            .anyMatch(limit -> limit.contains("uses the " + complete + " of 275 training rows")));
    assertTrue(
        Conclusions.of(dummy).limits().stream().noneMatch(limit -> limit.contains("missing")));
  }

  @Test
  void rowsLeftOutAreALimit() {
    // Data card: 11 of 344 rows lack a value.
    Study dropped = Studies.of(DatasetOptions.of("penguins", 42), MissingRows.DROP);
    assertTrue(
        Conclusions.of(dropped).limits().stream()
            .anyMatch(limit -> limit.startsWith("11 of 344 rows were left out")));
  }

  @Test
  void rowsNotResampledAreALimit() {
    Study large = Studies.of(new DatasetOptions("synthetic", 1_000, 2, null, 42));
    String text = text(Conclusions.of(large));
    assertTrue(
        text.contains("used a stratified random sample of 500 of the 800 training rows"), text);
    assertTrue(text.contains("(fit without penalty on all 800 training rows)"), text);
  }

  @Test
  void wellRankedRareClassHasASignalInSpiteOfItsAccuracy() throws Exception {
    // One row in twelve is of class 1, and its feature is larger by one standard deviation: hardly
    // ever the more
    // probable class, but ranked above the others in three pairs of four.
    var random = new SplittableRandom(1);
    String rows =
        IntStream.range(0, 1_200)
            .mapToObj(
                i ->
                    (i % 12 == 0 ? random.nextGaussian() + 1 : random.nextGaussian())
                        + ","
                        + (i % 12 == 0 ? "rare" : "usual")
                        + "\n")
            .reduce("x,y\n", String::concat);
    Path file = Files.writeString(folder.resolve("rare.csv"), rows);
    Study study = Studies.of(file.toString());
    assertFalse(study.test().evaluation().beatsBaseline());
    Conclusions conclusions = Conclusions.of(study);
    assertEquals(Answer.SIGNAL, conclusions.answer(), conclusions.toString());
    assertTrue(
        conclusions
            .findings()
            .get(0)
            .endsWith("the interval is not entirely above this baseline."));
  }

  @Test
  void maximumLikelihoodThatExistsIsTested() {
    String text = text(Conclusions.of(Studies.of("synthetic")));
    assertTrue(
        text.contains("gives p < 0.001: data like these would be rare if no feature had an effect"),
        text);
    // 33 of the 80 training rows are of class 1, and there are five features.
    assertTrue(
        text(Conclusions.of(dummy)).contains("With 6.6 rows of the rarer class per feature"),
        "on dummy");
  }

  private static String text(Conclusions conclusions) {
    return Stream.of(conclusions.findings(), conclusions.limits(), conclusions.next())
        .flatMap(List::stream)
        .reduce("", (a, b) -> a + b + "\n");
  }
}
