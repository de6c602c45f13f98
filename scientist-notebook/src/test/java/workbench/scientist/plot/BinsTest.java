package workbench.scientist.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinsTest {

  @Test
  void areAsWideAsFreedmanAndDiaconisAdvise() {
    // By hand: of 0..999 the quartiles are 249.75 and 749.25, so 2 * 499.5 / 10 = 99.9, rounded
    // 100.
    double[] values = IntStream.range(0, 1000).mapToDouble(i -> i).toArray();
    assertEquals(new Bins(0, 100, 10), Bins.of(values));
    assertArrayEquals(
        new double[] {10, 10, 10, 10, 10, 10, 10, 10, 10, 10},
        Bins.of(values).percentages(values),
        1e-9);
  }

  @Test
  void aConstantHasOneBinAroundIt() {
    Bins bins = Bins.of(new double[] {3, 3, 3});
    assertEquals(1, bins.count());
    assertEquals(3, bins.edge(0) + bins.width() / 2, 1e-12);
  }

  @Test
  void valuesFarAwayDoNotMakeEndlessBins() {
    double[] values = IntStream.range(0, 100).mapToDouble(i -> i == 0 ? 1e9 : i).toArray();
    Bins bins = Bins.of(values);
    assertEquals(100, Arrays.stream(bins.percentages(values)).sum(), 1e-9);
    assertEquals(21, bins.count());
  }

  @Test
  void quantilesLieBetweenTheValues() {
    // numpy.quantile([1, 2, 4, 8], [0, 0.25, 0.5, 1])
    double[] sorted = {1, 2, 4, 8};
    assertEquals(1, Bins.quantile(sorted, 0));
    assertEquals(1.75, Bins.quantile(sorted, 0.25));
    assertEquals(3, Bins.quantile(sorted, 0.5));
    assertEquals(8, Bins.quantile(sorted, 1));
  }
}
