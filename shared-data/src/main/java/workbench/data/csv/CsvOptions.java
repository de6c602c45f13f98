package workbench.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import workbench.data.InvalidOption;

/**
 * The user's options for a CSV file, as they were typed; null where an option was not given, and
 * the file itself decides.
 *
 * @param label name or position of the label's column
 * @param positive the label's value that is the class 1
 * @param drop columns to leave out, names or positions, separated by commas
 * @param keep the features, names or positions, separated by commas
 * @param missing cells that are missing values beside the {@link MissingValues default ones}; with
 *     {@code only:} in place of them
 * @param separator between cells: a name of {@link Dialect#SEPARATORS} or one character
 * @param decimal the decimal mark: {@code .} or {@code ,}
 * @param encoding a character set
 * @param header {@code false}: the first line is data
 */
public record CsvOptions(
    String label,
    String positive,
    String drop,
    String keep,
    String missing,
    String separator,
    String decimal,
    String encoding,
    String header) {

  /** Options of which none is given. */
  public static final CsvOptions NONE =
      new CsvOptions(null, null, null, null, null, null, null, null, null);

  /**
   * @throws InvalidOption if a value is not possible for any file
   */
  public CsvOptions {
    if (drop != null && keep != null) {
      throw new InvalidOption("drop", drop, "keep=" + keep + " is given as well; use one of them");
    }
    list("drop", drop);
    list("keep", keep);
    MissingValues.of(missing);
    separatorOf(separator);
    decimalOf(decimal);
    charsetOf(encoding);
    if (header != null && !header.equals("true") && !header.equals("false")) {
      throw new InvalidOption("header", header, "true or false");
    }
  }

  /** The columns to leave out. */
  public List<String> dropped() {
    return list("drop", drop);
  }

  /** The only features; empty if the option is not given. */
  public List<String> kept() {
    return list("keep", keep);
  }

  MissingValues missingValues() {
    return MissingValues.of(missing);
  }

  /** Returns the separator; null if it is not given. */
  public Character separatorCharacter() {
    return separatorOf(separator);
  }

  /** Returns the decimal mark; null if it is not given. */
  Character decimalMark() {
    return decimalOf(decimal);
  }

  /** Returns the encoding; null if it is not given. */
  public Charset charset() {
    return charsetOf(encoding);
  }

  /**
   * The two classes of a label: first 0, then 1.
   *
   * @param values of the label, of two classes
   * @param column the label's name, for messages
   */
  public List<String> classes(Collection<String> values, String column) {
    return LabelClasses.of(values, positive, column).names();
  }

  /** Returns the options as you type them, with {@code -D}; empty if none is given. */
  public String describe() {
    return describe(asMap());
  }

  /**
   * Options as they are typed, with {@code -D}.
   *
   * @param options by their names
   */
  public static String describe(Map<String, String> options) {
    return options.entrySet().stream()
        .map(option -> "-D" + option.getKey() + "=" + quoted(option.getValue()))
        .collect(Collectors.joining(" "));
  }

  /**
   * @throws InvalidOption if one is given
   */
  public void refuse(String dataset) {
    if (!given().isEmpty()) {
      Map.Entry<String, String> first = given().getFirst();
      throw new InvalidOption(
          first.getKey(),
          first.getValue(),
          "it is for a CSV file of your own; %s is ready".formatted(dataset));
    }
  }

  /** Returns the options that are given, by their names. */
  public Map<String, String> asMap() {
    Map<String, String> given = new LinkedHashMap<>();
    given().forEach(option -> given.put(option.getKey(), option.getValue()));
    return given;
  }

  private List<Map.Entry<String, String>> given() {
    List<Map.Entry<String, String>> given = new ArrayList<>();
    add(given, "label", label);
    add(given, "positive", positive);
    add(given, "drop", drop);
    add(given, "keep", keep);
    add(given, "missing", missing);
    add(given, "separator", separator);
    add(given, "decimal", decimal);
    add(given, "encoding", encoding);
    add(given, "header", header);
    return given;
  }

  private static void add(List<Map.Entry<String, String>> given, String name, String value) {
    if (value != null) {
      given.add(Map.entry(name, value));
    }
  }

  /** Single quotes as a POSIX shell reads them, where the value needs them. */
  private static String quoted(String value) {
    return value.matches("[\\p{L}\\p{N}_.,:/@%+=-]*")
        ? value
        : "'" + value.replace("'", "'\\''") + "'";
  }

  /**
   * The parts of a value such as {@code id,"last, first name"}.
   *
   * @param value null: none
   */
  static List<String> list(String option, String value) {
    if (value == null) {
      return List.of();
    }
    try {
      return CsvReader.builder().allowUnclosedQuote(false).ofSingleCsvRecord(value).getFields();
    } catch (CsvParseException e) {
      throw new InvalidOption(
          option, value, "a list separated by commas; a comma within a name needs double quotes");
    }
  }

  private static Character separatorOf(String value) {
    if (value == null) {
      return null;
    }
    Character named = Dialect.SEPARATORS.get(value);
    if (named != null) {
      return named;
    }
    if (value.length() == 1
        && !Character.isLetterOrDigit(value.charAt(0))
        && !"\"'\r\n.+-".contains(value)) {
      return value.charAt(0);
    }
    throw new InvalidOption(
        "separator",
        value,
        String.join(", ", Dialect.SEPARATORS.keySet())
            + " or one character is accepted that is no letter, digit, quote, '.', '+' or '-'");
  }

  private static Character decimalOf(String value) {
    return switch (value) {
      case null -> null;
      case ".", "point" -> '.';
      case ",", "comma" -> ',';
      default ->
          throw new InvalidOption(
              "decimal", value, "'.' (or point) and ',' (or comma) are accepted");
    };
  }

  private static Charset charsetOf(String value) {
    try {
      return value == null ? null : Charset.forName(value);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new InvalidOption(
          "encoding",
          value,
          "a character set such as UTF-8, UTF-16, ISO-8859-1 or windows-1252 is accepted");
    }
  }
}
