package workbench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuspectedLeakageTest {

  private static final int ROWS = 300;

  private final Random random = new Random(4);
  private final int[] half = IntStream.range(0, ROWS).map(i -> i % 2).toArray();

  private static List<String> suspects(int[] y, Column... columns) {
    Dataset dataset =
        new Dataset("d", List.of(columns), "label", List.of("no", "yes"), y, "no checksum");
    return SuspectedLeakage.of(Preparation.of(dataset, 0.2, 42)).columns().stream()
        .map(SuspectedLeakage.Suspect::column)
        .toList();
  }

  private Column.Numeric noise(int rows) {
    return new Column.Numeric("noise", random.doubles(rows).toArray());
  }

  @Test
  void copyOfTheLabelIsSuspectedInEitherDirection() {
    double[] same = Arrays.stream(half).asDoubleStream().toArray();
    double[] reversed = Arrays.stream(same).map(value -> -value).toArray();
    assertEquals(
        List.of("same", "reversed"),
        suspects(
            half,
            new Column.Numeric("same", same),
            noise(ROWS),
            new Column.Numeric("reversed", reversed)));
  }

  @Test
  void missingValuesAreLeftOutOfTheAuc() {
    double[] same =
        IntStream.range(0, ROWS).mapToDouble(i -> i < 30 ? Double.NaN : half[i]).toArray();
    int[] codes =
        IntStream.range(0, ROWS).map(i -> i < 30 ? Column.Categorical.MISSING : half[i]).toArray();
    Dataset dataset =
        new Dataset(
            "d",
            List.of(
                new Column.Numeric("number", same),
                noise(ROWS),
                new Column.Categorical("category", List.of("a", "b"), codes)),
            "label",
            List.of("no", "yes"),
            half,
            "no checksum");
    int[] all = IntStream.range(0, ROWS).toArray();
    ColumnTransformer columns = ColumnTransformer.fit(dataset);
    Examples rows = Examples.of(dataset, columns);
    var data =
        new Preparation(
            dataset,
            MissingRows.IMPUTE,
            new TrainTestSplit(all, all),
            columns,
            rows,
            rows,
            42,
            TrainTestSplit.Kind.STRATIFIED);
    assertEquals(
        List.of("number", "category"),
        SuspectedLeakage.of(data).columns().stream()
            .map(SuspectedLeakage.Suspect::column)
            .toList());
  }

  @Test
  void rowNumberOfRowsSortedByTheLabelIsSuspected() {
    int[] y = IntStream.range(0, ROWS).map(i -> i < 100 ? 0 : 1).toArray();
    double[] id = IntStream.range(0, ROWS).asDoubleStream().toArray();
    assertEquals(List.of("id"), suspects(y, new Column.Numeric("id", id), noise(ROWS)));
  }

  @Test
  void rowNumberOfRowsInOtherOrderIsNot() {
    double[] id = IntStream.range(0, ROWS).asDoubleStream().toArray();
    assertEquals(List.of(), suspects(half, new Column.Numeric("id", id)));
  }

  /** Smarket's Today: the label is its sign. */
  @Test
  void numberThatTheLabelWasMadeOfIsSuspected() {
    double[] change = random.doubles(ROWS).map(value -> value - 0.5).toArray();
    int[] y = Arrays.stream(change).mapToInt(value -> value > 0 ? 1 : 0).toArray();
    assertEquals(List.of("Today"), suspects(y, new Column.Numeric("Today", change), noise(ROWS)));
  }

  @Test
  void categoryWhoseLevelsHaveOneClassEachIsSuspected() {
    int[] codes = IntStream.range(0, ROWS).map(i -> half[i] == 1 ? 1 : i % 4).toArray();
    var grade = new Column.Categorical("grade", List.of("a", "b", "c"), codes);
    assertEquals(List.of("grade"), suspects(half, grade, noise(ROWS)));
  }

  /**
   * The share of class 1 in levels of two rows, taken in-sample, would rank noise with an AUC of
   * 0.9.
   */
  @Test
  void categoryOfManyLevelsOfNoiseIsNot() {
    int[] codes = IntStream.range(0, 100).map(i -> i / 2).toArray();
    List<String> levels = IntStream.range(0, 50).mapToObj(Integer::toString).sorted().toList();
    int[] y = random.ints(100, 0, 2).toArray();
    assertEquals(List.of(), suspects(y, new Column.Categorical("name", levels, codes)));
  }

  /** A column of noise ranks 4 rows against 4 without an error in one of 35 draws. */
  @Test
  void nothingIsSuspectedOnFewRows() {
    int[] y = IntStream.range(0, 20).map(i -> i % 2).toArray();
    double[] same = Arrays.stream(y).asDoubleStream().toArray();
    assertEquals(List.of(), suspects(y, new Column.Numeric("same", same)));
  }

  @Test
  void bundledDataAreNotSuspected() {
    for (String name : List.of("breast-cancer", "penguins", "dummy")) {
      Dataset dataset = Datasets.load(DatasetOptions.of(name, 42));
      assertEquals(
          List.of(), SuspectedLeakage.of(Preparation.of(dataset, 0.2, 42)).columns(), name);
    }
  }

  @Test
  void findingNamesTheColumnItsAucAndTheOption() {
    var one = new SuspectedLeakage(List.of(new SuspectedLeakage.Suspect("Today", 1)));
    assertEquals(
        "'Today' (AUC 1.000) alone ranks the classes almost perfectly in the training rows: is it"
            + " known before the label? If not, leave it out with -Ddrop=Today",
        one.describe().orElseThrow());
    assertTrue(new SuspectedLeakage(List.of()).describe().isEmpty());
  }
}
