package workbench.cluster.fit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import workbench.data.ColumnTransformer;
import workbench.data.ColumnTransformer.CategoryInput;
import workbench.data.ColumnTransformer.Input;
import workbench.data.ColumnTransformer.NumberInput;
import workbench.data.InvalidInput;

/**
 * Counts from which a {@link ColumnTransformer} is fitted on any number of rows, without the
 * medians.
 */
public final class ColumnCounts implements Serializable {

  /** A row: numbers with NaN and texts with null where a value is missing. */
  record RawRow(double[] numbers, String[] texts, boolean isTest) implements Serializable {}

  private long trainRows;

  /** The number of training rows with a value, for each number column. */
  private final long[] numbers;

  /** The levels of each category in all rows, with their numbers of training rows. */
  private final List<TreeMap<String, Long>> levels;

  private ColumnCounts(int numbers, int texts) {
    this.numbers = new long[numbers];
    this.levels = Stream.generate(TreeMap<String, Long>::new).limit(texts).toList();
  }

  /** Counts the rows in one pass. */
  public static ColumnCounts of(JavaRDD<RawRow> rows, int numbers, int texts) {
    return rows.treeAggregate(
        new ColumnCounts(numbers, texts), ColumnCounts::add, ColumnCounts::add);
  }

  private ColumnCounts add(RawRow row) {
    int train = row.isTest() ? 0 : 1;
    trainRows += train;
    for (int j = 0; j < numbers.length; j++) {
      numbers[j] += Double.isNaN(row.numbers()[j]) ? 0 : train;
    }
    for (int j = 0; j < levels.size(); j++) {
      add(j, row.texts()[j], train);
    }
    return this;
  }

  private ColumnCounts add(ColumnCounts other) {
    trainRows += other.trainRows;
    for (int j = 0; j < numbers.length; j++) {
      numbers[j] += other.numbers[j];
    }
    for (int j = 0; j < levels.size(); j++) {
      int column = j;
      other.levels.get(j).forEach((level, rows) -> add(column, level, rows));
    }
    return this;
  }

  private void add(int column, String level, long rows) {
    Map<String, Long> counts = levels.get(column);
    // One more than can be used is enough to refuse the column.
    if (level != null
        && (counts.size() <= ColumnTransformer.MAX_LEVELS || counts.containsKey(level))) {
      counts.merge(level, rows, Long::sum);
    }
  }

  /** The number of training rows with a value, for each number column. */
  public long[] numbers() {
    return numbers;
  }

  /** The levels of a category in all rows, sorted. */
  List<String> levels(int text) {
    return List.copyOf(levels.get(text).keySet());
  }

  /**
   * @param names of all columns, in their order
   * @param numbers names of the number columns, with their medians
   * @param texts names of the categories
   * @throws InvalidInput if a category has too many levels, or if no column is left
   */
  public ColumnTransformer transformer(
      String input,
      List<String> names,
      List<String> numbers,
      double[] medians,
      List<String> texts,
      boolean indicators) {
    List<Input> inputs = new ArrayList<>();
    List<double[]> fills = new ArrayList<>();
    for (String name : names) {
      int j = numbers.indexOf(name);
      if (j >= 0 && this.numbers[j] > 0) {
        var column = new NumberInput(name, indicators && this.numbers[j] < trainRows);
        inputs.add(column);
        fills.add(padded(column, medians[j], 0));
      } else if (j < 0) {
        category(input, name, levels.get(texts.indexOf(name)), indicators, inputs, fills);
      }
    }
    if (inputs.isEmpty()) {
      throw new InvalidInput(
          "input=%s: no feature varies; at least one number or two categories are needed"
              .formatted(input));
    }
    return new ColumnTransformer(inputs, fills.stream().flatMapToDouble(Arrays::stream).toArray());
  }

  private void category(
      String input,
      String name,
      TreeMap<String, Long> counts,
      boolean indicators,
      List<Input> inputs,
      List<double[]> fills) {
    if (counts.size() > ColumnTransformer.MAX_LEVELS) {
      throw new InvalidInput(
          "input=%s: column '%s' is text with more than %d different values; up to %d are read as categories: leave it out with -Ddrop=%s"
              .formatted(
                  input, name, ColumnTransformer.MAX_LEVELS, ColumnTransformer.MAX_LEVELS, name));
    }
    List<String> present = counts.keySet().stream().filter(level -> counts.get(level) > 0).toList();
    if (present.size() < 2) {
      return;
    }
    long values = counts.values().stream().mapToLong(Long::longValue).sum();
    var column = new CategoryInput(name, present, indicators && values < trainRows);
    int mode =
        IntStream.range(0, present.size())
            .reduce(0, (a, b) -> counts.get(present.get(b)) > counts.get(present.get(a)) ? b : a);
    inputs.add(column);
    fills.add(padded(column, 1, mode - 1));
  }

  /** Zeros but for one value; for all if its position is -1. */
  private static double[] padded(Input column, double value, int position) {
    double[] fill = new double[column.width() + (column.indicator() ? 1 : 0)];
    if (position >= 0) {
      fill[position] = value;
    }
    return fill;
  }
}
