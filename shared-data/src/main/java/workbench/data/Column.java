package workbench.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One feature of a {@link Dataset}, a value per row; a missing value stays a missing value. */
public sealed interface Column permits Column.Numeric, Column.Categorical {

  String name();

  int rows();

  boolean isMissing(int row);

  /**
   * The values of some rows, in the order given.
   *
   * @param rows row numbers, from 0
   */
  Column select(int[] rows);

  /** The number of missing values. */
  default int missing() {
    return (int) IntStream.range(0, rows()).filter(this::isMissing).count();
  }

  /**
   * Measurements.
   *
   * @param values one value per row, NaN where it is missing; not copied
   */
  record Numeric(String name, double[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public boolean isMissing(int row) {
      return Double.isNaN(values[row]);
    }

    @Override
    public Numeric select(int[] rows) {
      return new Numeric(name, Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
    }
  }

  /**
   * Categories.
   *
   * @param levels the names of the categories, sorted
   * @param codes one position in {@code levels} per row, {@link #MISSING} where it is missing; not
   *     copied
   */
  record Categorical(String name, List<String> levels, int[] codes) implements Column {
    public static final int MISSING = -1;

    /** Levels that are probably meant to be one, in words; empty if there are none. */
    public Optional<String> similarLevels() {
      return LevelNames.similar(levels)
          .map(
              two ->
                  "'%s' has the levels '%s' and '%s', which differ only in case or blanks"
                      .formatted(name, two.get(0), two.get(1)));
    }

    @Override
    public int rows() {
      return codes.length;
    }

    @Override
    public boolean isMissing(int row) {
      return codes[row] == MISSING;
    }

    @Override
    public Categorical select(int[] rows) {
      return new Categorical(name, levels, Arrays.stream(rows).map(row -> codes[row]).toArray());
    }
  }
}
