package workbench.data.csv;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;

/**
 * Separator and quotes of a CSV file.
 *
 * @param separator between cells; a blank means any number of blanks and tabs
 * @param quote around cells
 * @param blanksAroundQuotes whether blanks are between a separator and a quote
 * @param width cells in most of the records after the first
 * @param rowNames whether the header lacks the name of the first column, as R's write.table leaves
 *     it out
 */
record Dialect(
    char separator, char quote, boolean blanksAroundQuotes, int width, boolean rowNames) {

  static final char BLANK = ' ';

  /** Separators by the names that the option takes. */
  static final Map<String, Character> SEPARATORS = new LinkedHashMap<>();

  static {
    SEPARATORS.put("comma", ',');
    SEPARATORS.put("semicolon", ';');
    SEPARATORS.put("tab", '\t');
    SEPARATORS.put("pipe", '|');
    SEPARATORS.put("blank", BLANK);
  }

  /**
   * Returns a separator as it is printed and given in the option: a name, or else the character.
   */
  static String name(char separator) {
    return SEPARATORS.entrySet().stream()
        .filter(entry -> entry.getValue() == separator)
        .map(Entry::getKey)
        .findFirst()
        .orElse(String.valueOf(separator));
  }
}
