package workbench.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Examples for a model: n rows of p numbers, with a label each.
 *
 * @param featureNames p names
 * @param x {@code [n, p]}, NaN where a value is missing; not copied
 * @param y {@code [n]}, 0 or 1; not copied
 * @param groups {@code [n]}: rows of the same group stay together when folds are made; empty if
 *     each row is on its own; not copied
 * @param imputer to be fitted on the rows that a model is fitted on; empty if no value is missing
 */
public record Examples(
    List<String> featureNames,
    double[][] x,
    int[] y,
    int[] groups,
    Optional<ColumnTransformer> imputer) {

  public Examples {
    featureNames = List.copyOf(featureNames);
  }

  /** Creates examples whose rows are each on their own. */
  public Examples(List<String> featureNames, double[][] x, int[] y) {
    this(featureNames, x, y, new int[0], Optional.empty());
  }

  /** Returns the same rows in groups: {@code [n]} numbers. */
  public Examples grouped(int[] groups) {
    return new Examples(featureNames, x, y, groups, imputer);
  }

  /** Returns the same rows, missing values imputed from these rows. */
  public Examples imputed() {
    return imputer
        .map(each -> each.refit(x).impute(x))
        .map(full -> new Examples(featureNames, full, y, groups, Optional.empty()))
        .orElse(this);
  }

  /** Returns the same rows with other labels: {@code [n]}, 0 or 1. */
  public Examples withLabels(int[] y) {
    return new Examples(featureNames, x, y, groups, imputer);
  }

  /** Returns whether rows are in groups that stay together. */
  public boolean isGrouped() {
    return groups.length > 0;
  }

  /** n, the number of rows. */
  public int rows() {
    return y.length;
  }

  /** p, the number of features. */
  public int features() {
    return featureNames.size();
  }

  /**
   * Some rows, in the order given.
   *
   * @param rows row numbers, from 0
   */
  public Examples select(int[] rows) {
    return new Examples(
        featureNames,
        Arrays.stream(rows).mapToObj(row -> x[row]).toArray(double[][]::new),
        Arrays.stream(rows).map(row -> y[row]).toArray(),
        isGrouped() ? Arrays.stream(rows).map(row -> groups[row]).toArray() : groups,
        imputer);
  }

  /**
   * All rows of a data set, as a {@link ColumnTransformer} that is fitted on them encodes them.
   *
   * @param dataset without missing values
   * @throws InvalidInput as {@link ColumnTransformer#fit}
   * @throws IllegalArgumentException if a value is missing
   */
  public static Examples of(Dataset dataset) {
    for (Column column : dataset.columns()) {
      if (column.missing() > 0) {
        throw new IllegalArgumentException(
            "column %s has %d missing values".formatted(column.name(), column.missing()));
      }
    }
    return of(dataset, ColumnTransformer.fit(dataset));
  }

  /**
   * The rows of a data set as features, missing values as NaN: each fit imputes them with what it
   * learns on its own training rows.
   *
   * @throws InvalidInput if it lacks a column
   */
  public static Examples encoded(Dataset dataset, ColumnTransformer columns) {
    return new Examples(
        columns.featureNames(),
        columns.encode(dataset),
        dataset.labels(),
        new int[0],
        Optional.of(columns));
  }

  /**
   * The rows of a data set as features, missing values imputed.
   *
   * @throws InvalidInput if it lacks a column
   */
  static Examples of(Dataset dataset, ColumnTransformer columns) {
    return new Examples(columns.featureNames(), columns.transform(dataset), dataset.labels());
  }
}
