package workbench.data.csv;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as people write them: decimal point or comma, marks between thousands, a percent or
 * currency sign, the minus of typography.
 */
final class NumberText {

  /** Number if the decimal mark is a point. */
  static final int POINT = 1;

  /** Number if the decimal mark is a comma. */
  static final int COMMA = 2;

  /** Number with a decimal mark or a fraction. */
  static final int FRACTION = 4;

  /** Number that has marks between thousands, or can have. */
  static final int GROUPED = 8;

  static final int PERCENT = 16;

  static final int CURRENCY = 32;

  /** Number with the minus of typography (U+2212). */
  static final int MINUS = 64;

  /** One mark and three digits after it: thousands in one reading, a fraction in the other. */
  static final int AMBIGUOUS = 128;

  private static final String GROUPS_POINT =
      "[1-9]\\d{0,2}(?:([,'\u2019 \u00a0\u202f])\\d{3})(?:\\1\\d{3})*";
  private static final String EXPONENT = "(?:[eE][+-]?\\d+)?";
  private static final Pattern WITH_POINT =
      Pattern.compile("[+-]?(?:(?:" + GROUPS_POINT + "|\\d+)(?:\\.\\d*)?|\\.\\d+)" + EXPONENT);
  private static final Pattern WITH_COMMA =
      Pattern.compile(
          "[+-]?(?:(?:" + GROUPS_POINT.replace("[,", "[.") + "|\\d+)(?:,\\d*)?|,\\d+)" + EXPONENT);
  private static final Pattern AMBIGUOUS_TEXT = Pattern.compile("[+-]?[1-9]\\d{0,2}[.,]\\d{3}");

  private NumberText() {}

  /**
   * @param cell trimmed
   * @return the properties above; 0 if it is no number
   */
  static int classify(String cell) {
    if (isPlain(cell)) {
      if (cell.indexOf('.') < 0) {
        return POINT | COMMA | (cell.indexOf('e') >= 0 || cell.indexOf('E') >= 0 ? FRACTION : 0);
      }
      return AMBIGUOUS_TEXT.matcher(cell).matches()
          ? POINT | COMMA | FRACTION | AMBIGUOUS
          : POINT | FRACTION;
    }
    if (!canBeNumber(cell)) {
      return 0;
    }
    String body = body(cell);
    Matcher point = WITH_POINT.matcher(body);
    Matcher comma = WITH_COMMA.matcher(body);
    boolean isPoint = point.matches();
    boolean isComma = comma.matches();
    if (!isPoint && !isComma) {
      return 0;
    }
    int kind = (isPoint ? POINT : 0) | (isComma ? COMMA : 0);
    boolean grouped = isPoint && point.group(1) != null || isComma && comma.group(1) != null;
    kind |= grouped ? GROUPED : 0;
    kind |=
        body.indexOf(isPoint && !isComma ? '.' : ',') >= 0 || body.indexOf('.') >= 0 ? FRACTION : 0;
    kind |= AMBIGUOUS_TEXT.matcher(body).matches() ? AMBIGUOUS : 0;
    kind |= cell.endsWith("%") ? PERCENT : 0;
    kind |= cell.indexOf('\u2212') >= 0 ? MINUS : 0;
    return kind | (cell.chars().anyMatch(NumberText::isCurrency) ? CURRENCY : 0);
  }

  /**
   * @param cell which {@link #classify} takes for a number with this decimal mark
   */
  static double value(String cell, char decimal) {
    if (decimal == '.' && isPlain(cell)) {
      return Double.parseDouble(cell);
    }
    StringBuilder digits = new StringBuilder();
    for (char c : body(cell).toCharArray()) {
      if (c == decimal) {
        digits.append('.');
      } else if ("+-eE".indexOf(c) >= 0 || c >= '0' && c <= '9') {
        digits.append(c);
      }
    }
    return Double.parseDouble(digits.toString());
  }

  /** The currency sign of a number; 0 if it has none. */
  static int currency(String cell) {
    return cell.chars().filter(NumberText::isCurrency).findFirst().orElse(0);
  }

  /** Digits, a point, an exponent, in ASCII: {@code [+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?}. */
  static boolean isPlain(String cell) {
    int length = cell.length();
    int i = length > 0 && (cell.charAt(0) == '+' || cell.charAt(0) == '-') ? 1 : 0;
    int start = i;
    while (i < length && isDigit(cell.charAt(i))) {
      i++;
    }
    int digits = i - start;
    if (i < length && cell.charAt(i) == '.') {
      start = ++i;
      while (i < length && isDigit(cell.charAt(i))) {
        i++;
      }
      digits += i - start;
    }
    if (digits == 0) {
      return false;
    }
    if (i < length && (cell.charAt(i) == 'e' || cell.charAt(i) == 'E')) {
      i++;
      if (i < length && (cell.charAt(i) == '+' || cell.charAt(i) == '-')) {
        i++;
      }
      start = i;
      while (i < length && isDigit(cell.charAt(i))) {
        i++;
      }
      if (i == start) {
        return false;
      }
    }
    return i == length;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Looks at both ends first, so that words cost little. */
  private static boolean canBeNumber(String cell) {
    if (cell.isEmpty() || cell.length() > 60) {
      return false;
    }
    char first = cell.charAt(0);
    char last = cell.charAt(cell.length() - 1);
    return (isDigit(first) || "+-.,\u2212".indexOf(first) >= 0 || isCurrency(first))
        && (isDigit(last) || last == '%' || last == '.' || last == ',' || isCurrency(last));
  }

  private static boolean isCurrency(int c) {
    return Character.getType(c) == Character.CURRENCY_SYMBOL;
  }

  /** Removes a percent or currency sign, and writes the minus of ASCII. */
  private static String body(String cell) {
    String text = cell.replace('\u2212', '-');
    if (text.endsWith("%")) {
      return Cells.trimmed(text.substring(0, text.length() - 1));
    }
    if (isCurrency(text.charAt(text.length() - 1))) {
      return Cells.trimmed(text.substring(0, text.length() - 1));
    }
    int sign = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
    if (text.length() > sign && isCurrency(text.charAt(sign))) {
      return text.substring(0, sign) + Cells.trimmed(text.substring(sign + 1));
    }
    return text;
  }
}
