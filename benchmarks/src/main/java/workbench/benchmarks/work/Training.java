package workbench.benchmarks.work;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import workbench.engineer.training.DenseNetwork;
import workbench.engineer.training.TrainingRows;

/** Training of the sample's network, as in the engineer's workflow. */
public class Training extends Work {

  @Param("3200")
  public int rows;

  @Param("32")
  public int batch;

  /** Number of rows of the epoch after which the weights are compared. */
  @Param("3200")
  public int checked;

  private TrainingRows data;
  private MultiLayerNetwork network;
  private long epochs;

  @Override
  void prepare() {
    int n = answer.isEmpty() ? rows : checked;
    Drawn drawn = Drawn.of(n, Drawn.FEATURES);
    data =
        new TrainingRows(
            Nd4j.createFromArray(drawn.flat()).reshape(n, Drawn.FEATURES),
            Nd4j.createFromArray(drawn.y()).castTo(DataType.FLOAT).reshape(n, 1));
    network = DenseNetwork.of(Drawn.FEATURES, Drawn.HIDDEN, Drawn.SEED);
    double[] weights = Drawn.initialWeights();
    int hidden = Drawn.FEATURES * Drawn.HIDDEN;
    set("0_W", Arrays.copyOf(weights, hidden));
    set("1_W", Arrays.copyOfRange(weights, hidden, weights.length));
    set("0_b", new double[Drawn.HIDDEN]);
    set("1_b", new double[1]);
  }

  private void set(String name, double[] values) {
    INDArray parameter = network.getParam(name);
    parameter.assign(
        Nd4j.createFromArray(values).castTo(DataType.FLOAT).reshape('c', parameter.shape()));
  }

  /** One epoch over shuffled rows. */
  @Benchmark
  public MultiLayerNetwork epoch() {
    network.fit(new ViewIterator(data.shuffled(Drawn.SEED + epochs++, true), batch));
    return network;
  }

  MultiLayerNetwork network() {
    return network;
  }

  /** Weights after one epoch over unshuffled rows. */
  @Override
  double[] answer(String method) {
    network.fit(new ViewIterator(new DataSet(data.x(), data.y()), batch));
    return Stream.of("0_W", "0_b", "1_W", "1_b")
        .map(network::getParam)
        .flatMapToDouble(Training::values)
        .toArray();
  }

  private static DoubleStream values(INDArray array) {
    return IntStream.range(0, (int) array.length()).mapToDouble(i -> array.dup('c').getDouble(i));
  }
}
