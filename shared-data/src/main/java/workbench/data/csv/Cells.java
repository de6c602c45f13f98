package workbench.data.csv;

import workbench.text.TerminalText;

/** Single cells: without the blanks around them, and in messages of one line. */
final class Cells {

  private static final int SHOWN = 60;

  private Cells() {}

  /** Removes the blanks at both ends, those included that do not break a line. */
  static String trimmed(String cell) {
    int start = 0;
    int end = cell.length();
    while (start < end && isBlank(cell.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(cell.charAt(end - 1))) {
      end--;
    }
    return cell.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' '
        || c != 0 && (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF');
  }

  /** Formats a cell for a message: no line break, no control character, not too long. */
  static String shown(String cell) {
    return TerminalText.shortened(cell.replaceAll("\\R", "\\\\n"), SHOWN);
  }
}
