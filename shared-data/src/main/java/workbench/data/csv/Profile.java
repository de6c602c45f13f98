package workbench.data.csv;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import workbench.data.ColumnTransformer;

/** Counts what the cells of one column are, over all rows, before anything is decided on it. */
final class Profile {

  /** A cell and the line where it was seen first. */
  record Seen(String cell, long line) {}

  private final MissingValues missing;
  private final boolean index;

  private int rows;
  private int empty;
  private int marks;
  private int infinite;
  private int fractions;
  private int percent;
  private int currency;
  private int minus;
  private int grouped;
  private int points;
  private int commas;
  private int cells;
  private boolean countsFromZero = true;
  private boolean countsFromOne = true;
  private Seen pointOnly;
  private Seen commaOnly;
  private Seen ambiguous;
  private Seen word;
  private Seen mark;
  private final Map<String, Integer> tokens = new LinkedHashMap<>();
  private final Map<String, Long> values = new LinkedHashMap<>();
  private final Set<Integer> currencies = new LinkedHashSet<>();

  /**
   * @param missing cells that are missing values
   * @param index whether all values are to be kept, to see if they differ
   */
  Profile(MissingValues missing, boolean index) {
    this.missing = missing;
    this.index = index;
  }

  /**
   * @param cell trimmed
   */
  void add(String cell, long line) {
    if (countsFromZero || countsFromOne) {
      countsFromZero &= cell.equals(Integer.toString(rows));
      countsFromOne &= cell.equals(Integer.toString(rows + 1));
    }
    rows++;
    if (cell.isEmpty()) {
      empty++;
      return;
    }
    if (values.size() <= ColumnTransformer.MAX_LEVELS || index) {
      values.putIfAbsent(cell, line);
    }
    if (missing.contains(cell)) {
      tokens.merge(cell, 1, Integer::sum);
    } else if (missing.isMark(cell)) {
      marks++;
      mark = mark == null ? new Seen(cell, line) : mark;
    } else {
      value(cell, line, NumberText.classify(cell));
    }
  }

  private void value(String cell, long line, int kind) {
    boolean point = (kind & NumberText.POINT) != 0;
    boolean comma = (kind & NumberText.COMMA) != 0;
    cells++;
    points += point ? 1 : 0;
    commas += comma ? 1 : 0;
    if (kind == 0) {
      infinite += cell.matches("(?i)[+-]?inf(inity)?") ? 1 : 0;
      word = word == null ? new Seen(cell, line) : word;
      return;
    }
    if (point != comma) {
      if (point && pointOnly == null) {
        pointOnly = new Seen(cell, line);
      } else if (comma && commaOnly == null) {
        commaOnly = new Seen(cell, line);
      }
    } else if ((kind & NumberText.AMBIGUOUS) != 0
        && (ambiguous == null || ambiguous.cell().indexOf(',') < 0 && cell.indexOf(',') >= 0)) {
      ambiguous = new Seen(cell, line);
    }
    fractions += (kind & NumberText.FRACTION) != 0 ? 1 : 0;
    percent += (kind & NumberText.PERCENT) != 0 ? 1 : 0;
    minus += (kind & NumberText.MINUS) != 0 ? 1 : 0;
    grouped += (kind & NumberText.GROUPED) != 0 ? 1 : 0;
    if ((kind & NumberText.CURRENCY) != 0) {
      currency++;
      currencies.add(NumberText.currency(cell));
    }
  }

  /** Numbers with this decimal mark. */
  int numbers(char decimal) {
    return decimal == '.' ? points : commas;
  }

  /** Cells that are text with this decimal mark: the marks too, unless all others are numbers. */
  int words(char decimal) {
    int words = cells - numbers(decimal);
    return words == 0 && cells > 0 ? 0 : words + marks;
  }

  /** Returns whether every value is a number, with one decimal mark or the other. */
  boolean isNumeric() {
    return cells > 0 && (points == cells || commas == cells);
  }

  /** Returns whether no cell has a value. */
  boolean isEmpty() {
    return cells + marks == 0;
  }

  /** The first number that only a decimal point explains; null if there is none. */
  Seen pointOnly() {
    return pointOnly;
  }

  /** The first number that only a decimal comma explains; null if there is none. */
  Seen commaOnly() {
    return commaOnly;
  }

  /** A number such as «1,234», or else «1.234»; null if there is none. */
  Seen ambiguous() {
    return ambiguous;
  }

  /** A cell that is text with this decimal mark; null if there is none. */
  Seen firstWord(char decimal) {
    Seen other = decimal == '.' ? commaOnly : pointOnly;
    return word != null ? word : other != null ? other : mark;
  }

  int empty() {
    return empty;
  }

  int fractions() {
    return fractions;
  }

  int infinite() {
    return infinite;
  }

  int percent() {
    return percent;
  }

  int currency() {
    return currency;
  }

  Set<Integer> currencies() {
    return currencies;
  }

  int minus() {
    return minus;
  }

  int grouped() {
    return grouped;
  }

  int rows() {
    return rows;
  }

  /** The values that are not empty, with the line where each is first; at most 101 of them. */
  Map<String, Long> values() {
    return values;
  }

  /** Counts the cells that were read as missing, by their text. */
  Map<String, Integer> tokens() {
    return tokens;
  }

  int marks() {
    return marks;
  }

  /** Returns whether the values are 0, 1, 2 and so on, or begin with 1. */
  boolean counts() {
    return rows > 0 && (countsFromZero || countsFromOne);
  }

  /** Returns whether every row has a value and no two have the same; known of an index alone. */
  boolean differs() {
    return values.size() == rows;
  }

  /** The first number that counts, 0 or 1. */
  int countsFrom() {
    return countsFromOne ? 1 : 0;
  }
}
