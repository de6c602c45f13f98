package workbench.data.csv;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The cells that are read as missing values. An empty cell always is one.
 *
 * @param tokens the others, exactly as they are written
 * @param marks whether «-» and «.» are missing values too, in a column that has only numbers beside
 *     them
 */
record MissingValues(Set<String> tokens, boolean marks) implements Serializable {

  /**
   * Marks of missing values that R, pandas, SQL and the UCI archive write; pandas.read_csv takes
   * the same, but for «?».
   */
  private static final List<String> DEFAULT =
      List.of(
          "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NAN", "NULL", "null", "Null", "None",
          "?");

  private static final String ONLY = "only:";

  MissingValues {
    tokens = Set.copyOf(tokens);
  }

  /**
   * @param option such as {@code -,?}, added to the default ones, or {@code only:-}; null: the
   *     default
   */
  static MissingValues of(String option) {
    if (option == null) {
      return new MissingValues(new LinkedHashSet<>(DEFAULT), true);
    }
    boolean only = option.startsWith(ONLY);
    Set<String> tokens = new LinkedHashSet<>(only ? List.of() : DEFAULT);
    for (String token :
        CsvOptions.list("missing", only ? option.substring(ONLY.length()) : option)) {
      tokens.add(Cells.trimmed(token));
    }
    tokens.remove("");
    return new MissingValues(tokens, !only);
  }

  boolean contains(String cell) {
    return cell.isEmpty() || tokens.contains(cell);
  }

  /** Returns whether the cell is one of the marks that mean a missing number. */
  boolean isMark(String cell) {
    return marks && cell.length() == 1 && (cell.charAt(0) == '-' || cell.charAt(0) == '.');
  }
}
