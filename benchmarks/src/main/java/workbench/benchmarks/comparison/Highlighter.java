package workbench.benchmarks.comparison;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import workbench.text.Html;

/**
 * Source code as HTML, with comments, strings, numbers and keywords marked: enough to read a sample
 * by, not a parser. The classes of the {@code span}s are {@code comment}, {@code string}, {@code
 * number} and {@code keyword}. Highlighters for web pages, such as highlight.js, need a script; the
 * page shows its sources without one.
 */
enum Highlighter {
  JAVA(
      "//[^\n]*|/\\*[\\s\\S]*?\\*/",
      "\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\n])*+'",
      """
      abstract boolean break byte case catch char class continue default do double
      else enum extends false final finally float for if implements import instanceof
      int interface long new null package private protected public record return short
      static super switch this throw throws true try var void while\
      """),
  PYTHON(
      "#[^\n]*",
      "[fFrRbB]{0,2}(?:\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n"
          + "])*+\"|'(?:\\\\.|[^'\\\\\n"
          + "])*+')",
      """
      False None True and as assert break class continue def del elif else except
      finally for from global if import in is lambda not or pass raise return try
      while with yield\
      """);

  private static final List<String> KINDS = List.of("comment", "string", "number");

  private final Pattern tokens;
  private final Set<String> keywords;

  Highlighter(String comment, String string, String keywords) {
    this.tokens =
        Pattern.compile(
            "(?<comment>"
                + comment
                + ")|(?<string>"
                + string
                + ")|(?<word>[\\p{L}_]\\w*)|(?<number>\\d\\w*(?:\\.\\d\\w*)?(?:(?<=[eE])[+-]\\d+)?)");
    this.keywords = Set.of(keywords.split("\\s"));
  }

  /**
   * @param code the whole file, so that a comment of several lines is seen as one
   * @return its lines, each well-formed HTML by itself
   */
  List<String> lines(String code) {
    String text = code.lines().collect(Collectors.joining("\n")).stripTrailing();
    StringBuilder html = new StringBuilder();
    Matcher token = tokens.matcher(text);
    int end = 0;
    while (token.find()) {
      html.append(Html.text(text.substring(end, token.start())));
      html.append(marked(kind(token), token.group()));
      end = token.end();
    }
    html.append(Html.text(text.substring(end)));
    return html.toString().lines().toList();
  }

  private String kind(Matcher token) {
    if (token.group("word") != null) {
      return keywords.contains(token.group()) ? "keyword" : "";
    }
    return KINDS.stream().filter(kind -> token.group(kind) != null).findFirst().orElse("");
  }

  /** A span ends with its line, and begins again on the next. */
  private static String marked(String kind, String token) {
    if (kind.isEmpty()) {
      return Html.text(token);
    }
    String open = "<span class=\"" + kind + "\">";
    return open + Html.text(token).replace("\n", "</span>\n" + open) + "</span>";
  }
}
