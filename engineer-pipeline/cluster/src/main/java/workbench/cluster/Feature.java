package workbench.cluster;

import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.List;
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
import workbench.data.InvalidInput;
import workbench.data.csv.CsvCells;

/**
 * Where a feature of the model is among the columns of the input, and how its values become single
 * precision: as {@code (float) (double) value}, which is how the model's own data were rounded.
 *
 * @param name of feature and column
 * @param column its position
 * @param type numeric, or a string that is read as a number
 * @param cells how such a string is read
 */
record Feature(String name, int column, DataType type, CsvCells cells) implements Serializable {

  /**
   * The features of a model, found by their names.
   *
   * @param names {@code [p]}, in the order of the model's input
   * @throws InvalidInput if a column is missing, or is of a type that is no number
   */
  static List<Feature> of(List<String> names, ScoringInput input) {
    List<String> columns = List.of(input.schema().fieldNames());
    List<String> missing = names.stream().filter(name -> !columns.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new InvalidInput(
          "input=%s: the model's %s; the columns are %s"
              .formatted(
                  input.name(),
                  missing.size() == 1
                      ? "feature '%s' is not among the columns".formatted(missing.getFirst())
                      : "features %s are not among the columns".formatted(shown(missing)),
                  shown(columns)));
    }
    return names.stream().map(name -> of(name, columns.indexOf(name), input)).toList();
  }

  private static Feature of(String name, int column, ScoringInput input) {
    DataType type = input.schema().fields()[column].dataType();
    boolean text = input.format() == ScoringInput.Format.CSV;
    if (!(text ? type instanceof StringType : isNumber(type))) {
      throw new InvalidInput(
          "input=%s: the column '%s' is of the type %s; a feature must be a number"
              .formatted(input.name(), name, type.simpleString()));
    }
    return new Feature(name, column, type, input.cells());
  }

  private static boolean isNumber(DataType type) {
    return type instanceof FloatType
        || type instanceof DoubleType
        || type instanceof IntegerType
        || type instanceof LongType
        || type instanceof ShortType
        || type instanceof ByteType
        || type instanceof DecimalType;
  }

  private static String shown(List<String> names) {
    int most = 20;
    return names.size() <= most
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, most)) + ", ... (%d)".formatted(names.size());
  }

  /** A value of one row. */
  @FunctionalInterface
  private interface Value {
    double at(int row);
  }

  /**
   * Writes the values of this feature to every p-th place of the buffer, zero where a value cannot
   * be used.
   *
   * @param values the column
   * @param rows how many
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
        buffer.put(at, 0);
        note(row, Defect.Kind.MISSING, defects);
        continue;
      }
      double number = value.at(row);
      float single = (float) number;
      if (Float.isFinite(single)) {
        buffer.put(at, single);
      } else {
        buffer.put(at, 0);
        note(row, kind(values, row, number), defects);
      }
    }
  }

  private void note(int row, Defect.Kind kind, Defect[] defects) {
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

  private static boolean isInfinity(String cell) {
    return cell.strip().matches("(?i)[+-]?(inf|infinity)");
  }
}
