package workbench.handoff;

import java.util.Set;

/**
 * The name of a raw column's input: printable ASCII stays, any other character and the backslash
 * are escaped as in Java and JSON, since ONNX Runtime for Java cannot run an input whose name has a
 * character outside the basic plane.
 */
final class InputName {

  /** Names that an input cannot have: the first letter is escaped. */
  private static final Set<String> RESERVED =
      Set.of(HandoffModel.INPUT, HandoffModel.PROBABILITY, HandoffModel.LABEL);

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

  private static String escaped(char c) {
    return "\\u%04x".formatted((int) c);
  }
}
