package workbench.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.benchmarks.comparison.RawRow.Feature;
import workbench.benchmarks.comparison.RawRow.Mistake;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.data.Preparation;
import workbench.evaluation.Evaluation;
import workbench.model.Metadata;
import workbench.scientist.fit.StandardizedRegression;

/** Penguins. The expected values are calculated here from the cells and the coefficients. */
class RawRowTest {

  @TempDir static Path folder;
  private static Preparation data;
  private static StandardizedRegression model;
  private static double[] coefficients;
  private static RawRow row;

  @BeforeAll
  static void makeRow() throws IOException {
    data = Preparation.of(Datasets.load(DatasetOptions.of("penguins", 42)), 0.2, 42);
    model = StandardizedRegression.fit(data.train().x(), data.train().y());
    coefficients = model.regression().coefficients();
    Examples test = data.test();
    var evaluation = Evaluation.of(test.y(), model.probabilities(test.x()), data.baseline());
    Path file = folder.resolve("model.onnx");
    model
        .exported()
        .with(data.rawColumns())
        .write(
            file,
            Metadata.of(Metadata.Role.SCIENTIST, "regression", data, evaluation)
                .with(data.rawColumns()));
    row = RawRow.of(data, model, file);
  }

  @Test
  void isATestRowWithAMissingCell() {
    int number = row.number() - 1;
    assertEquals(0, row.others());
    assertEquals(
        1, Arrays.stream(data.split().test()).filter(testRow -> testRow == number).count());
    long missing =
        data.dataset().columns().stream().filter(column -> column.isMissing(number)).count();
    assertEquals(
        missing, row.features().stream().filter(each -> each.raw().equals("missing")).count());
  }

  @Test
  void featuresAreStandardizedByTheTrainingRows() {
    for (Feature feature : row.features()) {
      int j = data.train().featureNames().indexOf(feature.name());
      double[] values = Arrays.stream(data.train().x()).mapToDouble(each -> each[j]).toArray();
      double mean = Arrays.stream(values).average().orElseThrow();
      double variance =
          Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
      assertEquals(
          (feature.encoded() - mean) / Math.sqrt(variance),
          feature.standardized(),
          1e-9,
          feature.name());
    }
  }

  @Test
  void probabilityIsThatOfTheStandardizedFeaturesInTheNotebookAndServed() {
    double[] x = new double[coefficients.length - 1];
    List<String> names = data.train().featureNames();
    row.features().forEach(each -> x[names.indexOf(each.name())] = each.standardized());
    double probability = 1 / (1 + Math.exp(-sum(x)));
    assertEquals(probability, row.notebook(), 1e-12);
    assertEquals(probability, row.served(), 1e-6);
  }

  @Test
  void mistakesAreThoseOfTheRegressionOnRowsPreparedWrong() {
    assertEquals(accuracy(data.test().x(), x -> x), row.accuracy());
    List<Mistake> mistakes = row.mistakes();
    assertEquals(3, mistakes.size());
    long right =
        IntStream.range(0, data.test().rows())
            .filter(i -> sum(data.test().x()[i]) > 0 == (data.test().y()[i] == 1))
            .count();
    assertEquals((double) right / data.test().rows(), mistakes.get(0).accuracy());
    assertEquals(
        accuracy(data.columns().encode(data.testRows()), x -> Double.isNaN(x) ? 0 : x),
        mistakes.get(2).accuracy());
  }

  private static double accuracy(double[][] rows, DoubleUnaryOperator cell) {
    int[] y = data.test().y();
    return IntStream.range(0, rows.length)
            .filter(i -> (model.predict(Arrays.stream(rows[i]).map(cell).toArray()) == y[i]))
            .count()
        / (double) rows.length;
  }

  /** The logit of standardised features. */
  private static double sum(double[] x) {
    return IntStream.range(0, x.length).mapToDouble(j -> coefficients[j] * x[j]).sum()
        + coefficients[x.length];
  }
}
