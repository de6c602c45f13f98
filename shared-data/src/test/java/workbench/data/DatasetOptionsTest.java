package workbench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetOptionsTest {

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void refusesLessThanOneRow(int rows) {
    var e =
        assertThrows(InvalidOption.class, () -> new DatasetOptions("dummy", rows, null, null, 1));
    assertEquals("rows=" + rows + " is not possible: a whole number from 1", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -5})
  void refusesLessThanOneFeature(int features) {
    var e =
        assertThrows(
            InvalidOption.class, () -> new DatasetOptions("dummy", null, features, null, 1));
    assertEquals(
        "features=" + features + " is not possible: a whole number from 1", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesBalanceThatLeavesAClassOut(double balance) {
    var e =
        assertThrows(
            InvalidOption.class, () -> new DatasetOptions("synthetic", null, null, balance, 1));
    assertEquals(
        "balance=" + balance + " is not possible: a share above 0 and below 1, such as 0.5",
        e.getMessage());
  }

  @Test
  void refusesSeedZero() {
    var e = assertThrows(InvalidOption.class, () -> DatasetOptions.of("dummy", 0));
    assertEquals(
        "seed=0 is not possible: any whole number but 0, which Deeplearning4j takes for 'no seed'",
        e.getMessage());
  }

  @Test
  void acceptsNegativeSeed() {
    assertEquals(-1, DatasetOptions.of("dummy", -1).seed());
  }
}
