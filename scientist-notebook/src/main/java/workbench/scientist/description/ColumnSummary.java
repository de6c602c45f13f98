package workbench.scientist.description;

import java.util.List;
import java.util.Optional;

/** One feature in numbers. */
public sealed interface ColumnSummary {

  String name();

  /** Returns the number of rows without a value. */
  int missing();

  /** Returns the number of distinct values. */
  int distinct();

  /**
   * Summary of a column of measurements.
   *
   * @param all over all rows; empty if there are too many columns
   * @param byClass of the class 0 and the class 1; empty if there are too many columns
   */
  record Numeric(
      String name, int missing, int distinct, Optional<Numbers> all, List<Numbers> byClass)
      implements ColumnSummary {
    public Numeric {
      byClass = List.copyOf(byClass);
    }
  }

  /**
   * Summary of a column of categories.
   *
   * @param levels in alphabetical order, without the missing values; empty if there are too many to
   *     list
   */
  record Categorical(String name, int missing, int distinct, List<Level> levels)
      implements ColumnSummary {
    public Categorical {
      levels = List.copyOf(levels);
    }
  }

  /**
   * @param rows number of rows that have a value
   * @param standardDeviation with n - 1; NaN below two rows
   */
  record Numbers(
      int rows, double mean, double standardDeviation, double min, double median, double max) {

    static final Numbers NONE =
        new Numbers(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  /**
   * @param negative rows of the class 0
   * @param positive rows of the class 1
   */
  record Level(String name, int negative, int positive) {

    public int rows() {
      return negative + positive;
    }
  }
}
