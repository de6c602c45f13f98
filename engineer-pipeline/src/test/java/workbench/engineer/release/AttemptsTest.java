package workbench.engineer.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptsTest {

  @TempDir private Path models;

  @Test
  void countsDifferentPredictionsUnderEachName() throws Exception {
    var attempts = new Attempts(models);
    assertEquals(1, attempts.count("dummy", new double[] {0.1, 0.9}));
    assertEquals(2, attempts.count("dummy", new double[] {0.2, 0.9}));
    assertEquals(1, attempts.count("penguins", new double[] {0.1, 0.9}));
  }

  @Test
  void countsTheSamePredictionsOnce() throws Exception {
    var attempts = new Attempts(models);
    attempts.count("dummy", new double[] {0.1, 0.9});
    assertEquals(1, attempts.count("dummy", new double[] {(float) 0.1, (float) 0.9}));
  }

  @Test
  void concurrentAttemptsAreAllCounted() throws Exception {
    int runs = 50;
    List<Callable<Integer>> attempts =
        IntStream.range(0, runs)
            .<Callable<Integer>>mapToObj(
                i -> () -> new Attempts(models).count("dummy", new double[] {i / 100.0}))
            .toList();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> count : threads.invokeAll(attempts)) {
        count.get();
      }
    }
    assertEquals(runs, new Attempts(models).count("dummy", new double[] {0}));
  }
}
