package workbench.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import workbench.data.Column;
import workbench.data.ColumnTransformer;
import workbench.data.Dataset;
import workbench.data.Preparation;
import workbench.data.Standardizer;
import workbench.evaluation.Evaluation;
import workbench.model.OnnxScorer;
import workbench.scientist.fit.StandardizedRegression;

/**
 * A raw test row on its way to the regression's probability, and the accuracy on the test set if a
 * step of the preparation is done wrong by hand.
 *
 * @param number of the row in the data set, from 1
 * @param features that move this row's probability most, at most {@value #MOST}
 * @param others number of features that are not among them
 * @param notebook the probability of the class 1, by the steps one after the other
 * @param served the same by the exported model, which takes the raw row
 * @param accuracy on the test set, prepared right
 * @param mistakes in the preparation
 */
public record RawRow(
    int number,
    List<Feature> features,
    int others,
    double notebook,
    double served,
    double accuracy,
    List<Mistake> mistakes) {

  private static final int MOST = 8;

  /**
   * A feature of the row.
   *
   * @param name of the feature
   * @param raw the cell of its column, in words
   * @param encoded imputed, and of a category 0 or 1
   * @param standardized by mean and standard deviation of the training rows
   */
  public record Feature(String name, String raw, double encoded, double standardized) {}

  /**
   * @param preparation in words
   * @param accuracy of the same model on the test set
   */
  public record Mistake(String preparation, double accuracy) {}

  public RawRow {
    features = List.copyOf(features);
    mistakes = List.copyOf(mistakes);
  }

  /**
   * Takes the first test row with a missing value, or else the first test row.
   *
   * @param file the exported model of the model
   * @throws IOException if it cannot be read
   */
  static RawRow of(Preparation data, StandardizedRegression model, Path file) throws IOException {
    Dataset rows = data.testRows();
    int row =
        IntStream.range(0, rows.rows())
            .filter(i -> rows.columns().stream().anyMatch(column -> column.isMissing(i)))
            .findFirst()
            .orElse(0);
    List<Feature> features = new ArrayList<>(features(data, model.standardizer(), rows, row));
    double[] coefficients = model.regression().coefficients();
    List<Feature> most =
        IntStream.range(0, features.size())
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    j -> -Math.abs(coefficients[j] * features.get(j).standardized())))
            .limit(MOST)
            .map(features::get)
            .toList();
    double[][] x = data.test().x();
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      return new RawRow(
          data.rowNumbers(data.split().test())[row] + 1,
          most,
          features.size() - most.size(),
          model.probabilities(new double[][] {x[row]})[0],
          scorer.probabilities(data)[row],
          accuracy(data, model, x),
          mistakes(data, model, x));
    }
  }

  private static List<Feature> features(
      Preparation data, Standardizer standardizer, Dataset rows, int row) {
    double[] encoded = data.test().x()[row];
    double[] standardized = standardizer.transform(encoded);
    List<String> names = data.train().featureNames();
    List<Feature> features = new ArrayList<>();
    for (ColumnTransformer.Input input : data.columns().inputs()) {
      int width = input.width() + (input.indicator() ? 1 : 0);
      for (int k = 0; k < width; k++) {
        int j = features.size();
        features.add(
            new Feature(
                names.get(j), cell(rows.column(input.name()), row), encoded[j], standardized[j]));
      }
    }
    return features;
  }

  private static String cell(Column column, int row) {
    return switch (column) {
      case Column each when each.isMissing(row) -> "missing";
      case Column.Numeric numbers -> Double.toString(numbers.values()[row]);
      case Column.Categorical category -> category.levels().get(category.codes()[row]);
    };
  }

  private static List<Mistake> mistakes(
      Preparation data, StandardizedRegression model, double[][] x) {
    Standardizer standardizer = model.standardizer();
    List<Mistake> mistakes = new ArrayList<>();
    mistakes.add(
        new Mistake(
            "the standardisation is left out",
            accuracy(data, model, Arrays.stream(x).map(row -> undone(standardizer, row)))));
    List<String> names = data.train().featureNames();
    int[] order =
        IntStream.range(0, names.size())
            .boxed()
            .sorted(Comparator.comparing(names::get))
            .mapToInt(Integer::intValue)
            .toArray();
    if (!Arrays.equals(order, IntStream.range(0, names.size()).toArray())) {
      mistakes.add(
          new Mistake(
              "the features are in alphabetical order",
              accuracy(
                  data,
                  model,
                  Arrays.stream(x)
                      .map(row -> Arrays.stream(order).mapToDouble(j -> row[j]).toArray()))));
    }
    double[][] raw = data.columns().encode(data.testRows());
    if (Arrays.stream(raw).flatMapToDouble(Arrays::stream).anyMatch(Double::isNaN)) {
      mistakes.add(
          new Mistake(
              "missing cells become 0 instead of the training rows' median or most frequent level",
              accuracy(
                  data,
                  model,
                  Arrays.stream(raw)
                      .map(
                          row ->
                              Arrays.stream(row)
                                  .map(value -> Double.isNaN(value) ? 0 : value)
                                  .toArray()))));
    }
    return mistakes;
  }

  /** The row that the standardisation turns into these values. */
  private static double[] undone(Standardizer standardizer, double[] row) {
    return IntStream.range(0, row.length)
        .mapToDouble(j -> row[j] * standardizer.scale()[j] + standardizer.mean()[j])
        .toArray();
  }

  private static double accuracy(
      Preparation data, StandardizedRegression model, Stream<double[]> rows) {
    return accuracy(data, model, rows.toArray(double[][]::new));
  }

  private static double accuracy(Preparation data, StandardizedRegression model, double[][] x) {
    return Evaluation.of(data.test().y(), model.probabilities(x), data.baseline()).accuracy();
  }
}
