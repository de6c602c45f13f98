package workbench.scientist.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.data.Standardizer;
import workbench.scientist.fit.Learner;

class ComparedModelTest {

  private static final Examples NOISE = Examples.of(Datasets.load(DatasetOptions.of("dummy", 42)));

  static List<ComparedModel> models() {
    return ComparedModel.all(1, 42);
  }

  @Test
  void areEight() {
    assertEquals(
        List.of(
            "majority class",
            "logistic regression",
            "logistic regression (Tribuo)",
            "decision tree",
            "random forest",
            "gradient boosting",
            "support vector machine",
            "k nearest neighbours"),
        models().stream().map(ComparedModel::name).toList());
  }

  @ParameterizedTest
  @MethodSource("models")
  void fitsTheSameModelInAnyThread(ComparedModel model) {
    double[] alone = probabilities(model);
    List<double[]> sideBySide =
        IntStream.range(0, 8).parallel().mapToObj(i -> probabilities(model)).toList();
    sideBySide.forEach(probabilities -> assertArrayEquals(alone, probabilities));
  }

  @ParameterizedTest
  @MethodSource("models")
  void hasTheSameSizeOnEveryFit(ComparedModel model) {
    assertEquals(bytes(model), bytes(model));
    assertTrue(bytes(model) > 0);
  }

  /** Tribuo's provenance names the time zone, and its length differs from zone to zone. */
  @Test
  void sizeDoesNotDependOnTheTimeZone() {
    TimeZone before = TimeZone.getDefault();
    try {
      Set<Long> sizes = new HashSet<>();
      for (String zone : List.of("UTC", "Asia/Tokyo", "America/St_Johns")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        sizes.add(bytes(named("logistic regression (Tribuo)", 42)));
      }
      assertEquals(1, sizes.size(), sizes::toString);
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void anotherSeedIsAnotherForest() {
    assertFalse(
        Arrays.equals(
            probabilities(named("random forest", 1)), probabilities(named("random forest", 2))));
  }

  @Test
  void sizesGrowFromMajorityToTreeToForest() {
    long forest = bytes(named("random forest", 42));
    long tree = bytes(named("decision tree", 42));
    long majority = bytes(named("majority class", 42));
    assertEquals(8, majority);
    assertTrue(tree > majority && forest > 10 * tree, forest + ", " + tree);
  }

  @Test
  void settingsNameThePenalty() {
    assertEquals(
        "standardised features, penalty lambda 0.1", ComparedModel.all(0.1, 42).get(1).settings());
  }

  @Test
  void supportVectorsHaveTheWidthThatScikitLearnCallsScale() {
    // By hand: gamma = 1 / (2 features that vary) = 1 / (2 sigma^2), so sigma is 1.
    double[][] x = {{1, 5, 7}, {2, 3, 7}, {4, 4, 7}};
    double[][] z = Standardizer.fit(x).transform(x);
    assertEquals(1, SupportVectorMachine.width(z), 1e-15);
  }

  @Test
  void nearestNeighboursStandardize() {
    // By hand: standardised, the last five rows are at most 2.5 away and the first five at least 4;
    // as measured,
    // the
    // second feature decides, and row 2 is nearer than row 5.
    double[][] x = new double[10][];
    for (int i = 0; i < 5; i++) {
      x[i] = new double[] {1, 40 + 10 * i};
      x[5 + i] = new double[] {0, 41 + 10 * i};
    }
    int[] y = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
    double[] p = NearestNeighbours.fit(x, y).probabilities(new double[][] {{-1, 60}});
    assertArrayEquals(new double[] {1}, p);
  }

  @Test
  void majorityGivesTheShareOfTheTrainingRows() {
    double[] p =
        MajorityClass.fit(new double[4][1], new int[] {1, 1, 1, 0}).probabilities(new double[2][1]);
    assertArrayEquals(new double[] {0.75, 0.75}, p);
  }

  private static ComparedModel named(String name, long seed) {
    return ComparedModel.all(1, seed).stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static double[] probabilities(ComparedModel model) {
    return fit(model).probabilities(NOISE.x());
  }

  private static long bytes(ComparedModel model) {
    return model.bytes().applyAsLong(fit(model));
  }

  private static Learner.Fitted fit(ComparedModel model) {
    return model.learner().fit(NOISE.x(), NOISE.y());
  }
}
