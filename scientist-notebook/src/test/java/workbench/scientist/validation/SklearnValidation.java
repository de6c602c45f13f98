package workbench.scientist.validation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import workbench.data.Column;
import workbench.data.Dataset;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.testing.Fixture;

/**
 * The reference numbers of sklearn-validation.json, made by
 * benchmarks/python/make_validation_fixtures.py.
 */
record SklearnValidation(
    List<Metrics> metrics,
    List<Wilson> wilson,
    Map<String, Rows> sets,
    List<CrossValidated> crossValidations,
    List<Permuted> permutations,
    List<Nested> nested) {

  record Rows(double[][] x, int[] y) {}

  /**
   * @param aucInterval null: none
   */
  record Metrics(
      String name,
      int[] y,
      double[] p,
      int[] confusion,
      double precision,
      double recall,
      double specificity,
      double f1,
      double logLoss,
      double brier,
      double auc,
      double aucStandardError,
      double[] aucInterval,
      double[] falsePositiveRate,
      double[] truePositiveRate,
      double[] meanProbability,
      double[] observedShare) {
    @Override
    public String toString() {
      return name;
    }
  }

  record Wilson(int rows, int correct, double lower, double upper) {}

  record CrossValidated(
      String name,
      String set,
      @JsonProperty("C") double c,
      int[][] tests,
      double[] accuracies,
      double[] logLosses,
      double[] briers,
      double[] areas,
      double[] outOfFold,
      double meanAccuracy,
      double standardDeviation) {
    @Override
    public String toString() {
      return name;
    }
  }

  record Permuted(String name, double observed, double[] permuted, double pValue) {
    @Override
    public String toString() {
      return name;
    }
  }

  record Nested(
      String name,
      String set,
      List<Double> grid,
      int[][] outer,
      int[][][] inner,
      int[][] all,
      double[] logLosses,
      double chosen,
      List<Double> chosenPerFold,
      double accuracy,
      double logLoss) {
    @Override
    public String toString() {
      return name;
    }
  }

  static SklearnValidation load() {
    return Fixture.read(
        SklearnValidation.class, "sklearn-validation.json", SklearnValidation.class);
  }

  /** A set of the file, or one that both sides have. */
  Examples examples(String set) {
    return switch (set) {
      case "penguins" -> penguins();
      case "breast-cancer" -> Examples.of(Datasets.load(DatasetOptions.of(set, 1)));
      default ->
          new Examples(names(sets.get(set).x()[0].length), sets.get(set).x(), sets.get(set).y());
    };
  }

  /** The four measurements, where there are all. */
  private static Examples penguins() {
    Dataset all = Datasets.load(DatasetOptions.of("penguins", 1));
    List<Column> numbers =
        all.columns().stream().filter(column -> column instanceof Column.Numeric).toList();
    return Examples.of(
        new Dataset(
                all.name(), numbers, all.labelName(), all.classNames(), all.labels(), all.sha256())
            .completeCases());
  }

  private static List<String> names(int features) {
    return IntStream.range(0, features).mapToObj(j -> "x" + j).toList();
  }

  /** Folds of n rows by the rows of their test parts. */
  static Folds folds(int n, int[][] tests) {
    return new Folds(
        tests.length,
        1,
        Stream.of(tests).map(test -> new Folds.Fold(0, without(n, test), test)).toList());
  }

  private static int[] without(int n, int[] test) {
    return IntStream.range(0, n)
        .filter(row -> Arrays.stream(test).noneMatch(other -> other == row))
        .toArray();
  }
}
