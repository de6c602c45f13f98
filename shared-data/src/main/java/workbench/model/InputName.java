package workbench.model;

import java.util.Set;

/**
 * The name of a raw column's input: printable ASCII stays, any other character and the backslash
 * are escaped as in Java and JSON, since ONNX Runtime for Java cannot run an input whose name has a
 * character outside the basic plane.
 */
final class InputName {

  /** Names that an input cannot have: the first letter is escaped. */
  private static final Set<String> RESERVED =
      Set.of(ExportedModel.INPUT, ExportedModel.PROBABILITY, ExportedModel.LABEL);

  private InputName() {}

  static String of(String column) {
    if (RESERVED.contains(column)) {
      return escaped(column.charAt(0)) + column.substring(1);
    }
    var name = new StringBuilder();
    for (char c : column.toCharArray()) {
      name.append(c < ' ' || c > '~' || c == '\\' ? escaped(c) : String.valueOf(c));
    }
    return name.toString();
  }

  /**
   * Returns whether another tool gives a column's input that name: the column's own, or with an
   * underscore for anything but letters, digits and a plus, and another before a digit at the
   * beginning, as scikit-learn's converter does (skl2onnx 1.20).
   */
  static boolean isOf(String column, String input) {
    String plain = column.replaceAll("(?U)[^\\w+]", "_");
    return input.equals(column) || input.equals(plain.matches("[0-9].*") ? "_" + plain : plain);
  }

  static boolean isBeyondBasicPlane(String text) {
    return text.chars().anyMatch(c -> Character.isSurrogate((char) c));
  }

  private static String escaped(char c) {
    return "\\u%04x".formatted((int) c);
  }
}
