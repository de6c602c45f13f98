package workbench.scientist.validation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import workbench.data.Examples;
import workbench.data.Generated;
import workbench.data.InvalidInput;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.validation.LearningCurve.Point;

class LearningCurveTest {

  private static final Examples BREAST_CANCER = CrossValidationTest.load("breast-cancer", 1);

  @Test
  void risesWithASignal() {
    List<Point> points =
        LearningCurve.of(BREAST_CANCER, StandardizedRegression::fit, 5, 2, 1, () -> {}).points();
    double first = points.get(0).validationAccuracy().mean();
    double last = points.get(points.size() - 1).validationAccuracy().mean();
    assertTrue(first < 0.955 && last > 0.97, first + " to " + last);
  }

  @Test
  void staysFlatOnNoise() {
    Examples e = Examples.of(Generated.dummy(1000, 5, 1));
    List<Point> points =
        LearningCurve.of(e, StandardizedRegression::fit, 5, 1, 1, () -> {}).points();
    for (Point point : points) {
      // All 1,000 rows are tested: standard deviation 0.016.
      assertEquals(0.5, point.validationAccuracy().mean(), 0.05, point.rows() + " rows");
    }
    // Few rows are learned by heart.
    assertTrue(points.get(0).trainingAccuracy().mean() > 0.6);
    assertTrue(points.get(points.size() - 1).trainingAccuracy().mean() < 0.58);
  }

  /**
   * Expected (Python): of 569 rows 455 train; 5% of them are 23; the ratio is (455 / 23)^(1/7) =
   * 1.5317.
   */
  @Test
  void sizesGrowAtEqualRatios() {
    assertArrayEquals(
        new int[] {23, 35, 54, 83, 127, 194, 297, 455},
        sizes(BREAST_CANCER.y(), Folds.stratified(BREAST_CANCER.y(), 5, 1, 1)));
  }

  /**
   * 10 of 1,000 rows are of class 1: a training part of 900 has 9, the second of them after 1.5 / 9
   * of the rows.
   */
  @Test
  void smallestSizeHasTwoOfARareClass() {
    int[] y = IntStream.range(0, 1000).map(i -> i < 10 ? 1 : 0).toArray();
    int[] sizes = sizes(y, Folds.stratified(y, 10, 1, 1));
    assertEquals(150, sizes[0], 1);
    assertEquals(900, sizes[sizes.length - 1]);
  }

  @Test
  void fewRowsHaveFewSizes() {
    int[] y = {0, 1, 0, 1, 0, 1};
    assertArrayEquals(new int[] {4}, sizes(y, Folds.stratified(y, 3, 1, 1)));
  }

  @Test
  void everyNumberOfTheFirstRowsIsStratified() {
    int[] y = BREAST_CANCER.y();
    Folds folds = Folds.stratified(y, 5, 1, 1);
    List<int[]> orders = LearningCurve.orders(y, folds, 1);
    for (int fold = 0; fold < 5; fold++) {
      int[] order = orders.get(fold);
      assertArrayEquals(folds.folds().get(fold).train(), Arrays.stream(order).sorted().toArray());
      double share = Arrays.stream(order).map(row -> y[row]).average().orElseThrow();
      int ones = 0;
      for (int i = 0; i < order.length; i++) {
        ones += y[order[i]];
        assertEquals(share * (i + 1), ones, 1, (i + 1) + " rows");
      }
    }
  }

  @Test
  void lastPointIsTheCrossValidation() {
    // 100 rows of each class: all training parts have 160 rows.
    Examples e = BREAST_CANCER.select(IntStream.concat(ofClass(0), ofClass(1)).toArray());
    LearningCurve curve = LearningCurve.of(e, StandardizedRegression::fit, 5, 1, 3, () -> {});
    Point last = curve.points().get(curve.points().size() - 1);
    assertEquals(160, last.rows());
    CrossValidation same =
        CrossValidation.of(
            e, StandardizedRegression::fit, Folds.stratified(e.y(), 5, 1, 3), () -> {});
    assertEquals(same.accuracy(), last.validationAccuracy());
  }

  private static IntStream ofClass(int label) {
    return IntStream.range(0, BREAST_CANCER.rows())
        .filter(row -> BREAST_CANCER.y()[row] == label)
        .limit(100);
  }

  @Test
  void callsItsStepAsOftenAsAnnounced() {
    var steps = new AtomicInteger();
    Examples e = CrossValidationTest.load("dummy", 1);
    LearningCurve.of(e, StandardizedRegression::fit, 5, 2, 1, steps::incrementAndGet);
    assertEquals(5 * 2 * 8, steps.get());
    assertEquals(5 * 2 * 8, LearningCurve.steps(e, 5, 2, 1));
  }

  @Test
  void refusesATrainingPartWithOneRowOfAClass() {
    Examples e = new Examples(List.of("x"), new double[6][1], new int[] {1, 0, 0, 0, 0, 1});
    InvalidInput refused =
        assertThrows(
            InvalidInput.class,
            () -> LearningCurve.of(e, StandardizedRegression::fit, 2, 1, 1, () -> {}));
    assertEquals(
        "a training part of 3 rows has 1 of its smaller class; a learning curve needs 2: use more"
            + " rows",
        refused.getMessage());
  }

  @Test
  void twoRunsAreTheSameToTheBit() {
    Examples e = CrossValidationTest.load("dummy", 1);
    assertEquals(
        LearningCurve.of(e, StandardizedRegression::fit, 5, 1, 1, () -> {}),
        LearningCurve.of(e, StandardizedRegression::fit, 5, 1, 1, () -> {}));
  }

  private static int[] sizes(int[] y, Folds folds) {
    return LearningCurve.sizes(y, LearningCurve.orders(y, folds, 1));
  }
}
