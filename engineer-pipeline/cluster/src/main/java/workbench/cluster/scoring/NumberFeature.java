package workbench.cluster.scoring;

import java.nio.FloatBuffer;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.vectorized.ColumnVector;
import workbench.data.csv.CsvCells;

/**
 * An input of numbers, and how its values become single precision: as {@code (float) (double)
 * value}, which is how the model's own data were rounded.
 *
 * @param type numeric or boolean, or a string that is read as a number
 * @param cells how such a string is read
 * @param imputes whether the model replaces a missing value; otherwise it is a defect of its row
 */
public record NumberFeature(String name, int column, DataType type, CsvCells cells, boolean imputes)
    implements Feature {

  /** A value of one row. */
  @FunctionalInterface
  private interface Value {
    double at(int row);
  }

  /**
   * Writes the values of this feature to every p-th place of the buffer: NaN where the model
   * replaces a missing value, zero where a value cannot be used.
   *
   * @param values the column
   * @param rows number of rows
   * @param place of the first row's value in the buffer
   * @param p places from a row's value to the next one's
   * @param defects {@code [rows]}, of each row; set where there was none before
   */
  void read(ColumnVector values, int rows, FloatBuffer buffer, int place, int p, Defect[] defects) {
    Value value = value(values);
    boolean nulls = values.hasNull();
    int at = place;
    for (int row = 0; row < rows; row++, at += p) {
      if (nulls && values.isNullAt(row)) {
        unusable(row, Defect.Kind.MISSING, buffer, at, defects);
        continue;
      }
      double number = value.at(row);
      float single = (float) number;
      if (Float.isFinite(single)) {
        buffer.put(at, single);
      } else {
        unusable(row, kind(values, row, number), buffer, at, defects);
      }
    }
  }

  private void unusable(int row, Defect.Kind kind, FloatBuffer buffer, int at, Defect[] defects) {
    if (imputes && (kind == Defect.Kind.MISSING || kind == Defect.Kind.NAN)) {
      buffer.put(at, Float.NaN);
      return;
    }
    buffer.put(at, 0);
    if (defects[row] == null) {
      defects[row] = new Defect(kind, name);
    }
  }

  private Value value(ColumnVector values) {
    if (type instanceof DoubleType) {
      return values::getDouble;
    }
    if (type instanceof FloatType) {
      return values::getFloat;
    }
    if (type instanceof IntegerType) {
      return values::getInt;
    }
    if (type instanceof LongType) {
      return values::getLong;
    }
    if (type instanceof ShortType) {
      return values::getShort;
    }
    if (type instanceof ByteType) {
      return values::getByte;
    }
    if (type instanceof BooleanType) {
      return row -> values.getBoolean(row) ? 1 : 0;
    }
    if (type instanceof DecimalType decimal) {
      return row -> values.getDecimal(row, decimal.precision(), decimal.scale()).toDouble();
    }
    return row -> parse(values.getUTF8String(row).toString());
  }

  private Defect.Kind kind(ColumnVector values, int row, double number) {
    if (Double.isFinite(number)) {
      return Defect.Kind.OUT_OF_RANGE;
    }
    boolean text = type instanceof StringType;
    if (Double.isNaN(number)) {
      return !text
          ? Defect.Kind.NAN
          : cells.isMissing(values.getUTF8String(row).toString())
              ? Defect.Kind.MISSING
              : Defect.Kind.TEXT;
    }
    return text && !isInfinity(values.getUTF8String(row).toString())
        ? Defect.Kind.OUT_OF_RANGE
        : Defect.Kind.INFINITE;
  }

  /** NaN if it is a missing value or no number. */
  private double parse(String cell) {
    if (isInfinity(cell)) {
      return Double.POSITIVE_INFINITY;
    }
    return cells.isMissing(cell) ? Double.NaN : cells.number(cell);
  }

  public static boolean isInfinity(String cell) {
    return cell.strip().matches("(?i)[+-]?(inf|infinity)");
  }
}
