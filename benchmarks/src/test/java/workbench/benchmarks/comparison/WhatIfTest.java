package workbench.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbench.benchmarks.comparison.WhatIf.Control;
import workbench.data.Column;
import workbench.data.ColumnTransformer.CategoryInput;

class WhatIfTest {

  /** Expected by hand: the smallest 1, 2 or 5 times a power of ten with at most 100 steps. */
  @ParameterizedTest
  @CsvSource({
    "2.71, 6.29, 4.44, 2.7, 6.3, 0.05, 4.45",
    "172, 231, 197, 172, 231, 1, 197",
    "2700, 6300, 4050, 2700, 6300, 50, 4050",
    "-0.3, 0.7, 0.1, -0.3, 0.7, 0.01, 0.1",
    "1e-9, 3e-9, 2e-9, 1e-9, 3e-9, 2e-11, 2e-9",
    "0.15, 0.15, 0.15, 0.15, 0.15, 1, 0.15",
    "-1e308, 1e308, 0, -1e308, 1e308, 2e306, 0",
  })
  void sliderHasRoundPositions(
      double low, double high, double median, double min, double max, double step, double start) {
    var column = new Column.Numeric("x", new double[] {high, Double.NaN, low});
    assertEquals(
        new Control("x", List.of(), min, max, step, start, false),
        Control.ofNumber(column, median, false));
  }

  @Test
  void listBeginsWithTheMostFrequentLevel() {
    var input = new CategoryInput("island", List.of("a", "b", "c"), false);
    assertEquals(2, Control.ofCategory(input, new double[] {0, 1}, true).start());
    assertEquals(0, Control.ofCategory(input, new double[] {0, 0}, true).start());
    assertTrue(Control.ofCategory(input, new double[] {0, 0}, true).missing());
  }
}
