package workbench.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text for a terminal or a log. Names come from untrusted files: an escape sequence in one could
 * clear the screen, a line break could fake a line of a log, and a right-to-left override could
 * hide what a line says. Such a character is shown as its code, as in {@code <U+001B>}; emoji,
 * accents and every script stay as they are.
 */
public final class TerminalText {

  /**
   * Control characters, line separators, unpaired surrogates, no characters, marks of direction.
   */
  private static final String CHARACTERS =
      "[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\uFFFE\\uFFFF\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]";

  private static final Pattern UNSAFE = Pattern.compile(CHARACTERS);

  private static final Pattern UNSAFE_IN_LINES = Pattern.compile("(?!\\n|\\r\\n|\\t)" + CHARACTERS);

  /** Columns of a line that a command prints, so that it fits a projector. */
  public static final int COLUMNS = 100;

  /** A word, or a Maven command up to the end of the text. */
  private static final Pattern UNBROKEN = Pattern.compile("\\s*(mvn -.*|\\S+)");

  private TerminalText() {}

  /** The text on one line: a line break is shown as its code, too. */
  public static String line(String text) {
    return escaped(UNSAFE, text);
  }

  /** The text on one line, cut with an ellipsis after so many characters. */
  public static String shortened(String text, int most) {
    String line = line(text);
    return line.codePointCount(0, line.length()) <= most
        ? line
        : line.substring(0, line.offsetByCodePoints(0, most)) + "...";
  }

  /** A text that has lines of its own: line breaks and tabs stay. */
  public static String lines(String text) {
    return escaped(UNSAFE_IN_LINES, text);
  }

  /**
   * The text, divided at blanks into lines of at most {@value #COLUMNS} columns. A longer word and
   * a Maven command each have a line to themselves, so that they can be copied.
   *
   * @param indent of the first line, in columns, not contained in the text
   * @param hanging indent of the other lines
   */
  public static List<String> wrapped(String text, int indent, int hanging) {
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder();
    int used = indent;
    for (MatchResult word : UNBROKEN.matcher(text).results().toList()) {
      String next = word.group();
      if (!line.isEmpty() && used + columns(next) > COLUMNS) {
        lines.add(line.toString());
        line.setLength(0);
        used = hanging;
        next = word.group(1);
      }
      line.append(next);
      used += columns(next);
    }
    lines.add(line.toString());
    return lines;
  }

  /** The columns that a text takes, one for each character. */
  public static int columns(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String escaped(Pattern unsafe, String text) {
    return unsafe
        .matcher(text)
        .replaceAll(match -> "<U+%04X>".formatted((int) match.group().charAt(0)));
  }
}
