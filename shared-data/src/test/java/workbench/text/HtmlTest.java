package workbench.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HtmlTest {

  @Test
  void textIsNeitherATagNorTheEndOfAnAttribute() {
    assertEquals("&lt;b title=&quot;a &amp; b&quot;&gt;", Html.text("<b title=\"a & b\">"));
  }

  @Test
  void showsWhatXmlDoesNotAllowAsItsCode() {
    assertEquals(
        "a\n\t&lt;U+0000&gt;&lt;U+FFFF&gt;&lt;U+D83D&gt;\ud83d\udc4d",
        Html.text("a\n\t\0\uffff\ud83d\ud83d\udc4d"));
  }
}
