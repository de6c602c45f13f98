package workbench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.data.InvalidOption;

class CostOptionTest {

  @Test
  void costsAreWrittenAsTheyAreTyped() {
    for (String text : new String[] {"10:1", "1:1", "2.5:1", "100:3", "0.1:7"}) {
      assertEquals(text, option(text).cost().orElseThrow().toString());
    }
    assertTrue(option(null).cost().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0:1",
        "-1:1",
        "10",
        "1:0",
        "a:b",
        "1e400:1",
        "1e3:1",
        "10000000:1",
        "1:10000000",
        "10 : 1",
        " 10:1",
        "10:1 ",
        "",
        ":",
        "10:",
        "10:1:1",
        "NaN:1",
        "Infinity:1",
        "0:0",
        "10,5:1",
        "0x1:1"
      })
  void otherCostsAreRefusedInOneLine(String text) {
    String message = assertThrows(InvalidOption.class, option(text)::cost).getMessage();
    assertTrue(message.startsWith("cost=" + text + " is not possible"), message);
    assertEquals(1, message.lines().count());
  }

  private static CostOption option(String text) {
    var option = new CostOption();
    option.cost = text;
    return option;
  }
}
