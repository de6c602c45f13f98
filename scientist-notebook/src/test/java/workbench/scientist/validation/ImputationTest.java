package workbench.scientist.validation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import workbench.data.Column;
import workbench.data.ColumnTransformer;
import workbench.data.Dataset;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.scientist.fit.StandardizedRegression;
import workbench.testing.Fixture;

/**
 * Imputation inside the folds; expected values by benchmarks/python/make_imputation_fixtures.py.
 */
class ImputationTest {

  private static final Runnable NO_BAR = () -> {};

  /**
   * @param gaps the value of a column is missing in every so many rows, from a first one
   * @param outOfFold by scikit-learn's Pipeline, whose imputer is fitted in each fold
   */
  record Case(String name, Map<String, int[]> gaps, int[][] tests, double[] outOfFold) {
    @Override
    public String toString() {
      return name;
    }
  }

  record Cases(List<Case> cases) {}

  static List<Case> cases() {
    return Fixture.read(ImputationTest.class, "imputation.json", Cases.class).cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void predictsAsScikitLearnsPipelineDoes(Case each) {
    Examples examples = examples(each.gaps());
    CrossValidation validation =
        CrossValidation.of(
            examples,
            StandardizedRegression::fit,
            SklearnValidation.folds(examples.rows(), each.tests()),
            NO_BAR);
    assertEquals(344, examples.rows());
    assertArrayEquals(each.outOfFold(), validation.outOfFold()[0], 1e-7);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void testRowsDoNotChangeTheImputedValues(Case each) {
    Examples examples = examples(each.gaps());
    Folds folds = SklearnValidation.folds(examples.rows(), each.tests());
    int mass = examples.featureNames().indexOf("body_mass_g");
    // All values of the first test part but the missing ones: a median with them would be larger.
    double[][] spoilt = Arrays.stream(examples.x()).map(double[]::clone).toArray(double[][]::new);
    Arrays.stream(each.tests()[0]).forEach(row -> spoilt[row][mass] += 1e6);
    int[] missing =
        Arrays.stream(each.tests()[0]).filter(row -> Double.isNaN(spoilt[row][mass])).toArray();
    Examples other =
        new Examples(
            examples.featureNames(), spoilt, examples.y(), examples.groups(), examples.imputer());
    double[] before = firstFold(examples, folds);
    double[] after = firstFold(other, folds);
    assertArrayEquals(of(before, each, missing), of(after, each, missing));
    assertTrue(each.gaps().isEmpty() || missing.length > 0);
  }

  private static double[] firstFold(Examples examples, Folds folds) {
    return CrossValidation.probabilities(
        examples, StandardizedRegression::fit, folds.folds().getFirst());
  }

  private static double[] of(double[] probabilities, Case each, int[] rows) {
    List<Integer> tests = Arrays.stream(each.tests()[0]).boxed().toList();
    return Arrays.stream(rows).mapToDouble(row -> probabilities[tests.indexOf(row)]).toArray();
  }

  private static Examples examples(Map<String, int[]> gaps) {
    Dataset all = Datasets.load(DatasetOptions.of("penguins", 1));
    List<Column> columns =
        all.columns().stream()
            .map(column -> gaps.containsKey(column.name()) ? with(column, gaps) : column)
            .toList();
    var dataset =
        new Dataset(
            all.name(), columns, all.labelName(), all.classNames(), all.labels(), all.sha256());
    return Examples.encoded(dataset, ColumnTransformer.fit(dataset));
  }

  private static Column with(Column column, Map<String, int[]> gaps) {
    int every = gaps.get(column.name())[0];
    int first = gaps.get(column.name())[1];
    return switch (column) {
      case Column.Numeric numbers ->
          new Column.Numeric(
              column.name(),
              IntStream.range(0, column.rows())
                  .mapToDouble(i -> i % every == first ? Double.NaN : numbers.values()[i])
                  .toArray());
      case Column.Categorical category ->
          new Column.Categorical(
              column.name(),
              category.levels(),
              IntStream.range(0, column.rows())
                  .map(i -> i % every == first ? Column.Categorical.MISSING : category.codes()[i])
                  .toArray());
    };
  }
}
