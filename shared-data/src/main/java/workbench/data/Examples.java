package workbench.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a model is fitted on: n rows of p numbers, and a label each.
 *
 * @param featureNames p names
 * @param x {@code [n, p]}; not copied
 * @param y {@code [n]}, 0 or 1; not copied
 */
public record Examples(List<String> featureNames, double[][] x, int[] y) {

  /** More levels than this would be more columns than anybody can read. */
  public static final int MAX_LEVELS = 100;

  /** Such as 2024-12-31 (and a time), 31.12.2024 or 12/31/24. */
  private static final Pattern DATE =
      Pattern.compile(
          "(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4})(?:[T ].*)?");

  public Examples {
    featureNames = List.copyOf(featureNames);
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
        Arrays.stream(rows).map(row -> y[row]).toArray());
  }

  /**
   * Numbers stay as they are; a category with k levels becomes k - 1 columns of 0 and 1, named
   * {@code column=level}, the first level being the one where all of them are 0.
   *
   * @param dataset without missing values
   * @throws InvalidInput if a category has more than {@value #MAX_LEVELS} levels, or if no column
   *     is left
   * @throws IllegalArgumentException if a value is missing
   */
  public static Examples of(Dataset dataset) {
    List<String> names = new ArrayList<>();
    List<double[]> columns = new ArrayList<>();
    for (Column column : dataset.columns()) {
      if (column.missing() > 0) {
        throw new IllegalArgumentException(
            "column %s has %d missing values".formatted(column.name(), column.missing()));
      }
      if (column instanceof Column.Numeric numeric) {
        names.add(numeric.name());
        columns.add(numeric.values());
      } else if (column instanceof Column.Categorical categorical) {
        encode(dataset.name(), categorical, names, columns);
      }
    }
    if (columns.isEmpty()) {
      throw new InvalidInput(
          "%s: no feature varies; at least one number or two categories are needed"
              .formatted(dataset.name()));
    }
    double[][] x = new double[dataset.rows()][columns.size()];
    for (int j = 0; j < columns.size(); j++) {
      double[] values = columns.get(j);
      for (int i = 0; i < x.length; i++) {
        x[i][j] = values[i];
      }
    }
    return new Examples(names, x, dataset.labels());
  }

  private static void encode(
      String dataset, Column.Categorical column, List<String> names, List<double[]> columns) {
    if (column.levels().size() > MAX_LEVELS) {
      throw new InvalidInput(
          "%s: column '%s' is text with %d different values; up to %d are read as categories: %sleave it out with -Ddrop=%s"
              .formatted(
                  dataset,
                  column.name(),
                  column.levels().size(),
                  MAX_LEVELS,
                  column.levels().stream().allMatch(level -> DATE.matcher(level).matches())
                      ? "these are dates: make numbers of them, such as month, weekday or days"
                          + " since a date, or "
                      : "",
                  column.name()));
    }
    for (int level = 1; level < column.levels().size(); level++) {
      double[] indicator = new double[column.rows()];
      for (int i = 0; i < indicator.length; i++) {
        indicator[i] = column.codes()[i] == level ? 1 : 0;
      }
      names.add(column.name() + "=" + column.levels().get(level));
      columns.add(indicator);
    }
  }
}
