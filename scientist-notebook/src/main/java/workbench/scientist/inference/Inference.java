package workbench.scientist.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import workbench.data.Examples;

/**
 * Inference about the coefficients of a logistic regression without a penalty: maximum-likelihood
 * estimates with standard errors, or the reason why they do not exist. A penalised fit has neither
 * standard errors nor p-values in the usual sense; that is why this one has no penalty.
 */
public sealed interface Inference permits MaximumLikelihood, Separated, Undetermined {

  /** Features left out of the fit, each with the reason. */
  List<Alias> aliased();

  /**
   * Fits by Newton's steps to the exact optimum, on an orthogonal basis of the features.
   *
   * @param examples as measured, without missing values; the coefficients are in the same units
   */
  static Inference of(Examples examples) {
    int n = examples.rows();
    if (n == 0) {
      return new Undetermined(List.of(), "no training row has every value");
    }
    int positive = Arrays.stream(examples.y()).sum();
    if (positive == 0 || positive == n) {
      return new Undetermined(
          List.of(),
          "all %,d rows are of one class; both are needed to tell them apart".formatted(n));
    }
    IndependentColumns columns = IndependentColumns.of(examples);
    int k = 1 + columns.kept().length;
    if (n <= k) {
      return new Undetermined(
          columns.aliased(),
          "%,d rows cannot determine %,d coefficients: so many would fit any labels perfectly"
              .formatted(n, 1 + examples.features()));
    }
    Likelihood likelihood = Likelihood.of(columns.basis(), examples.y());
    FisherScoring.Answer answer = FisherScoring.maximize(likelihood);
    if (answer instanceof FisherScoring.Maximum maximum) {
      return inUnits(maximum, columns, examples);
    }
    if (answer instanceof Separation separation) {
      return separated(separation, columns, examples);
    }
    return new Undetermined(
        columns.aliased(),
        "neither a maximum of the likelihood nor a separation of the classes could be proved: "
            + ((FisherScoring.NoAnswer) answer).reason());
  }

  private static MaximumLikelihood inUnits(
      FisherScoring.Maximum maximum, IndependentColumns columns, Examples examples) {
    double[][] toUnits = columns.toUnits();
    List<Coefficient> coefficients = new ArrayList<>();
    for (int j = 0; j < toUnits.length; j++) {
      double[] weights = toUnits[j];
      double variance =
          Vectors.dot(
              weights,
              Arrays.stream(maximum.covariance())
                  .mapToDouble(row -> Vectors.dot(row, weights))
                  .toArray());
      boolean intercept = j == 0;
      coefficients.add(
          new Coefficient(
              intercept
                  ? Coefficient.INTERCEPT
                  : examples.featureNames().get(columns.kept()[j - 1]),
              Vectors.dot(weights, maximum.coefficients()),
              Math.sqrt(variance),
              intercept ? 1 : columns.standardizer().scale()[columns.kept()[j - 1]]));
    }
    int positive = Arrays.stream(examples.y()).sum();
    int negative = examples.rows() - positive;
    double nullLogLikelihood =
        positive * Math.log(positive / (double) examples.rows())
            + negative * Math.log(negative / (double) examples.rows());
    List<String> collinear =
        IntStream.range(0, columns.kept().length)
            .filter(j -> columns.varianceInflation()[j] > MaximumLikelihood.MAX_VARIANCE_INFLATION)
            .mapToObj(j -> examples.featureNames().get(columns.kept()[j]))
            .toList();
    return new MaximumLikelihood(
        coefficients,
        columns.aliased(),
        collinear,
        examples.rows(),
        Math.min(positive, negative),
        maximum.logLikelihood(),
        nullLogLikelihood);
  }

  private static Separated separated(
      Separation separation, IndependentColumns columns, Examples examples) {
    double[] direction =
        Arrays.stream(columns.toStandardized())
            .mapToDouble(weights -> Vectors.dot(weights, separation.direction()))
            .toArray();
    double largest = Arrays.stream(direction).skip(1).map(Math::abs).max().orElse(1);
    List<String> directionNames = new ArrayList<>();
    directionNames.add(Coefficient.INTERCEPT);
    IntStream.of(columns.kept())
        .mapToObj(examples.featureNames()::get)
        .forEach(directionNames::add);
    return new Separated(
        separation.complete(),
        columns.aliased(),
        directionNames,
        Arrays.stream(direction).map(value -> value / largest).toArray(),
        separation.limit().map(limit -> border(limit, columns, directionNames, examples.y())));
  }

  private static Separated.Border border(
      Separation.Limit limit, IndependentColumns columns, List<String> names, int[] y) {
    double[][] toUnits = columns.toUnits();
    List<Coefficient> finite = new ArrayList<>();
    for (int j = 0; j < toUnits.length; j++) {
      String name = names.get(j);
      double scale = j == 0 ? 1 : columns.standardizer().scale()[columns.kept()[j - 1]];
      limit
          .estimate(toUnits[j])
          .map(e -> new Coefficient(name, e.value(), e.standardError(), scale))
          .ifPresent(finite::add);
    }
    int rows = limit.border().length;
    int positive = Arrays.stream(limit.border()).map(i -> y[i]).sum();
    return new Separated.Border(
        rows, Math.min(positive, rows - positive), limit.span().length - 1, finite);
  }
}
