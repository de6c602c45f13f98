package workbench.scientist.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import workbench.data.Column;
import workbench.data.Dataset;
import workbench.data.DatasetOptions;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.data.TrainTestSplit;
import workbench.scientist.study.Study;
import workbench.scientist.study.StudySize;

/**
 * Whole studies on any number of rows, share of the rarer class and size of the test set: each ends
 * in a report or in one line that names the rows needed. Here a few; {@code .ci/sweep} runs 96 of
 * them with {@code -Dsweep=true}.
 */
class StudySweepTest {

  /** Little is resampled, and more than 300 rows are sampled. */
  private static final StudySize SMALLEST = new StudySize(5, 1, 1, 2, 5, 2, 300);

  private static final boolean ALL = Boolean.getBoolean("sweep");
  private static final int[] ROWS =
      ALL ? new int[] {10, 30, 100, 501, 627, 2_001, 2_502, 3_000} : new int[] {10, 627};
  private static final double[] SHARES =
      ALL ? new double[] {0.003, 0.01, 0.05, 0.5} : new double[] {0.0112};
  private static final double[] TEST_SIZES =
      ALL ? new double[] {0.118, 0.2, 0.5} : new double[] {0.2};

  /** Kinds of features. */
  enum Features {
    TWO_NUMBERS,
    ONE_COLUMN,
    FEW_VALUES
  }

  record Combination(
      int rows, double share, double testSize, Features features, TrainTestSplit.Kind kind) {

    Dataset dataset() {
      Random random = new Random(rows);
      int positive = Math.max(1, (int) Math.round(share * rows));
      int[] y = IntStream.range(0, rows).map(i -> i < positive ? 1 : 0).toArray();
      double[] number = random.doubles(rows).toArray();
      List<Column> columns =
          switch (features) {
            case TWO_NUMBERS ->
                List.of(
                    new Column.Numeric("a", number),
                    new Column.Numeric("b", random.doubles(rows).toArray()));
            case ONE_COLUMN -> List.of(new Column.Numeric("a", number));
            case FEW_VALUES ->
                List.of(
                    new Column.Numeric("a", random.ints(rows, 0, 3).asDoubleStream().toArray()),
                    new Column.Categorical(
                        "c", List.of("x", "y"), random.ints(rows, 0, 2).toArray()));
          };
      return new Dataset("sweep", columns, "label", List.of("no", "yes"), y, "no checksum");
    }
  }

  static Stream<Combination> combinations() {
    return IntStream.of(ROWS)
        .boxed()
        .flatMap(
            rows ->
                Stream.of(Features.values())
                    .flatMap(
                        features ->
                            IntStream.range(0, SHARES.length * TEST_SIZES.length)
                                // Each size and share with each test size, by turns of features.
                                .filter(
                                    i ->
                                        !ALL
                                            || (i + i / TEST_SIZES.length + features.ordinal()) % 3
                                                == 0)
                                .mapToObj(
                                    i ->
                                        new Combination(
                                            rows,
                                            SHARES[i / TEST_SIZES.length],
                                            TEST_SIZES[i % TEST_SIZES.length],
                                            features,
                                            i % 3 == 2
                                                ? TrainTestSplit.Kind.GROUPED
                                                : TrainTestSplit.Kind.STRATIFIED))));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void studyEndsInAReportOrInOneLineThatNamesTheRowsNeeded(Combination combination) {
    DatasetOptions options = DatasetOptions.of("sweep.csv", 42);
    try {
      Preparation data =
          Preparation.of(combination.dataset(), combination.testSize(), 42, combination.kind());
      var study = Study.of(options, data, SMALLEST, (_, _) -> {});
      assertTrue(StudyReportTest.html(study, options).contains("</html>"));
    } catch (InvalidInput refused) {
      String message = refused.getMessage();
      assertEquals(1, message.lines().count(), message);
      assertTrue(
          message.contains("need 5 rows of each class there")
              || message.contains("2 of each class are needed")
              || combination.kind() == TrainTestSplit.Kind.GROUPED
                  && message.contains("each class needs"),
          message);
    }
  }
}
