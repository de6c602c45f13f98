package workbench.engineer.serving.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import workbench.engineer.serving.models.ReferenceDistribution.Feature;

class DriftWindowTest {

  @Test
  void fewTrainingRowsNeedALargerIndex() {
    // scipy.stats.chi2.isf(0.005 / 5, 9) * (1 / 40 + 1 / 500)
    assertEquals(0.7526834515239276, window(5, 40).threshold(), 1e-9);
  }

  @Test
  void moreRecentRowsNeedASmallerIndex() {
    DriftWindow window = window(5, 40);
    window.add(FloatBuffer.allocate(5 * 1_000), 1_000);
    // scipy.stats.chi2.isf(0.005 / 5, 9) * (1 / 40 + 1 / 1000)
    assertEquals(0.724806286652671, window.threshold(), 1e-9);
  }

  @Test
  void manyTrainingRowsKeepTheUsualThreshold() {
    assertEquals(0.25, window(1, 160).threshold());
    assertEquals(0.25, window(30, 455).threshold());
  }

  private static DriftWindow window(int features, int trainingRows) {
    double[] edges = DoubleStream.iterate(1, edge -> edge + 1).limit(9).toArray();
    long[] counts = new long[10];
    Arrays.fill(counts, trainingRows / 10);
    return new DriftWindow(
        new ReferenceDistribution(
            IntStream.range(0, features)
                .mapToObj(j -> new Feature("x" + j, edges, counts, 0, 10, 5))
                .toList()));
  }
}
