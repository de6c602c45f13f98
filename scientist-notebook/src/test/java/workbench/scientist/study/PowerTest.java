package workbench.scientist.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PowerTest {

  /** (1.644854 + 0.841621)² / (12 * 0.25 * 0.01) = 206.1 */
  @Test
  void testRowsAreThoseOfNoether() {
    assertEquals(207, Power.testRows(0.6, 0.5));
  }

  /** One row of 20 has the highest probability by chance in 1 of 20 cases, two have in 1 of 190. */
  @Test
  void smallestPValueIsThatOfOneOrderOfAll() {
    int[] y = new int[20];
    y[3] = 1;
    assertEquals(1 / 20.0, Power.smallestPValue(y), 1e-12);
    y[8] = 1;
    assertEquals(1 / 190.0, Power.smallestPValue(y), 1e-12);
  }
}
