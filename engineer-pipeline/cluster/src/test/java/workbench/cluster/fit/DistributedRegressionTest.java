package workbench.cluster.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import workbench.cluster.LocalSession;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.data.Preparation;
import workbench.data.Standardizer;
import workbench.data.TrainTestSplit;
import workbench.evaluation.Baseline;
import workbench.evaluation.Evaluation;
import workbench.model.Metadata;
import workbench.model.Verification;
import workbench.testing.Fixture;

class DistributedRegressionTest {

  /**
   * Promised agreement. The fits agree to about 1e-6, which is Smile's own distance from the
   * optimum.
   */
  private static final double AGREEMENT = 1e-5;

  private static final Preparation BREAST_CANCER =
      Preparation.of(Datasets.load(DatasetOptions.of("breast-cancer", 42)), 0.2, 42);

  private static SparkSession session;
  private static LabelledRows rows;
  private static DistributedRegression model;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    session = LocalSession.open();
    rows = LabelledRows.of(session, BREAST_CANCER);
    model = DistributedRegression.fit(rows.train(), rows.trainRows(), 1);
  }

  @AfterAll
  static void close() throws Exception {
    session.close();
  }

  static List<JsonNode> fitsBySmile() throws IOException {
    // Made by SmileCoefficients of the scientist's tests.
    return json("/workbench/scientist/fit/smile-coefficients.json")
        .get("fits")
        .valueStream()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("fitsBySmile")
  void coefficientsAreThoseOfTheScientist(JsonNode smile) {
    Preparation data =
        Preparation.of(
            Datasets.load(
                DatasetOptions.of(smile.get("dataset").asString(), smile.get("seed").asLong())),
            smile.get("test_size").asDouble(),
            smile.get("seed").asLong());
    DistributedRegression fitted = fit(data.train(), smile.get("penalty").asDouble());
    assertArrayEquals(doubles(smile.get("coefficients")), fitted.coefficients(), AGREEMENT);
    assertEquals(smile.get("intercept").asDouble(), fitted.intercept(), AGREEMENT);
  }

  @Test
  void coefficientsAreThoseOfScikitLearn() throws IOException {
    // On all 569 rows, made by benchmarks/python/make_fixtures.py.
    JsonNode sklearn = json("/workbench/scientist/sklearn-parity.json").get("breast_cancer");
    DistributedRegression fitted =
        fit(Examples.of(Datasets.load(DatasetOptions.of("breast-cancer", 1))), 1);
    assertArrayEquals(doubles(sklearn.get("coefficients")), fitted.coefficients(), AGREEMENT);
    assertEquals(sklearn.get("intercept").asDouble(), fitted.intercept(), AGREEMENT);
  }

  @Test
  void findsTheCoefficientsThatDrewTheRows() {
    int n = 50_000;
    Examples drawn = Examples.of(Datasets.load(new DatasetOptions("synthetic", n, 3, 0.4, 5)));
    DistributedRegression fitted = fit(drawn, 0);
    // 2, -1, 2/3 of features whose deviation is 1; a standard error is about 3 / sqrt(n), five of
    // them.
    assertArrayEquals(new double[] {2, -1, 2 / 3.0}, fitted.coefficients(), 15 / Math.sqrt(n));
  }

  @Test
  void standardizesAsTheScientistDoes() {
    Standardizer expected = Standardizer.fit(BREAST_CANCER.train().x());
    for (int j = 0; j < 30; j++) {
      assertEquals(
          expected.mean()[j], model.standardizer().mean()[j], 1e-12 * Math.abs(expected.mean()[j]));
      assertEquals(
          expected.scale()[j], model.standardizer().scale()[j], 1e-12 * expected.scale()[j]);
    }
  }

  @Test
  void aConstantColumnCountsForNothing() {
    // 0.1 has no exact double: rounding gives the column a spread of about 1e-17.
    double[][] x =
        IntStream.range(0, 60)
            .mapToObj(i -> new double[] {Math.sin(i), 0.1})
            .toArray(double[][]::new);
    int[] y = IntStream.range(0, 60).map(i -> i % 5 == 0 || x[i][0] > 0 ? 1 : 0).toArray();
    DistributedRegression both = fit(new Examples(List.of("a", "constant"), x, y), 1);
    double[][] alone = Arrays.stream(x).map(row -> new double[] {row[0]}).toArray(double[][]::new);
    DistributedRegression one = fit(new Examples(List.of("a"), alone, y), 1);
    assertEquals(1, both.standardizer().scale()[1]);
    assertEquals(0, both.coefficients()[1], 1e-12);
    assertEquals(one.coefficients()[0], both.coefficients()[0], 1e-9);
  }

  @Test
  void figuresAreThoseThatTheEvaluationOfRowsInMemoryGives() {
    Evaluation evaluation = model.evaluate(rows.test(), rows.baseline());
    Evaluation expected = evaluated();
    assertEquals(expected.rows(), evaluation.rows());
    assertEquals(expected.correct(), evaluation.correct());
    assertEquals(expected.logLoss(), evaluation.logLoss(), 1e-12);
    assertEquals(expected.auc(), evaluation.auc(), 1e-12);
    assertEquals(expected.baseline(), evaluation.baseline(), 1e-12);
  }

  @Test
  void figuresHoldWhereProbabilitiesTieAndReachTheirEnds() {
    double[] p = {0, 0.25, 0.25, 0.5, 0.75, 0.75, 1, 1};
    int[] y = {1, 0, 1, 0, 1, 0, 1, 0};
    var values =
        IntStream.range(0, p.length)
            .mapToObj(i -> "(double(%d), double(%s))".formatted(y[i], p[i]))
            .toList();
    var scored =
        session.sql(
            "select * from values %s as t(label, probability)"
                .formatted(String.join(", ", values)));
    Evaluation expected = Evaluation.of(y, p, new Baseline(1));
    assertEquals(expected, rounded(DistributedEvaluation.of(scored, new Baseline(1)), expected));
  }

  @Test
  void exportedModelGivesTheProbabilitiesOfMllib() throws IOException {
    Verification verification =
        Verification.ofWritten(
            folder.resolve("model.onnx"),
            model.exported(),
            Metadata.of(Metadata.Role.ENGINEER, "test", BREAST_CANCER, evaluated()),
            BREAST_CANCER,
            model::probabilities);
    assertTrue(
        verification.onRows() < 1e-7 && verification.onExtremes() < 1e-7, verification.toString());
  }

  private static Evaluation evaluated() {
    return Evaluation.of(
        BREAST_CANCER.test().y(),
        model.probabilities(BREAST_CANCER.test().x()),
        BREAST_CANCER.baseline());
  }

  /** Sums in another order differ in their last digit. */
  private static Evaluation rounded(Evaluation found, Evaluation expected) {
    assertEquals(expected.logLoss(), found.logLoss(), 1e-12);
    assertEquals(expected.auc(), found.auc(), 1e-12);
    return new Evaluation(
        found.rows(), found.correct(), expected.logLoss(), expected.auc(), found.baseline());
  }

  private static DistributedRegression fit(Examples train, double penalty) {
    var dataset =
        new workbench.data.Dataset("rows", List.of(), "label", List.of("0", "1"), new int[0], "");
    var split = new TrainTestSplit(new int[0], new int[0]);
    LabelledRows labelled =
        LabelledRows.of(session, new Preparation(dataset, split, train, train, 1));
    return DistributedRegression.fit(labelled.train(), train.rows(), penalty);
  }

  private static double[] doubles(JsonNode numbers) {
    return numbers.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  private static JsonNode json(String resource) {
    return Fixture.read(DistributedRegressionTest.class, resource);
  }
}
