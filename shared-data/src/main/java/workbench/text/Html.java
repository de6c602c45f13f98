package workbench.text;

/** Text in HTML or XML, between tags or in an attribute with double quotes. */
public final class Html {

  private Html() {}

  /** Line breaks and tabs stay; characters that XML does not allow are shown as their codes. */
  public static String text(String text) {
    return TerminalText.lines(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
