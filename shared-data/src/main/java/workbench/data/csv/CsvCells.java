package workbench.data.csv;

import java.io.Serializable;

/**
 * Reads single cells as {@link CsvLoader} does, for a reader that sees no whole column, such as
 * Spark. So nothing is concluded from other cells: without a decimal mark in the options, the mark
 * is a point, and a cell such as {@code 1,234} is no number.
 */
public final class CsvCells implements Serializable {

  private final MissingValues missing;
  private final Character decimal;

  private CsvCells(MissingValues missing, Character decimal) {
    this.missing = missing;
    this.decimal = decimal;
  }

  public static CsvCells of(CsvOptions options) {
    return new CsvCells(options.missingValues(), options.decimalMark());
  }

  /**
   * Returns whether the cell is a missing value in a column of numbers.
   *
   * @param cell null: there is none
   */
  public boolean isMissing(String cell) {
    if (cell == null) {
      return true;
    }
    String text = Cells.trimmed(cell);
    return missing.contains(text) || missing.isMark(text);
  }

  /**
   * A cell in a column of text.
   *
   * @return without the blanks around it; empty if it is a missing value
   */
  public String text(String cell) {
    String text = Cells.trimmed(cell);
    return missing.contains(text) ? "" : text;
  }

  /** Removes the blanks at both ends. */
  public static String trimmed(String cell) {
    return Cells.trimmed(cell);
  }

  /**
   * @return NaN if it is no number; infinite if it is beyond double precision
   */
  public double number(String cell) {
    String text = Cells.trimmed(cell);
    if (decimal == null && NumberText.isPlain(text)) {
      return Double.parseDouble(text);
    }
    int kind = NumberText.classify(text);
    boolean possible =
        decimal == null
            ? (kind & NumberText.POINT) != 0 && (kind & NumberText.AMBIGUOUS) == 0
            : (kind & (decimal == ',' ? NumberText.COMMA : NumberText.POINT)) != 0;
    return possible ? NumberText.value(text, decimal == null ? '.' : decimal) : Double.NaN;
  }

  /** Returns whether a number, by {@link #number}, has a decimal mark or an exponent. */
  public boolean isFraction(String cell) {
    return (NumberText.classify(Cells.trimmed(cell)) & NumberText.FRACTION) != 0;
  }

  /** Returns whether the cell is a number with one decimal mark or the other. */
  public static boolean isNumberWithAnyMark(String cell) {
    return NumberText.classify(Cells.trimmed(cell)) != 0;
  }

  /** Returns whether a column of this name can be the numbers or names of the rows. */
  public static boolean isIndexName(String name) {
    return Columns.isIndexName(trimmed(name));
  }

  /** Returns whether a name in a header looks like a cell of data. */
  public boolean isData(String name) {
    return !name.isBlank() && (isMissing(name) || !Double.isNaN(number(name)));
  }
}
