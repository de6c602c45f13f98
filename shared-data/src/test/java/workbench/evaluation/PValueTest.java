package workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PValueTest {

  @ParameterizedTest
  @CsvSource({
    "0, p < 0.001, < 0.001",
    "1e-300, p < 0.001, < 0.001",
    "0.00099999, p < 0.001, < 0.001",
    "0.001, p = 0.00100, 0.00100",
    "0.00129, p = 0.00129, 0.00129",
    "0.0123456, p = 0.0123, 0.0123",
    "0.5, p = 0.500, 0.500",
    "1, p = 1.00, 1.00",
  })
  void hasThreeSignificantDigitsAndIsNeverPrintedAsZero(double p, String sentence, String cell) {
    assertEquals(sentence, PValue.text(p));
    assertEquals(cell, PValue.cell(p));
  }

  @Test
  void isPrintedWithAPointInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals("p = 0.0123", PValue.text(0.0123));
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void refusesOtherNumbersThanProbabilities(double value) {
    assertThrows(IllegalArgumentException.class, () -> PValue.text(value));
  }
}
