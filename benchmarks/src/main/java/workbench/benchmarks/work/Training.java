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
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import workbench.engineer.DenseNetwork;
import workbench.engineer.TrainingRows;

/** The sample's network, trained as the workflow trains it. */
@State(Scope.Thread)
public class Training implements Work {

  @Param("3200")
  public int rows;

  @Param("32")
  public int batch;

  /** How many of the rows to train on when the answer is asked for. */
  @Param("3200")
  public int checked;

  private TrainingRows data;
  private MultiLayerNetwork network;
  private long epochs;

  @Setup
  @Override
  public void prepare() {
    Drawn drawn = Drawn.of(rows, Drawn.FEATURES);
    data =
        new TrainingRows(
            Nd4j.createFromArray(drawn.flat()).reshape(rows, Drawn.FEATURES),
            Nd4j.createFromArray(drawn.y()).castTo(DataType.FLOAT).reshape(rows, 1));
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

  /** One pass over the rows, in a new order. */
  @Benchmark
  public MultiLayerNetwork epoch() {
    network.fit(new ViewIterator(data.shuffled(Drawn.SEED + epochs++), batch));
    return network;
  }

  MultiLayerNetwork network() {
    return network;
  }

  /** The weights after an epoch over the first rows, in the order they are in. */
  @Override
  public double[] answer(String way) {
    var first = NDArrayIndex.interval(0, checked);
    var some =
        new DataSet(
            data.x().get(first, NDArrayIndex.all()), data.y().get(first, NDArrayIndex.all()));
    network.fit(new ViewIterator(some, batch));
    return Stream.of("0_W", "0_b", "1_W", "1_b")
        .map(network::getParam)
        .flatMapToDouble(Training::values)
        .toArray();
  }

  private static DoubleStream values(INDArray array) {
    return IntStream.range(0, (int) array.length()).mapToDouble(i -> array.dup('c').getDouble(i));
  }
}
