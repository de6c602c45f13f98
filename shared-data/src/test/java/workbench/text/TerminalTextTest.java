package workbench.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain", "Größe, 年齢, عمر", "👍🏽 👩‍⚕️", "\uD840\uDC0B", "a\\b 'c' \"d\" <e>"})
  void leavesTextOfEveryScriptAsItIs(String text) {
    assertEquals(text, TerminalText.line(text));
    assertEquals(text, TerminalText.lines(text));
  }

  @Test
  void showsCharactersThatSteerATerminalAsTheirCodes() {
    assertEquals(
        "<U+001B>]0;title<U+0007><U+001B>[2Jno",
        TerminalText.line("\u001b]0;title\u0007\u001b[2Jno"));
    assertEquals("a<U+0000>b<U+007F><U+009B>31m", TerminalText.line("a\0b\u007f\u009b31m"));
  }

  @Test
  void showsWhatWouldBreakALine() {
    assertEquals(
        "a<U+000D><U+000A>b<U+2028>c<U+2029>d<U+0085>e<U+0009>f",
        TerminalText.line("a\r\nb\u2028c\u2029d\u0085e\tf"));
  }

  @Test
  void showsMarksOfDirectionAndUnpairedSurrogates() {
    assertEquals("<U+202E>txt.exe<U+2069>", TerminalText.line("\u202etxt.exe\u2069"));
    assertEquals("x<U+D83D>y<U+DC4D>", TerminalText.line("x\ud83dy\udc4d"));
  }

  @Test
  void shortensBetweenCharacters() {
    assertEquals("a\ud83d\udc4d...", TerminalText.shortened("a\ud83d\udc4d\ud83d\udc4d", 2));
    assertEquals("a\ud83d\udc4d", TerminalText.shortened("a\ud83d\udc4d", 2));
  }

  @Test
  void aTextOfSeveralLinesKeepsThemButNoLoneReturn() {
    assertEquals("a\nb\r\nc\td<U+000D>e<U+001B>", TerminalText.lines("a\nb\r\nc\td\re\u001b"));
  }
}
