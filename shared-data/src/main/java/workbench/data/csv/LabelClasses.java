package workbench.data.csv;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import workbench.data.InvalidOption;

/**
 * The two classes of a label: numbers in numeric order, so that -1 is before +1 and 9 before 10,
 * else text in alphabetical order. Numbers that are equal are one class however they are written.
 */
final class LabelClasses {

  private final List<String> names;
  private final Map<String, Integer> codes;

  private LabelClasses(List<String> names, Map<String, Integer> codes) {
    this.names = names;
    this.codes = codes;
  }

  /**
   * @param values of the label, of two classes
   * @param positive the class 1; null: the later one
   * @param column the label's name, for messages
   */
  static LabelClasses of(Collection<String> values, String positive, String column) {
    List<String> names = new ArrayList<>(distinct(values));
    if (isNumeric(values)) {
      names.sort((a, b) -> Double.compare(Double.parseDouble(a), Double.parseDouble(b)));
    } else {
      names.sort(null);
    }
    if (positive != null) {
      int code = code(names, Cells.trimmed(positive), isNumeric(values));
      if (code < 0) {
        throw new InvalidOption(
            "positive",
            positive,
            "the values of the label '%s' are '%s' and '%s'"
                .formatted(
                    Cells.shown(column), Cells.shown(names.get(0)), Cells.shown(names.get(1))));
      }
      if (code == 0) {
        names.add(names.removeFirst());
      }
    }
    Map<String, Integer> codes = new HashMap<>();
    values.forEach(value -> codes.put(value, code(names, value, isNumeric(values))));
    return new LabelClasses(List.copyOf(names), codes);
  }

  /**
   * Classes that a bundled file names itself.
   *
   * @param renamed the class of a value that is not the class itself
   */
  static LabelClasses of(
      Collection<String> values, Map<String, String> renamed, List<String> names) {
    Map<String, Integer> codes = new HashMap<>();
    values.forEach(value -> codes.put(value, names.indexOf(renamed.getOrDefault(value, value))));
    return new LabelClasses(names, codes);
  }

  /** One value of each class, in their order. */
  static List<String> distinct(Collection<String> values) {
    if (!isNumeric(values)) {
      return List.copyOf(values);
    }
    Map<Double, String> byNumber = new TreeMap<>();
    List<String> distinct = new ArrayList<>();
    for (String value : values) {
      // 0.0 and -0.0 are one number.
      if (byNumber.putIfAbsent(Double.parseDouble(value) + 0.0, value) == null) {
        distinct.add(value);
      }
    }
    return distinct;
  }

  private static int code(List<String> names, String value, boolean numeric) {
    int code = names.indexOf(value);
    if (code >= 0 || !numeric || !isNumeric(List.of(value))) {
      return code;
    }
    double number = Double.parseDouble(value);
    for (int i = 0; i < names.size(); i++) {
      if (Double.parseDouble(names.get(i)) == number) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isNumeric(Collection<String> values) {
    return values.stream().allMatch(NumberText::isPlain);
  }

  /** The negative and the positive class. */
  List<String> names() {
    return names;
  }

  /** Returns the class of a value of the label: 0 or 1. */
  int code(String value) {
    return codes.get(value);
  }
}
