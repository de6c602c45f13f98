package workbench.scientist.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import workbench.data.Column;
import workbench.data.Dataset;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.data.TrainTestSplit;
import workbench.scientist.fit.Learner;
import workbench.scientist.fit.StandardizedRegression;

/** Rows of a group are never on both sides of a fold, in any resampling of the study. */
class GroupedFoldsTest {

  private static final Runnable NO_BAR = () -> {};

  /** 200 rows with 40 different values, five of each, one class in each group. */
  private static Examples grouped() {
    int[] groups = IntStream.range(0, 200).map(i -> i % 40).toArray();
    Random random = new Random(3);
    double[] values = random.doubles(40).toArray();
    return new Examples(
            List.of("x"),
            IntStream.of(groups).mapToObj(g -> new double[] {values[g]}).toArray(double[][]::new),
            IntStream.of(groups).map(g -> g % 3 == 0 ? 1 : 0).toArray())
        .grouped(groups);
  }

  private static Set<Integer> groups(Examples e, int[] rows) {
    return Arrays.stream(rows).mapToObj(row -> e.groups()[row]).collect(Collectors.toSet());
  }

  @Test
  void equalRowsAreInOneFoldAndEveryRowIsTestedOnceARepeat() {
    Examples e = grouped();
    Folds folds = Folds.of(e, 5, 3, 1);
    assertEquals(15, folds.folds().size());
    for (Folds.Fold fold : folds.folds()) {
      Set<Integer> both = new HashSet<>(groups(e, fold.train()));
      both.retainAll(groups(e, fold.test()));
      assertEquals(Set.of(), both);
      // 14 of 40 groups have class 1: 2 or 3 groups of 5 rows in each of 5 folds.
      int positive = Arrays.stream(fold.test()).map(row -> e.y()[row]).sum();
      assertTrue(positive == 10 || positive == 15, positive + " of class 1");
    }
    int[] tested = new int[200];
    folds.folds().stream()
        .filter(fold -> fold.repeat() == 1)
        .forEach(fold -> Arrays.stream(fold.test()).forEach(row -> tested[row]++));
    assertTrue(Arrays.stream(tested).allMatch(count -> count == 1));
  }

  /** A model that remembers the rows it was fitted on knows none of the test rows. */
  @Test
  void noResamplingOfTheStudyTestsARowThatItsModelHasSeen() {
    Examples e = grouped();
    Set<String> seenAgain = new HashSet<>();
    Learner watching =
        (x, y) -> {
          Set<Double> seen = Arrays.stream(x).map(row -> row[0]).collect(Collectors.toSet());
          var model = StandardizedRegression.fit(x, y, 1);
          return rows -> {
            // Each learner is asked for its own training rows too, by the learning curve.
            if (rows.length != x.length
                && Arrays.stream(rows).anyMatch(row -> seen.contains(row[0]))) {
              seenAgain.add(rows.length + " rows");
            }
            return model.probabilities(rows);
          };
        };
    CrossValidation.of(e, watching, Folds.of(e, 5, 1, 1), NO_BAR);
    PermutationTest.of(e, watching, Scores::area, 5, 10, 1, NO_BAR);
    LearningCurve.of(e, watching, 5, 1, 1, NO_BAR);
    assertEquals(Set.of(), seenAgain);
    for (Folds.Fold fold : PenaltySearch.of(e, 5, 1, 4, 1, NO_BAR).nested().folds().folds()) {
      Set<Integer> both = new HashSet<>(groups(e, fold.train()));
      both.retainAll(groups(e, fold.test()));
      assertEquals(Set.of(), both);
    }
  }

  /** Six rows of class 1 in five groups; shuffled, they often come together in fewer. */
  @Test
  void permutationsFindFoldsWhereFewGroupsHaveARareClass() {
    int[] groups = IntStream.range(0, 60).map(i -> i / 2).toArray();
    int[] y = IntStream.range(0, 60).map(i -> i < 10 && i % 2 == 0 || i == 1 ? 1 : 0).toArray();
    Random random = new Random(3);
    double[][] x = IntStream.of(groups).mapToObj(g -> new double[] {g}).toArray(double[][]::new);
    Examples e = new Examples(List.of("x"), x, y).grouped(groups);
    PermutationTest test =
        PermutationTest.of(
            e, (a, b) -> StandardizedRegression.fit(a, b, 1), Scores::area, 5, 20, 1, NO_BAR);
    assertEquals(20, test.permuted().length);
  }

  @Test
  void tooFewGroupsAreOneLineThatNamesHowManyAreNeeded() {
    int[] groups = IntStream.range(0, 100).map(i -> i % 3).toArray();
    int[] y = IntStream.range(0, 100).map(i -> i / 3 % 2).toArray();
    var e = assertThrows(InvalidInput.class, () -> Folds.grouped(groups, y, 5, 1, 1));
    assertEquals(
        "split=grouped: 3 groups of equal rows leave one of 5 folds without a class: each class"
            + " needs rows in 5 groups; use more rows or -Dsplit=stratified",
        e.getMessage());
  }

  /** There are too few groups, not too few rows: 3 rows of class 1 in 3 of 6 groups. */
  @Test
  void rareClassInTooFewGroupsIsTheSameLine() {
    int[] groups = IntStream.range(0, 300).map(i -> i % 6).toArray();
    int[] y = IntStream.range(0, 300).map(i -> i < 3 ? 1 : 0).toArray();
    var e = assertThrows(InvalidInput.class, () -> Folds.grouped(groups, y, 5, 1, 1));
    assertTrue(e.getMessage().contains("each class needs rows in 5 groups"), e.getMessage());
  }

  @Test
  void groupedSplitGivesItsTrainingPartTheGroups() {
    double[] values = IntStream.range(0, 90).mapToDouble(i -> i / 3).toArray();
    int[] y = IntStream.range(0, 90).map(i -> i / 3 % 2).toArray();
    var dataset =
        new Dataset(
            "d",
            List.of(new Column.Numeric("x", values)),
            "label",
            List.of("no", "yes"),
            y,
            "no checksum");
    Examples train = Preparation.of(dataset, 0.2, 1, TrainTestSplit.Kind.GROUPED).train();
    assertEquals(24, Arrays.stream(train.groups()).distinct().count());
    for (int i = 0; i < train.rows(); i++) {
      assertEquals(train.x()[i][0], train.groups()[i]);
    }
    assertFalse(Preparation.of(dataset, 0.2, 1).train().isGrouped());
  }
}
