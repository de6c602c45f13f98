package workbench.scientist.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import workbench.testing.Fixture;

/**
 * Under quasi-complete separation the coefficients that have a finite estimate are those of
 * statsmodels, made by benchmarks/python/make_separation_fixtures.py.
 */
class QuasiSeparationTest {

  record Cases(List<Case> sets) {}

  /**
   * One set.
   *
   * @param border rows in the separating plane
   * @param finite positions of the coefficients with a finite estimate, 0 being the intercept
   */
  record Case(
      String name,
      double[][] x,
      int[] y,
      int border,
      int[] finite,
      double[] coefficients,
      double[] standardErrors,
      double[] pValues) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> sets() {
    return Fixture.read(QuasiSeparationTest.class, "quasi-separation.json", Cases.class).sets();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void finiteCoefficientsAreThoseOfStatsmodels(Case set) {
    Separated separated =
        assertInstanceOf(
            Separated.class, Inference.of(StatsmodelsParity.examples(set.x(), set.y())));
    Separated.Border border = separated.border().orElseThrow();
    assertEquals(set.border(), border.rows());
    assertEquals(
        Arrays.stream(set.finite()).mapToObj(j -> j == 0 ? "intercept" : "x" + j).toList(),
        border.finite().stream().map(Coefficient::name).toList());
    assertArrayEquals(
        set.coefficients(),
        border.finite().stream().mapToDouble(Coefficient::estimate).toArray(),
        1e-7);
    assertArrayEquals(
        set.standardErrors(),
        border.finite().stream().mapToDouble(Coefficient::standardError).toArray(),
        1e-7);
    assertArrayEquals(
        set.pValues(), border.finite().stream().mapToDouble(Coefficient::pValue).toArray(), 1e-7);
  }

  @Test
  void columnsWithoutAFiniteEstimateAreNamed() throws Exception {
    Case twoLevels =
        sets().stream().filter(set -> set.name().equals("two levels")).findFirst().orElseThrow();
    Separated separated =
        (Separated) Inference.of(StatsmodelsParity.examples(twoLevels.x(), twoLevels.y()));
    assertEquals(List.of("x3", "x4"), separated.diverging());
    String text = separated.explanation();
    assertTrue(text.startsWith("Quasi-complete separation: "), text);
    assertTrue(text.contains("with the coefficients of 'x3', 'x4': they have no finite"), text);
    assertTrue(text.contains("those of the 72 rows on the border"), text);
  }

  @Test
  void completeSeparationLeavesNoFiniteCoefficient() {
    Separated separated =
        (Separated)
            Inference.of(
                StatsmodelsParity.examples(
                    new double[][] {{1, 0}, {2, 1}, {3, 0}, {4, 1}, {5, 1}, {6, 0}},
                    new int[] {0, 0, 0, 1, 1, 1}));
    assertTrue(separated.complete());
    assertEquals(List.of(), separated.finite());
    assertEquals(List.of("x1", "x2"), separated.diverging());
  }

  /** Expected by hand: all rows on the border are at x = 2, where only the log-odds are finite. */
  @Test
  void oneNumberWithASharedBorderLeavesNoFiniteCoefficient() {
    Separated separated =
        (Separated)
            Inference.of(
                StatsmodelsParity.examples(
                    new double[][] {{1}, {2}, {2}, {3}}, new int[] {0, 0, 1, 1}));
    assertEquals(2, separated.border().orElseThrow().rows());
    assertEquals(List.of(), separated.border().orElseThrow().finite());
    assertTrue(Stream.of(separated.explanation()).allMatch(text -> text.contains("do not exist")));
  }
}
