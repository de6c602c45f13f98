package workbench.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import workbench.data.Column;
import workbench.data.ColumnTransformer;
import workbench.data.Dataset;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.data.Standardizer;

/**
 * Difference between an exported model in ONNX Runtime and the model that it came from. Both get
 * the same numbers, rounded to the single precision of the file's input.
 *
 * @param onRows the largest absolute difference of a probability on the rows given
 * @param onExtremes the same on rows far outside them: each feature alone, then all of them, at
 *     zero and at 1, 10, 1,000 and 1,000,000 standard deviations on either side of the mean
 * @param ofRounding how much a probability of the model itself moves at most, on the rows given,
 *     when they are rounded to single precision
 */
public record Verification(double onRows, double onExtremes, double ofRounding) {

  /** Largest difference between a probability of the file and the model's. */
  public static final double TOLERANCE = 1e-6;

  /** Probabilities are shown with three decimals. */
  public static final double ROUNDING_TOLERANCE = 1e-3;

  static final double[] DEVIATIONS = {-1e6, -1e3, -10, -1, 0, 1, 10, 1e3, 1e6};

  /**
   * @param standardizer of the model, which knows where its features lie
   * @param rows {@code [m, p]} as measured, such as the test set
   * @param model the model it came from, {@code [n, p]} as measured to {@code [n]} probabilities of
   *     the class 1
   * @throws InvalidInput if a probability of the file is off by more than {@link #TOLERANCE}, or is
   *     not a number; or if rounding the rows moves one of the model by more than {@link
   *     #ROUNDING_TOLERANCE}
   */
  public static Verification of(
      OnnxScorer file,
      Standardizer standardizer,
      double[][] rows,
      Function<double[][], double[]> model) {
    double[][] rounded = rounded(rows);
    double[][] extremes = rounded(extremes(standardizer));
    double[] onRounded = model.apply(rounded);
    var verification =
        new Verification(
            difference(file.probabilities(rounded), onRounded),
            difference(file.probabilities(extremes), model.apply(extremes)),
            difference(model.apply(rows), onRounded));
    verification.refuseDifference();
    return verification;
  }

  /**
   * Verifies a file that takes raw columns. The extremes are, each alone and all together: each
   * number as above and missing, each level of a category, one that the model does not know, and a
   * missing one.
   *
   * @param standardizer of the features
   * @param rows as measured, such as the test set; values may be missing
   * @param model the model it came from, {@code [n, p]} features, encoded and imputed, to {@code
   *     [n]} probabilities of the class 1
   * @throws InvalidInput as above
   */
  public static Verification of(
      OnnxScorer file,
      ColumnTransformer columns,
      Standardizer standardizer,
      Dataset rows,
      Function<double[][], double[]> model) {
    Dataset rounded = rounded(rows);
    Dataset extremes = rounded(RawExtremes.of(columns, standardizer));
    double[] onRounded = model.apply(columns.transform(rounded));
    var verification =
        new Verification(
            difference(file.probabilities(rounded), onRounded),
            difference(file.probabilities(extremes), model.apply(columns.transform(extremes))),
            difference(model.apply(columns.transform(rows)), onRounded));
    verification.refuseDifference();
    return verification;
  }

  private static Dataset rounded(Dataset rows) {
    return new Dataset(
        rows.name(),
        rows.columns().stream().map(Verification::rounded).toList(),
        rows.labelName(),
        rows.classNames(),
        rows.labels(),
        rows.sha256());
  }

  private static Column rounded(Column column) {
    return column instanceof Column.Numeric(String name, double[] values)
        ? new Column.Numeric(name, Arrays.stream(values).map(value -> (float) value).toArray())
        : column;
  }

  /**
   * Writes the exported model and verifies it.
   *
   * @param data whose test set it is verified on
   * @param model the model it comes from, as its own library computes it, {@code [n, p]} features
   *     to {@code [n]} probabilities of the class 1
   * @throws IOException if it cannot be written
   * @throws InvalidInput if it differs from the model by more than is accepted
   */
  public static Verification ofWritten(
      Path file,
      ExportedModel exported,
      Metadata metadata,
      Preparation data,
      Function<double[][], double[]> model)
      throws IOException {
    exported.write(file, metadata);
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      return exported.columns().isPresent()
          ? of(scorer, exported.columns().get(), exported.standardizer(), data.testRows(), model)
          : of(scorer, exported.standardizer(), data.test().x(), model);
    }
  }

  /** Returns the differences in words. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "ONNX Runtime differs by at most %.0e on the test rows and %.0e on extreme rows",
        onRows,
        onExtremes);
  }

  private void refuseDifference() {
    // Written so that a NaN is refused as well.
    if (!(onRows <= TOLERANCE && onExtremes <= TOLERANCE)) {
      throw new InvalidInput(
          "the exported model differs from its model by %.2g on the rows and by %.2g on extreme rows; %.0e is accepted"
              .formatted(onRows, onExtremes, TOLERANCE));
    }
    if (!(ofRounding <= ROUNDING_TOLERANCE)) {
      throw new InvalidInput(
          "the features have more digits than the exported model's single precision: rounded to it, they move a probability by %.2g (%.0e is accepted); subtract a constant from large values, such as times, before fitting"
              .formatted(ofRounding, ROUNDING_TOLERANCE));
    }
  }

  private static double[][] extremes(Standardizer standardizer) {
    double[] mean = standardizer.mean();
    int p = mean.length;
    List<double[]> rows = new ArrayList<>();
    rows.add(new double[p]);
    for (int j = 0; j < p; j++) {
      double[] zero = mean.clone();
      zero[j] = 0;
      rows.add(zero);
    }
    for (double deviations : DEVIATIONS) {
      double[] all = mean.clone();
      for (int j = 0; j < p; j++) {
        double[] alone = mean.clone();
        alone[j] += deviations * standardizer.scale()[j];
        all[j] = alone[j];
        rows.add(alone);
      }
      rows.add(all);
    }
    return rows.toArray(double[][]::new);
  }

  private static double[][] rounded(double[][] rows) {
    return Arrays.stream(rows)
        .map(row -> Arrays.stream(row).map(value -> (float) value).toArray())
        .toArray(double[][]::new);
  }

  private static double difference(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      // Math.max answers NaN as soon as one of the two is.
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }
}
