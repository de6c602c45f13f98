package workbench.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import workbench.model.OnnxScorer;

/**
 * How many rows a second one process can score at most: ONNX Runtime on one batch that is in
 * memory, over and over. Reading files and sending rows between machines come on top. A program,
 * not a test; its argument is a {@code model.onnx}.
 */
final class InMemoryScoring {

  private static final int ROWS_PER_BATCH = 8192;
  private static final int BATCHES = 1500;
  private static final int RUNS = 5;

  private InMemoryScoring() {}

  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    int cores = Runtime.getRuntime().availableProcessors();
    try (OnnxScorer scorer = OnnxScorer.open(Path.of(args[0]))) {
      FloatBuffer batch = batch(scorer.features());
      for (int threads = 1; threads <= cores; threads *= 2) {
        double best = 0;
        for (int run = 0; run < RUNS; run++) {
          best = Math.max(best, rowsPerSecond(scorer, batch, threads));
        }
        System.out.printf(
            "%d features, threads: %d, %,.0f rows/s, the best of %d runs%n",
            scorer.features(), threads, best, RUNS);
      }
    }
  }

  private static FloatBuffer batch(int features) {
    var random = new SplittableRandom(1);
    FloatBuffer batch =
        ByteBuffer.allocateDirect(Float.BYTES * ROWS_PER_BATCH * features)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    while (batch.hasRemaining()) {
      batch.put((float) random.nextGaussian());
    }
    return batch.flip();
  }

  private static double rowsPerSecond(OnnxScorer scorer, FloatBuffer batch, int threads)
      throws InterruptedException, ExecutionException {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      long start = System.nanoTime();
      List<Future<?>> work =
          IntStream.range(0, threads)
              .<Future<?>>mapToObj(thread -> pool.submit(() -> score(scorer, batch.duplicate())))
              .toList();
      for (Future<?> done : work) {
        done.get();
      }
      return 1e9 * threads * BATCHES * ROWS_PER_BATCH / (System.nanoTime() - start);
    }
  }

  private static void score(OnnxScorer scorer, FloatBuffer batch) {
    for (int i = 0; i < BATCHES; i++) {
      scorer.probabilities(batch);
    }
  }
}
