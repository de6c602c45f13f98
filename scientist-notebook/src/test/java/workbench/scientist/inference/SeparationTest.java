package workbench.scientist.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Directions by hand, most of which Newton's steps would hardly ever propose: the certificate must
 * hold for any proposal.
 */
class SeparationTest {

  /** The first tells the rows off x1 = 2 apart. */
  private static final double[] ALONG_X1 = {-2, 1, 0};

  private static Likelihood rows(int[] y) {
    double[][] x = {{1, 1, 0}, {1, 1, 1}, {1, 2, 0}, {1, 2, 1}, {1, 2, 2}, {1, 3, 0}, {1, 3, 1}};
    return Likelihood.of(x, y);
  }

  private static long toldApart(Likelihood rows, Separation separation) {
    double[] margins = rows.margins(separation.direction());
    assertTrue(
        Arrays.stream(margins).allMatch(margin -> margin > -1e-12), Arrays.toString(margins));
    return Arrays.stream(margins).filter(margin -> margin > 1e-9).count();
  }

  @Test
  void borderThatCanBeToldApartMakesItComplete() {
    Likelihood rows = rows(new int[] {0, 0, 0, 1, 1, 1, 1});
    Separation separation = Separation.along(rows, ALONG_X1).orElseThrow();
    assertTrue(separation.complete());
    assertEquals(7, toldApart(rows, separation));
  }

  @Test
  void borderThatCanBeToldApartInPartLeavesItQuasiComplete() {
    double[][] x = {{1, 1, 0}, {1, 2, 0}, {1, 2, 1}, {1, 2, 1}, {1, 2, 2}, {1, 3, 0}};
    Likelihood rows = Likelihood.of(x, new int[] {0, 0, 0, 1, 1, 1});
    Separation separation = Separation.along(rows, ALONG_X1).orElseThrow();
    assertFalse(separation.complete());
    assertEquals(4, toldApart(rows, separation));
  }

  @Test
  void borderThatOverlapsLeavesItQuasiComplete() {
    Likelihood rows = rows(new int[] {0, 0, 1, 0, 1, 1, 1});
    Separation separation = Separation.along(rows, ALONG_X1).orElseThrow();
    assertFalse(separation.complete());
    assertEquals(4, toldApart(rows, separation));
  }

  /**
   * Coefficients so far out along x1 that no Newton step can see it, and with the values that the
   * overlapping rows at x1 = 2 ask for.
   */
  private static final double[] FAR_OUT = {-199.7, 100, -0.1};

  @Test
  void coefficientsFarOutTellTheirSeparation() {
    Likelihood rows = rows(new int[] {0, 0, 1, 0, 1, 1, 1});
    Separation separation = Separation.beyond(rows, FAR_OUT, 35).orElseThrow();
    assertFalse(separation.complete());
    assertEquals(4, toldApart(rows, separation));
  }

  @Test
  void coefficientsFarOutWithRowOnTheWrongSideTellNone() {
    Likelihood rows = rows(new int[] {1, 0, 1, 0, 1, 1, 1});
    assertEquals(Optional.empty(), Separation.beyond(rows, FAR_OUT, 35));
  }

  /**
   * Made orthogonal to (0, 1), which it hardly moves, the direction is (1, 0), and that is wrong
   * for (-0.1, 5).
   */
  @Test
  void directionThatIsWrongOnceItIsExactIsNone() {
    Likelihood rows =
        new Likelihood(new double[][] {{1, 0}, {0, 1}, {-0.1, 5}}, new double[] {1, 1, 1});
    assertEquals(Optional.empty(), Separation.along(rows, new double[] {1, 0.04}));
  }

  @Test
  void directionWithRowOnTheWrongSideIsNone() {
    Likelihood rows = rows(new int[] {1, 0, 0, 1, 1, 1, 1});
    assertEquals(Optional.empty(), Separation.along(rows, ALONG_X1));
    assertEquals(Optional.empty(), Separation.complete(rows, ALONG_X1));
  }

  @Test
  void noDirectionIsNone() {
    Likelihood rows = rows(new int[] {0, 0, 0, 1, 1, 1, 1});
    assertEquals(Optional.empty(), Separation.complete(rows, new double[3]));
    assertEquals(Optional.empty(), Separation.along(rows, new double[3]));
  }
}
