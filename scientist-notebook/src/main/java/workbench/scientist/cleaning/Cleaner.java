package workbench.scientist.cleaning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import workbench.data.Column;
import workbench.data.ColumnTransformer;
import workbench.data.Dataset;
import workbench.data.Examples;
import workbench.data.InvalidInput;

/**
 * Makes numbers without gaps of rows that may lack values. What it fills in, and which categories
 * it knows, it has learnt from training rows; a category that these do not have is to it a missing
 * value.
 *
 * @param way of dealing with missing values
 * @param columns that become features; a column without any value in the training rows is not among
 *     them
 */
public record Cleaner(MissingValues way, List<Learnt> columns) {

  /** What the training rows say of one column. */
  public sealed interface Learnt {

    String name();

    /** Whether a column of 0 and 1 says where the value is missing. */
    boolean indicator();
  }

  /**
   * @param mean that is filled in
   */
  public record Mean(String name, double mean, boolean indicator) implements Learnt {}

  /**
   * @param levels the categories of the training rows, sorted
   * @param mode the most common of them, the first of equals, that is filled in
   */
  public record Mode(String name, List<String> levels, String mode, boolean indicator)
      implements Learnt {
    public Mode {
      levels = List.copyOf(levels);
    }
  }

  public Cleaner {
    columns = List.copyOf(columns);
  }

  /**
   * @param train the training rows alone
   * @throws InvalidInput if no row is complete and such are to be left out, if a category has more
   *     than {@value workbench.data.ColumnTransformer#MAX_LEVELS} levels, or if no column is left
   */
  public static Cleaner fit(MissingValues way, Dataset train) {
    Dataset known = way == MissingValues.DROP ? train.completeCases() : train;
    if (known.rows() == 0) {
      throw new InvalidInput(
          "%s: none of %d training rows has every value; fill missing values in instead"
              .formatted(train.name(), train.rows()));
    }
    List<Learnt> columns =
        known.columns().stream()
            .filter(column -> column.missing() < column.rows())
            .map(column -> learn(way, known.name(), column))
            .toList();
    var cleaner = new Cleaner(way, columns);
    if (cleaner.featureNames().isEmpty()) {
      throw new InvalidInput(
          "%s: no column of the training rows has two values; nothing is left to learn from"
              .formatted(train.name()));
    }
    return cleaner;
  }

  private static Learnt learn(MissingValues way, String dataset, Column column) {
    boolean indicator = way == MissingValues.MEAN_OR_MODE_WITH_INDICATOR && column.missing() > 0;
    if (column instanceof Column.Numeric numbers) {
      double mean =
          Arrays.stream(numbers.values())
              .filter(value -> !Double.isNaN(value))
              .average()
              .orElseThrow();
      return new Mean(column.name(), mean, indicator);
    }
    return learn(dataset, (Column.Categorical) column, indicator);
  }

  private static Mode learn(String dataset, Column.Categorical column, boolean indicator) {
    int[] counts = new int[column.levels().size()];
    for (int code : column.codes()) {
      if (code != Column.Categorical.MISSING) {
        counts[code]++;
      }
    }
    int most = Arrays.stream(counts).max().orElseThrow();
    int mode =
        IntStream.range(0, counts.length).filter(i -> counts[i] == most).findFirst().orElseThrow();
    List<String> levels =
        IntStream.range(0, counts.length)
            .filter(i -> counts[i] > 0)
            .mapToObj(column.levels()::get)
            .toList();
    if (levels.size() > ColumnTransformer.MAX_LEVELS) {
      throw new InvalidInput(
          "%s: column '%s' is text with %d different values; up to %d are read as categories"
              .formatted(dataset, column.name(), levels.size(), ColumnTransformer.MAX_LEVELS));
    }
    return new Mode(column.name(), levels, column.levels().get(mode), indicator);
  }

  /**
   * The features, in their order: a number, k - 1 columns for k categories, after each its
   * indicator if it has one.
   */
  public List<String> featureNames() {
    List<String> names = new ArrayList<>();
    for (Learnt column : columns) {
      if (column instanceof Mode mode) {
        mode.levels().stream().skip(1).forEach(level -> names.add(column.name() + "=" + level));
      } else {
        names.add(column.name());
      }
      if (column.indicator()) {
        names.add(column.name() + " missing");
      }
    }
    return names;
  }

  /**
   * The rows that {@link #transform} keeps: all, or, where incomplete rows are left out, those with
   * every value.
   *
   * @return row numbers, ascending
   */
  public int[] answered(Dataset dataset) {
    if (way != MissingValues.DROP) {
      return IntStream.range(0, dataset.rows()).toArray();
    }
    List<Column> known = columns.stream().map(learnt -> known(learnt, dataset)).toList();
    return IntStream.range(0, dataset.rows())
        .filter(row -> known.stream().noneMatch(column -> column.isMissing(row)))
        .toArray();
  }

  /**
   * @param dataset with the columns of the training rows
   * @return the rows of {@link #answered}, p features each
   * @throws IllegalArgumentException if a column is not there
   */
  public Examples transform(Dataset dataset) {
    Dataset kept = dataset.select(answered(dataset));
    List<double[]> features = new ArrayList<>();
    for (Learnt learnt : columns) {
      Column column = known(learnt, kept);
      features.addAll(filled(learnt, column));
      if (learnt.indicator()) {
        features.add(feature(kept.rows(), row -> column.isMissing(row)));
      }
    }
    double[][] x = new double[kept.rows()][features.size()];
    for (int j = 0; j < features.size(); j++) {
      for (int i = 0; i < x.length; i++) {
        x[i][j] = features.get(j)[i];
      }
    }
    return new Examples(featureNames(), x, kept.labels());
  }

  private static List<double[]> filled(Learnt learnt, Column column) {
    if (learnt instanceof Mean mean) {
      return List.of(
          Arrays.stream(((Column.Numeric) column).values())
              .map(value -> Double.isNaN(value) ? mean.mean() : value)
              .toArray());
    }
    Mode mode = (Mode) learnt;
    int[] codes = ((Column.Categorical) column).codes();
    int filling = mode.levels().indexOf(mode.mode());
    return IntStream.range(1, mode.levels().size())
        .mapToObj(
            level ->
                feature(
                    codes.length,
                    row ->
                        (codes[row] == Column.Categorical.MISSING ? filling : codes[row]) == level))
        .toList();
  }

  private static double[] feature(int rows, IntPredicate isOne) {
    return IntStream.range(0, rows).mapToDouble(row -> isOne.test(row) ? 1 : 0).toArray();
  }

  /**
   * The column as the training rows know it: with their levels, and a level that they do not have
   * is missing.
   */
  private static Column known(Learnt learnt, Dataset dataset) {
    Column column =
        dataset.columns().stream()
            .filter(candidate -> candidate.name().equals(learnt.name()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no column '%s' here".formatted(learnt.name())));
    if (column instanceof Column.Categorical categories && learnt instanceof Mode mode) {
      int[] positions = categories.levels().stream().mapToInt(mode.levels()::indexOf).toArray();
      return new Column.Categorical(
          column.name(),
          mode.levels(),
          Arrays.stream(categories.codes())
              .map(code -> code == Column.Categorical.MISSING ? code : positions[code])
              .toArray());
    }
    return column;
  }
}
