package workbench.engineer.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.nativeblas.NativeOpsHolder;
import workbench.data.Standardizer;
import workbench.engineer.training.DenseNetwork;
import workbench.engineer.training.StandardizedNetwork;
import workbench.engineer.training.TrainingRows;

class NativeMemoryTest {

  private static final Standardizer STANDARDIZER =
      new Standardizer(new double[5], new double[] {1, 1, 1, 1, 1});

  private static final int FEWEST_STEPS = 4_000;
  private static final int STEPS = Integer.getInteger("steps", FEWEST_STEPS);

  private final NativeMemory memory =
      assertInstanceOf(NativeMemory.class, NativeOpsHolder.getInstance().getDeviceNativeOps());

  /**
   * The 4,000 steps would leave 240,000 arrays and views behind without a collector. {@code
   * .ci/memory} runs 100,000 steps.
   */
  @Test
  void trainingStepsLeaveNothingBehind() throws IOException {
    MultiLayerNetwork network = DenseNetwork.of(5, 10, 1);
    var rows = new TrainingRows(Nd4j.rand(10_000, 5), Nd4j.rand(10_000, 1));
    network.fit(new ViewIterator(rows.shuffled(0, true), 10));
    int before = heldAtLeast(0);
    long heap = usedHeap();
    long resident = residentKilobytes();
    for (int epoch = 1; epoch <= STEPS / 1000; epoch++) {
      network.fit(new ViewIterator(rows.shuffled(epoch, true), 10));
    }
    assertTrue(heldAtLeast(before + 200) <= before + 200, memory.held() + " after " + before);
    long grown = usedHeap() - heap;
    assertTrue(grown < 10_000_000, grown + " bytes");
    // The heap may have grown; a million steps left 7 GB behind.
    grown = residentKilobytes() - resident;
    assertTrue(grown < 400_000, grown + " kB resident");
  }

  /**
   * Each call leaves 10 or more arrays and views to the garbage collector. {@code .ci/memory} runs
   * 25 times as many calls.
   */
  @ParameterizedTest
  @CsvSource({"ONE_ROW, 2000", "MANY_ROWS, 20", "LOSS, 200", "ORDER, 200", "LARGE_BATCH, 20"})
  void callsLeaveNothingBehind(Call call, int times) {
    MultiLayerNetwork network = DenseNetwork.of(5, 10, 1);
    Runnable work = call.on(new StandardizedNetwork(STANDARDIZER, network));
    work.run();
    int before = heldAtLeast(0);
    for (int i = 0; i < times * (STEPS / FEWEST_STEPS); i++) {
      work.run();
    }
    assertTrue(heldAtLeast(before + 200) <= before + 200, memory.held() + " after " + before);
  }

  /** Calls of the pipeline on a network, apart from training steps of small batches. */
  enum Call {
    ONE_ROW,
    MANY_ROWS,
    LOSS,
    ORDER,
    LARGE_BATCH;

    Runnable on(StandardizedNetwork model) {
      MultiLayerNetwork network = model.network();
      return switch (this) {
        case ONE_ROW -> () -> model.probabilities(new double[1][5]);
        case MANY_ROWS -> () -> model.probabilities(new double[25_000][5]);
        case LOSS -> {
          var rows = new DataSet(Nd4j.rand(1000, 5), Nd4j.rand(1000, 1));
          yield () -> network.score(rows);
        }
        case ORDER -> {
          var rows = new TrainingRows(Nd4j.rand(1000, 5), Nd4j.rand(1000, 1));
          yield () -> rows.shuffled(1, false);
        }
        case LARGE_BATCH -> {
          var rows = new TrainingRows(Nd4j.rand(8192, 5), Nd4j.rand(8192, 1));
          yield () -> network.fit(new ViewIterator(rows.shuffled(1, false), 4096));
        }
      };
    }
  }

  /** 0 where the operating system does not say. */
  private static long residentKilobytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.notExists(status)
        ? 0
        : Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum();
  }

  @Test
  void aViewOutlivesTheArrayThatItIsOf() {
    INDArray row = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}}).getRow(1);
    heldAtLeast(0);
    for (int i = 0; i < 1000; i++) {
      Nd4j.createFromArray(9f, 9f, 9f, 9f);
    }
    assertArrayEquals(new float[] {3, 4}, row.toFloatVector());
  }

  @Test
  void anArrayOutlivesItsViews() {
    INDArray array = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}});
    for (int i = 0; i < 1000; i++) {
      array.get(NDArrayIndex.point(i % 2), NDArrayIndex.all());
    }
    heldAtLeast(0);
    assertEquals(10, array.sumNumber().intValue());
  }

  /**
   * Collects garbage until there are as few; in vain after 30 seconds. The JVM reports what it
   * found a little after the collection. With 0, it ends when five collections find nothing more.
   */
  private int heldAtLeast(int enough) {
    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    int held = memory.held();
    for (int same = 0; (enough > 0 || same < 5) && held > enough && Instant.now().isBefore(end); ) {
      System.gc();
      // What was found is freed when the next array is made.
      Nd4j.scalar(1f);
      int now = memory.held();
      same = now < held ? 0 : same + 1;
      held = Math.min(held, now);
    }
    return held;
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
