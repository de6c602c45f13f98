package workbench.model;

import java.nio.FloatBuffer;
import workbench.data.Column;

/** The values of one raw column, for a model that takes columns. */
public sealed interface ColumnValues {

  /** Returns the number of rows. */
  int rows();

  /**
   * Values of a number column.
   *
   * @param values one a row, from the buffer's position to its limit; NaN: missing
   */
  record Numbers(FloatBuffer values) implements ColumnValues {
    @Override
    public int rows() {
      return values.remaining();
    }
  }

  /**
   * Values of a category.
   *
   * @param values one a row; the empty string: missing; not copied
   */
  record Texts(String[] values) implements ColumnValues {
    @Override
    public int rows() {
      return values.length;
    }
  }

  /** Takes the values of a data set's column; numbers are rounded to single precision. */
  static ColumnValues of(Column column) {
    return switch (column) {
      case Column.Numeric(_, double[] values) -> {
        float[] single = new float[values.length];
        for (int i = 0; i < single.length; i++) {
          single[i] = (float) values[i];
        }
        yield new Numbers(FloatBuffer.wrap(single));
      }
      case Column.Categorical category -> {
        String[] texts = new String[category.rows()];
        for (int i = 0; i < texts.length; i++) {
          texts[i] = category.isMissing(i) ? "" : category.levels().get(category.codes()[i]);
        }
        yield new Texts(texts);
      }
    };
  }
}
