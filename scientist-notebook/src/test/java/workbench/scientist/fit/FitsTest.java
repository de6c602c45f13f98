package workbench.scientist.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.data.InvalidInput;

class FitsTest {

  private static final Examples ROWS =
      Examples.of(Datasets.load(DatasetOptions.of("breast-cancer", 1)));

  @Test
  void resultsAreInTheOrderOfTheirNumbers() {
    assertEquals(
        IntStream.range(0, 1000).mapToObj(i -> i * i).toList(),
        Fits.sideBySide(1000, 7, i -> i * i));
  }

  @Test
  void noPiecesGiveNoResults() {
    assertEquals(List.of(), Fits.sideBySide(0, i -> i));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7})
  void fitsHaveTheSameBitsWithAnyNumberOfWorkers(int workers) {
    assertSameBits(
        Fits.sideBySide(8, 1, FitsTest::fit), Fits.sideBySide(8, workers, FitsTest::fit));
  }

  /**
   * The coefficients must not depend on the number of processors: without care the last bits do,
   * and here, far from the optimum still, the first ones.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void fitsHaveTheSameBitsInAnyPool(int parallelism) {
    try (var pool = new ForkJoinPool(parallelism)) {
      assertSameBits(
          Fits.sideBySide(8, FitsTest::fit),
          pool.submit(() -> Fits.sideBySide(8, FitsTest::fit)).join());
    }
  }

  @Test
  void exceptionOfAPieceReachesTheCaller() {
    InvalidInput thrown =
        assertThrows(
            InvalidInput.class,
            () ->
                Fits.sideBySide(
                    100,
                    i -> {
                      throw new InvalidInput("row " + i);
                    }));
    assertEquals("row ", thrown.getMessage().substring(0, 4));
  }

  @Test
  void noPieceIsBegunAfterOneFailed() {
    var begun = new AtomicInteger();
    assertThrows(
        InvalidInput.class,
        () ->
            Fits.sideBySide(
                1000,
                1,
                i -> {
                  begun.incrementAndGet();
                  throw new InvalidInput("row " + i);
                }));
    assertEquals(1, begun.get());
  }

  /** A small penalty, where the descent is long. */
  private static double[] fit(int i) {
    int[] rows = IntStream.range(0, ROWS.rows()).filter(row -> row % 8 != i).toArray();
    Examples train = ROWS.select(rows);
    return StandardizedRegression.fit(train.x(), train.y(), 0.01).probabilities(ROWS.x());
  }

  private static void assertSameBits(List<double[]> expected, List<double[]> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i));
    }
  }
}
