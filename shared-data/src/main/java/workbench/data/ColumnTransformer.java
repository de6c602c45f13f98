package workbench.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Encoder and imputer: turns raw columns into features, with what it learned on training rows.
 *
 * <ul>
 *   <li>A number stays a number; a missing one becomes the median of the training rows.
 *   <li>A category of k levels becomes k - 1 columns of 0 and 1, named {@code column=level}; the
 *       first level has zeros in all of them. A level that the training rows do not have gets zeros
 *       too, as with scikit-learn's {@code OneHotEncoder(drop="first", handle_unknown="ignore")}. A
 *       missing one becomes the most frequent level of the training rows, the first of equals.
 *   <li>Where it is asked for, {@code column missing} follows: 1 where the value is missing.
 * </ul>
 *
 * A category with one level and a column without any value have nothing to tell rows apart by and
 * become no input.
 *
 * @param inputs the raw columns that are used, in the order of the data set
 * @param fill {@code [p]}, what replaces the features of a missing value; not copied
 */
public record ColumnTransformer(List<Input> inputs, double[] fill) {

  /** Most levels of a category: more would be more columns than a reader can compare. */
  public static final int MAX_LEVELS = 100;

  /** Dates such as 2024-12-31 (and a time), 31.12.2024 or 12/31/24. */
  private static final Pattern DATE =
      Pattern.compile(
          "(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4})(?:[T ].*)?");

  /** A raw column. */
  public sealed interface Input {

    String name();

    /** Returns whether a feature of 0 and 1 says where the value is missing. */
    boolean indicator();

    /** The number of features, without the indicator. */
    int width();
  }

  /** A raw column of numbers: one feature. */
  public record NumberInput(String name, boolean indicator) implements Input {
    @Override
    public int width() {
      return 1;
    }
  }

  /**
   * A raw column of k categories: k - 1 features.
   *
   * @param levels of the training rows, in the order of the data set; at least two
   */
  public record CategoryInput(String name, List<String> levels, boolean indicator)
      implements Input {
    public CategoryInput {
      levels = List.copyOf(levels);
    }

    @Override
    public int width() {
      return levels.size() - 1;
    }
  }

  public ColumnTransformer {
    inputs = List.copyOf(inputs);
  }

  /** Returns the transformer without indicators. */
  public static ColumnTransformer fit(Dataset train) {
    return fit(train, false);
  }

  /**
   * @param train the training rows alone
   * @param indicators whether a column that has missing values in these rows gets an indicator
   * @throws InvalidInput if a category has more than {@value #MAX_LEVELS} levels, or if no column
   *     is left
   */
  public static ColumnTransformer fit(Dataset train, boolean indicators) {
    refuseManyLevels(train);
    List<Input> inputs = new ArrayList<>();
    for (Column column : train.columns()) {
      if (column.missing() == column.rows()) {
        continue;
      }
      boolean indicator = indicators && column.missing() > 0;
      switch (column) {
        case Column.Numeric(String name, _) -> inputs.add(new NumberInput(name, indicator));
        case Column.Categorical category -> {
          List<String> levels = present(category);
          if (levels.size() > 1) {
            inputs.add(new CategoryInput(category.name(), levels, indicator));
          }
        }
      }
    }
    if (inputs.isEmpty()) {
      throw new InvalidInput(
          "%s: no feature varies; at least one number or two categories are needed"
              .formatted(train.name()));
    }
    var unfitted = new ColumnTransformer(inputs, new double[0]);
    return unfitted.refit(unfitted.encode(train));
  }

  /**
   * Makes the transformer of number columns without missing values, which stay as they are.
   *
   * @param names p names
   */
  public static ColumnTransformer ofNumbers(List<String> names) {
    return new ColumnTransformer(
        names.stream().<Input>map(name -> new NumberInput(name, false)).toList(),
        new double[names.size()]);
  }

  private static List<String> present(Column.Categorical column) {
    boolean[] present = new boolean[column.levels().size()];
    for (int code : column.codes()) {
      if (code != Column.Categorical.MISSING) {
        present[code] = true;
      }
    }
    return IntStream.range(0, present.length)
        .filter(level -> present[level])
        .mapToObj(column.levels()::get)
        .toList();
  }

  private static void refuseManyLevels(Dataset dataset) {
    List<Column.Categorical> columns =
        dataset.columns().stream()
            .filter(Column.Categorical.class::isInstance)
            .map(Column.Categorical.class::cast)
            .filter(column -> column.levels().size() > MAX_LEVELS)
            .toList();
    if (!columns.isEmpty()) {
      throw new InvalidInput(
          "%s: %s; up to %d are read as categories: %sleave %s out with -Ddrop=%s"
              .formatted(
                  dataset.name(),
                  columns.stream()
                      .map(
                          column ->
                              "column '%s' is text with %d different values"
                                  .formatted(column.name(), column.levels().size()))
                      .collect(Collectors.joining(", ")),
                  MAX_LEVELS,
                  dates(columns),
                  columns.size() == 1 ? "it" : "them",
                  columns.stream().map(Column::name).collect(Collectors.joining(","))));
    }
  }

  /** Suggests what could be made of the columns that have dates; empty if there are none. */
  private static String dates(List<Column.Categorical> columns) {
    List<String> dates =
        columns.stream()
            .filter(c -> c.levels().stream().allMatch(level -> DATE.matcher(level).matches()))
            .map(Column::name)
            .toList();
    if (dates.isEmpty()) {
      return "";
    }
    return dates.size() == columns.size()
        ? "these are dates: make numbers of them, such as month, weekday or days since a date, or "
        : "make numbers of the dates in '%s', such as month, weekday or days since a date, or "
            .formatted(String.join("', '", dates));
  }

  /** p names, in the order of the features. */
  public List<String> featureNames() {
    List<String> names = new ArrayList<>();
    for (Input input : inputs) {
      switch (input) {
        case NumberInput number -> names.add(number.name());
        case CategoryInput category ->
            category.levels().stream()
                .skip(1)
                .forEach(level -> names.add(category.name() + "=" + level));
      }
      if (input.indicator()) {
        names.add(input.name() + " missing");
      }
    }
    return names;
  }

  /** The names of the raw columns, in the order of the inputs. */
  public List<String> inputNames() {
    return inputs.stream().map(Input::name).toList();
  }

  /**
   * Some of the raw columns, in another order.
   *
   * @param names of inputs
   * @throws InvalidInput if one of them is no input
   */
  public ColumnTransformer select(List<String> names) {
    List<Input> selected = new ArrayList<>();
    List<Double> filled = new ArrayList<>();
    for (String name : names) {
      int feature = 0;
      for (Input input : inputs) {
        int width = input.width() + (input.indicator() ? 1 : 0);
        if (input.name().equals(name)) {
          selected.add(input);
          Arrays.stream(fill, feature, feature + width).forEach(filled::add);
        }
        feature += width;
      }
    }
    if (selected.size() != names.size()) {
      throw new InvalidInput("the columns %s are not all among %s".formatted(names, inputNames()));
    }
    return new ColumnTransformer(
        selected, filled.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Returns whether an input is a category. */
  public boolean hasCategories() {
    return inputs.stream().anyMatch(CategoryInput.class::isInstance);
  }

  /**
   * Encodes and imputes.
   *
   * @param rows n rows with the columns of the training rows
   * @return {@code [n, p]}, without missing values
   * @throws InvalidInput if a column is not there or has another type
   */
  public double[][] transform(Dataset rows) {
    return impute(encode(rows));
  }

  /**
   * Encodes alone.
   *
   * @param rows n rows with the columns of the training rows
   * @return {@code [n, p]}, NaN in each feature of a missing value, except in its indicator
   * @throws InvalidInput if a column is not there or has another type
   */
  public double[][] encode(Dataset rows) {
    double[][] x = new double[rows.rows()][features()];
    int j = 0;
    for (Input input : inputs) {
      Column column = column(rows, input);
      switch (input) {
        case NumberInput _ -> {
          double[] values = ((Column.Numeric) column).values();
          for (int i = 0; i < x.length; i++) {
            x[i][j] = values[i];
          }
        }
        case CategoryInput category -> encode(category, (Column.Categorical) column, x, j);
      }
      j += input.width();
      if (input.indicator()) {
        for (int i = 0; i < x.length; i++) {
          x[i][j] = column.isMissing(i) ? 1 : 0;
        }
        j++;
      }
    }
    return x;
  }

  private static void encode(
      CategoryInput category, Column.Categorical column, double[][] x, int first) {
    int[] positions = column.levels().stream().mapToInt(category.levels()::indexOf).toArray();
    for (int i = 0; i < x.length; i++) {
      if (column.isMissing(i)) {
        Arrays.fill(x[i], first, first + category.width(), Double.NaN);
      } else if (positions[column.codes()[i]] > 0) {
        x[i][first + positions[column.codes()[i]] - 1] = 1;
      }
    }
  }

  private static Column column(Dataset rows, Input input) {
    Column column = rows.column(input.name());
    boolean numbers = column instanceof Column.Numeric;
    if (numbers != input instanceof NumberInput) {
      throw new InvalidInput(
          "%s: column '%s' has %s, the model needs %s"
              .formatted(
                  rows.name(),
                  input.name(),
                  numbers ? "numbers" : "text",
                  numbers ? "text" : "numbers"));
    }
    return column;
  }

  /**
   * Replaces missing values.
   *
   * @param encoded {@code [n, p]}; rows without missing values are not copied
   * @return {@code [n, p]}
   */
  public double[][] impute(double[][] encoded) {
    return Arrays.stream(encoded).map(this::impute).toArray(double[][]::new);
  }

  private double[] impute(double[] row) {
    double[] full = row;
    for (int j = 0; j < row.length; j++) {
      if (Double.isNaN(row[j])) {
        full = full == row ? row.clone() : full;
        full[j] = fill[j];
      }
    }
    return full;
  }

  /**
   * The same encoder with an imputer that is fitted on some rows, such as the training rows of a
   * fold. A column without any value there is filled with 0.
   *
   * @param encoded {@code [n, p]}, by {@link #encode}
   */
  public ColumnTransformer refit(double[][] encoded) {
    double[] learned = new double[features()];
    int j = 0;
    for (Input input : inputs) {
      switch (input) {
        case NumberInput _ -> learned[j] = median(encoded, j);
        case CategoryInput category -> {
          int mode = mode(encoded, j, category.width());
          if (mode > 0) {
            learned[j + mode - 1] = 1;
          }
        }
      }
      j += input.width() + (input.indicator() ? 1 : 0);
    }
    return new ColumnTransformer(inputs, learned);
  }

  private static double median(double[][] x, int j) {
    double[] sorted =
        Arrays.stream(x)
            .mapToDouble(row -> row[j])
            .filter(value -> !Double.isNaN(value))
            .sorted()
            .toArray();
    int n = sorted.length;
    // Halved before they are added: the sum of two large numbers would overflow.
    return n == 0 ? 0 : n % 2 == 1 ? sorted[n / 2] : sorted[n / 2 - 1] / 2 + sorted[n / 2] / 2;
  }

  /** The position of the most frequent level, the first of equals. */
  private static int mode(double[][] x, int first, int width) {
    int[] counts = new int[width + 1];
    for (double[] row : x) {
      if (!Double.isNaN(row[first])) {
        int level = 0;
        for (int k = 1; k <= width; k++) {
          level = row[first + k - 1] == 1 ? k : level;
        }
        counts[level]++;
      }
    }
    int most = Arrays.stream(counts).max().orElseThrow();
    return IntStream.range(0, counts.length).filter(k -> counts[k] == most).findFirst().orElse(0);
  }

  /** p, the number of features. */
  public int features() {
    return inputs.stream().mapToInt(input -> input.width() + (input.indicator() ? 1 : 0)).sum();
  }
}
