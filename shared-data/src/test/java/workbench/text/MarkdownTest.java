package workbench.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected: CommonMark 0.31.2 (2.4, 6.1) and GitHub's extensions (tables, autolinks). */
class MarkdownTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '%',
      quoteCharacter = '^',
      value = {
        "breast-cancer % breast-cancer",
        "Größe 👍 % Größe 👍",
        "a | b % a \\| b",
        "# h % \\# h",
        "*b* _i_ ~s~ % \\*b\\* \\_i\\_ \\~s\\~",
        "[l](javascript:alert(1)) % \\[l\\](javascript:alert(1))",
        "![i](http://evil/i.png) % !\\[i\\](http\\://evil/i.png)",
        "<script>&lt; % \\<script\\>\\&lt;",
        "`code` % \\`code\\`",
        "http://evil www.evil me@evil % http\\://evil www\\.evil me\\@evil",
        "back\\slash % back\\\\slash",
      })
  void textHasNoMeaningOfItsOwn(String text, String expected) {
    assertEquals(expected, Markdown.text(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '%',
      quoteCharacter = '^',
      value = {
        "a | b % `a | b`",
        "`x` % `` `x` ``",
        "a``b`c % ```a``b`c```",
        "^ x^ % `  x `",
        "<b> % `<b>`",
      })
  void aSpanOfCodeEndsWhereItsTextEnds(String text, String expected) {
    assertEquals(expected, Markdown.code(text));
  }

  @ParameterizedTest
  @CsvSource({"text", "code"})
  void aLineBreakStartsNoParagraph(String kind) {
    String text = "a\n\n# h";
    assertEquals(
        kind.equals("text") ? "a\\<U+000A\\>\\<U+000A\\>\\# h" : "`a<U+000A><U+000A># h`",
        kind.equals("text") ? Markdown.text(text) : Markdown.code(text));
  }
}
