package workbench.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A two-class data set of n rows: typed feature columns, which may have missing values, and one
 * label per row.
 *
 * @param name such as {@code breast-cancer}; of a CSV file its name without folder and ending
 * @param columns the features, n values each
 * @param labelName name of the label
 * @param classNames the two classes; the label 1 is the second, the «positive» class
 * @param labels {@code [n]}, 0 or 1; not copied
 * @param sha256 the checksum of the file it was read from, or of the values where it was generated
 * @param notes how a file of the user's own was read: the options, and what was done with which
 *     cells, a sentence each
 */
public record Dataset(
    String name,
    List<Column> columns,
    String labelName,
    List<String> classNames,
    int[] labels,
    String sha256,
    List<String> notes) {

  public Dataset {
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
    classNames = List.copyOf(classNames);
    for (Column column : columns) {
      if (column.rows() != labels.length) {
        throw new IllegalArgumentException(
            "column %s has %d rows, the labels have %d"
                .formatted(column.name(), column.rows(), labels.length));
      }
    }
  }

  /** A data set without notes. */
  public Dataset(
      String name,
      List<Column> columns,
      String labelName,
      List<String> classNames,
      int[] labels,
      String sha256) {
    this(name, columns, labelName, classNames, labels, sha256, List.of());
  }

  /** n, the number of rows. */
  public int rows() {
    return labels.length;
  }

  /**
   * @throws InvalidInput if there is no such column
   */
  public Column column(String columnName) {
    return columns.stream()
        .filter(column -> column.name().equals(columnName))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    "%s: has no column '%s', which the model needs".formatted(name, columnName)));
  }

  /** The number of rows of the class 0 and of the class 1. */
  public int[] classCounts() {
    int positive = Arrays.stream(labels).sum();
    return new int[] {rows() - positive, positive};
  }

  /** The number of rows with at least one missing value. */
  public int incompleteRows() {
    return rows() - completeRows().length;
  }

  /**
   * The rows that have every value. The caller tells the user how many are left out: {@link
   * #incompleteRows}.
   */
  public Dataset completeCases() {
    return incompleteRows() == 0 ? this : select(completeRows());
  }

  /**
   * Some rows, in the order given.
   *
   * @param rows row numbers, from 0
   */
  public Dataset select(int[] rows) {
    return new Dataset(
        name,
        columns.stream().map(column -> column.select(rows)).toList(),
        labelName,
        classNames,
        Arrays.stream(rows).map(row -> labels[row]).toArray(),
        sha256,
        notes);
  }

  /** The numbers of the rows that have every value, from 0. */
  public int[] completeRows() {
    return IntStream.range(0, rows())
        .filter(row -> columns.stream().noneMatch(column -> column.isMissing(row)))
        .toArray();
  }
}
