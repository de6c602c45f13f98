package workbench.text;

import java.util.regex.Pattern;

/**
 * Text in a Markdown document (CommonMark with GitHub's tables and automatic links). Names come
 * from untrusted files: in a document they must not become headings, links, HTML or cells of a
 * table.
 */
public final class Markdown {

  /** Characters with a meaning in the middle of a line; the last two begin an automatic link. */
  private static final Pattern SPECIAL =
      Pattern.compile("[\\\\`*_\\[\\]<>|~&#@$]|:(?=//)|(?<=(?i:www))\\.");

  private static final Pattern BACKTICKS = Pattern.compile("`+");

  private Markdown() {}

  /** Plain text that does not begin a line; a line break is shown as its code. */
  public static String text(String text) {
    return SPECIAL.matcher(TerminalText.line(text)).replaceAll("\\\\$0");
  }

  /** A span of code, for a place outside a table. */
  public static String code(String text) {
    String line = TerminalText.line(text);
    int longest =
        BACKTICKS.matcher(line).results().mapToInt(run -> run.group().length()).max().orElse(0);
    String fence = "`".repeat(longest + 1);
    // A renderer takes one space off each side, so that a span can begin with a backtick.
    boolean padded = line.startsWith("`") || line.endsWith("`") || line.startsWith(" ");
    return padded ? fence + " " + line + " " + fence : fence + line + fence;
  }
}
