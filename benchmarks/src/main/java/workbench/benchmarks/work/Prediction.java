package workbench.benchmarks.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import smile.classification.LogisticRegression;
import smile.util.IntSet;
import workbench.model.OnnxScorer;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.fit.TribuoRegression;

/** Prediction of probabilities for a batch of rows. */
public class Prediction extends Work {

  private static final int CHECKED = 1024;

  @Param("1")
  public int batch;

  /** File of the exported model. */
  @Param("model.onnx")
  public String model;

  private double[][] x;
  private FloatBuffer rows;
  private INDArray array;
  private OnnxScorer scorer;
  private MultiLayerNetwork network;
  private StandardizedRegression smile;
  private TribuoRegression tribuo;

  @Override
  void prepare() {
    Drawn drawn = Drawn.of(batch, Drawn.FEATURES);
    x = drawn.x();
    float[] flat = drawn.flat();
    rows =
        ByteBuffer.allocateDirect(Float.BYTES * flat.length)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(flat)
            .flip();
    try {
      scorer = OnnxScorer.open(Path.of(model));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var training = new Training();
    training.rows = 1;
    training.prepare();
    network = training.network();
    array = Nd4j.createFromArray(flat).reshape(batch, Drawn.FEATURES);
    smile =
        new StandardizedRegression(
            Drawn.asTheyAre(Drawn.FEATURES),
            new LogisticRegression.Binomial(
                Drawn.COEFFICIENTS, 0, 1, new IntSet(new int[] {0, 1})));
    Drawn some = Drawn.of(1000, Drawn.FEATURES);
    tribuo = TribuoRegression.fit(some.x(), some.y());
  }

  /** ONNX Runtime, through the server's scorer. */
  @Benchmark
  public float[] onnx() {
    return scorer.probabilities(rows);
  }

  /** Deeplearning4j's network. */
  @Benchmark
  public INDArray deeplearning4j() {
    return network.output(array);
  }

  /** Smile's regression, row by row. */
  @Benchmark
  public double[] smile() {
    return smile.probabilities(x);
  }

  /** Tribuo's regression. */
  @Benchmark
  public double[] tribuo() {
    return tribuo.probabilities(x);
  }

  /** Probabilities of the first rows. */
  @Override
  double[] answer(String method) {
    return Arrays.copyOf(all(method), Math.min(batch, CHECKED));
  }

  private double[] all(String method) {
    return switch (method) {
      case "onnx" -> doubles(onnx());
      case "deeplearning4j" -> deeplearning4j().toDoubleVector();
      case "smile" -> smile();
      default -> tribuo();
    };
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
