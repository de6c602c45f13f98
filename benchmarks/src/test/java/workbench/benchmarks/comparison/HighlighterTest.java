package workbench.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class HighlighterTest {

  @Test
  void marksWordsStringsNumbersAndComments() {
    assertEquals(
        List.of(
            "<span class=\"keyword\">int</span> interval = <span class=\"number\">1e-7</span>;"
                + " <span class=\"comment\">// a &quot;number&quot;</span>"),
        Highlighter.JAVA.lines("int interval = 1e-7; // a \"number\""));
    assertEquals(
        List.of(
            "<span class=\"keyword\">from</span> x_1 "
                + "<span class=\"keyword\">import</span> y <span class=\"comment\"># why</span>"),
        Highlighter.PYTHON.lines("from x_1 import y # why\n"));
  }

  @Test
  void aStringMayLookLikeAComment() {
    assertEquals(
        List.of("<span class=\"string\">&quot;/* \\&quot; //&quot;</span> + x"),
        Highlighter.JAVA.lines("\"/* \\\" //\" + x"));
    assertEquals(
        List.of("<span class=\"string\">f&quot;# {x:.2f}&quot;</span>"),
        Highlighter.PYTHON.lines("f\"# {x:.2f}\""));
  }

  @Test
  void escapesHtml() {
    assertEquals(List.of("a &lt; b &amp;&amp; c &gt; d"), Highlighter.JAVA.lines("a < b && c > d"));
  }

  @Test
  void everyLineIsHtmlByItself() {
    assertEquals(
        List.of(
            "<span class=\"comment\">/*</span>",
            "<span class=\"comment\"> * a</span>",
            "<span class=\"comment\"> */</span> x"),
        Highlighter.JAVA.lines("/*\r\n * a\r\n */ x\r\n"));
    assertEquals(
        List.of(
            "<span class=\"string\">&quot;&quot;&quot;a</span>",
            "<span class=\"string\">b&quot;&quot;&quot;</span>"),
        Highlighter.PYTHON.lines("\"\"\"a\nb\"\"\""));
  }

  @Test
  void controlCharactersAreMadeVisible() {
    assertEquals(
        List.of("a\t&lt;U+001B&gt;[m&lt;U+0000&gt;&lt;U+0085&gt;"),
        Highlighter.JAVA.lines("a\t\u001b[m\0\u0085"));
  }

  @Test
  void aVeryLongStringIsOneToken() {
    String text = "\"" + "x".repeat(200_000) + "\"";
    assertEquals(1, Highlighter.JAVA.lines(text).size());
  }
}
