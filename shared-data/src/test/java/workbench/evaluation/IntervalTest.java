package workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

  @ParameterizedTest
  @CsvSource({
    // R. G. Newcombe, «Two-sided confidence intervals for the single proportion», Statistics in
    // Medicine 17,
    // 1998, table I, method 3: to four decimals.
    "263, 81, 0.2553, 0.3662",
    "148, 15, 0.0624, 0.1605",
    "20, 0, 0.0000, 0.1611",
    "29, 1, 0.0061, 0.1718",
  })
  void wilsonIsThatOfTheLiterature(int rows, int correct, double lower, double upper) {
    Interval interval = Interval.wilson(rows, correct);
    assertEquals(lower, interval.lower(), 5e-5);
    assertEquals(upper, interval.upper(), 5e-5);
  }

  @ParameterizedTest
  @CsvSource({
    // scipy.stats.binomtest(k, n).proportion_ci(0.95, method="wilson"), SciPy 1.17.1
    "20, 20, 0.8388748419471808, 1.0",
    "114, 112, 0.9382819735400812, 0.9951755812189312",
    "20, 10, 0.2992980081982124, 0.7007019918017876",
  })
  void wilsonIsThatOfSciPy(int rows, int correct, double lower, double upper) {
    Interval interval = Interval.wilson(rows, correct);
    assertEquals(lower, interval.lower(), 1e-12);
    assertEquals(upper, interval.upper(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    // scipy.stats.binom.ppf([0.025, 0.975], n, 0.5) / n, SciPy 1.17.1
    "20, 0.3, 0.7",
    "100, 0.4, 0.6",
    "114, 0.41228070175438597, 0.5877192982456141",
  })
  void chanceIsTheMiddleOfTheBinomialDistribution(int rows, double lower, double upper) {
    Interval interval = Interval.chance(rows);
    assertEquals(lower, interval.lower(), 1e-15);
    assertEquals(upper, interval.upper(), 1e-15);
  }

  @Test
  void isShownWithTwoDecimals() {
    assertEquals("0.30 to 0.70", Interval.chance(20).toString());
  }
}
