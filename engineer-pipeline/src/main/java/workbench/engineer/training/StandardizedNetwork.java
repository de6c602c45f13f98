package workbench.engineer.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.data.Standardizer;
import workbench.model.ExportedModel;
import workbench.model.WholeFile;

/**
 * A network together with the standardisation of its features, so that it can be given rows as they
 * were measured. The file is Deeplearning4j's own format, with the updater's state, so that
 * training can go on.
 *
 * @param standardizer of p features
 * @param network {@code [n, p]} standardised features to {@code [n, 1]} probabilities of class 1
 */
public record StandardizedNetwork(Standardizer standardizer, MultiLayerNetwork network) {

  /**
   * Rows that go through the network at once; of more, the outputs of every layer would be large.
   */
  private static final int CHUNK = 10_000;

  /**
   * @param x {@code [n, p]} as measured
   * @return {@code [n]}, the probability of the class 1
   */
  public double[] probabilities(double[][] x) {
    double[] probabilities = new double[x.length];
    for (int from = 0; from < x.length; from += CHUNK) {
      double[][] rows = Arrays.copyOfRange(x, from, Math.min(from + CHUNK, x.length));
      double[] part = network.output(standardized(rows)).toDoubleVector();
      System.arraycopy(part, 0, probabilities, from, part.length);
    }
    return probabilities;
  }

  /**
   * @param x {@code [n, p]} as measured
   * @return {@code [n, p]} standardised, in the network's precision
   */
  INDArray standardized(double[][] x) {
    if (network.params().dataType() != DataType.FLOAT) {
      return Nd4j.createFromArray(standardizer.transform(x));
    }
    int p = standardizer.mean().length;
    float[] z = new float[Math.multiplyExact(x.length, p)];
    for (int i = 0; i < x.length; i++) {
      double[] row = standardizer.transform(x[i]);
      for (int j = 0; j < p; j++) {
        z[i * p + j] = (float) row[j];
      }
    }
    return Nd4j.createFromArray(z).reshape(x.length, p);
  }

  /**
   * Returns the network with the same weights in double precision, with which the exported model is
   * compared. On rows far from the training set the rounding of single precision alone reaches 4e-6
   * in a network of 256 units.
   */
  public StandardizedNetwork inDoublePrecision() {
    return new StandardizedNetwork(standardizer, network.convertDataType(DataType.DOUBLE));
  }

  /**
   * Writes the file, loads it again, and puts it in its place only if it predicts the same, bit for
   * bit. Until then a file that was there before stays as it is.
   *
   * @param probe {@code [m, p]}, the rows to predict
   * @throws IOException if it cannot be written, or does not load back to the same predictions
   */
  public void save(Path file, double[][] probe) throws IOException {
    WholeFile.write(
        file,
        draft -> {
          var normalizer =
              new NormalizerStandardize(
                  Nd4j.createFromArray(new double[][] {standardizer.mean()}),
                  Nd4j.createFromArray(new double[][] {standardizer.scale()}));
          ModelSerializer.writeModel(network, draft.toFile(), true);
          ModelSerializer.addNormalizerToModel(draft.toFile(), normalizer);
          if (!Arrays.equals(NetworkFile.read(draft).probabilities(probe), probabilities(probe))) {
            throw new IOException("the model does not load back to the same predictions");
          }
        });
  }

  /**
   * Checks that it can be trained further on these rows.
   *
   * @throws InvalidInput if they have other features
   */
  public StandardizedNetwork fitting(Examples train) {
    int features = standardizer.mean().length;
    if (features != train.features()) {
      throw new InvalidInput(
          "the network to train further has %d features, the data have %d"
              .formatted(features, train.features()));
    }
    return this;
  }

  /**
   * Converts the network for export.
   *
   * @throws IllegalArgumentException if a layer is not dense, or has an activation that the file
   *     does not know
   */
  public ExportedModel exported() {
    return new ExportedModel(
        standardizer, Arrays.stream(network.getLayers()).map(StandardizedNetwork::dense).toList());
  }

  private static ExportedModel.DenseLayer dense(Layer layer) {
    if (!(layer.conf().getLayer() instanceof OutputLayer
        || layer.conf().getLayer() instanceof DenseLayer)) {
      throw new IllegalArgumentException("not a dense layer: " + layer.conf().getLayer());
    }
    var configuration = (FeedForwardLayer) layer.conf().getLayer();
    return new ExportedModel.DenseLayer(
        layer.getParam("W").castTo(DataType.DOUBLE).toDoubleMatrix(),
        layer.getParam("b").toDoubleVector(),
        ExportedModel.Activation.valueOf(
            configuration.getActivationFn().toString().toUpperCase(Locale.ROOT)));
  }
}
