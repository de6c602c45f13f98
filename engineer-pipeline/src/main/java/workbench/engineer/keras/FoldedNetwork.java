package workbench.engineer.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;
import tools.jackson.databind.JsonNode;
import workbench.data.Standardizer;
import workbench.model.ExportedModel;
import workbench.model.ExportedModel.Activation;
import workbench.model.ExportedModel.DenseLayer;

/**
 * A network of Keras for prediction: the standardisation and dense layers.
 *
 * @param standardizer of p features; a Normalization that comes first, otherwise one that changes
 *     nothing
 * @param layers from the p standardised features to the probability
 */
public record FoldedNetwork(Standardizer standardizer, List<DenseLayer> layers) {

  /** The most weights of a network, as everywhere in the pipeline. */
  private static final int MOST_WEIGHTS = 5_000_000;

  /** Epsilon that Keras adds to a divisor. */
  private static final double EPSILON = 1e-7;

  /** Converts the network for export. */
  public ExportedModel exported() {
    return new ExportedModel(standardizer, layers);
  }

  /** Converts the network to one of Deeplearning4j in double precision, for prediction. */
  public MultiLayerNetwork network() {
    return DenseLayers.network(layers, new NoOp(), DataType.DOUBLE);
  }

  static FoldedNetwork of(List<KerasLayer> layers) {
    var folding = new Folding();
    for (KerasLayer layer : layers) {
      folding.add(layer);
    }
    return folding.done(layers);
  }

  /** Collects affine steps until an activation that is not linear ends the layer. */
  private static final class Folding {
    private final List<DenseLayer> done = new ArrayList<>();
    private Standardizer standardizer;
    private double[][] weights;
    private double[] bias;

    /** The width of a row; 0 as long as it is not known. */
    private int width;

    void add(KerasLayer layer) {
      switch (layer.kind()) {
        case "Dense" -> {
          dense(layer);
          activate(layer, layer.activation());
        }
        case "Activation", "ReLU" -> activate(layer, layer.activation());
        case "BatchNormalization" -> batchNormalization(layer);
        case "Normalization" -> normalization(layer);
        case "Lambda" -> throw layer.refused("is a Lambda: it holds code, which is never run");
        default -> {
          if (!layer.isNeutral()) {
            throw layer.refused(
                "is a %s; read are Dense, Dropout, Activation, ReLU, BatchNormalization, Normalization and Flatten"
                    .formatted(KerasLayer.shown(layer.kind())));
          }
          inputShape(layer);
        }
      }
    }

    private void inputShape(KerasLayer layer) {
      JsonNode shape = layer.config().path("batch_shape");
      shape = shape.isMissingNode() ? layer.config().path("batch_input_shape") : shape;
      if (shape.isMissingNode() || shape.isNull() || shape.size() == 2 && shape.get(1).isNull()) {
        return;
      }
      if (shape.size() != 2 || !shape.get(1).isIntegralNumber() || shape.get(1).asInt() < 1) {
        throw layer.refused(
            "takes rows of the shape %s; rows of numbers are read, such as [null, 5]"
                .formatted(KerasLayer.shown(shape.toString())));
      }
      setWidth(layer, shape.get(1).asInt());
    }

    private void setWidth(KerasLayer layer, int inputs) {
      if (width != 0 && width != inputs) {
        throw layer.refused("takes %d inputs, and gets %d".formatted(inputs, width));
      }
      width = inputs;
    }

    private void dense(KerasLayer layer) {
      inputShape(layer);
      if (layer.weights().isEmpty()) {
        throw layer.refused("has no weights: the network was not built before it was saved");
      }
      int units = layer.units();
      Tensor kernel = layer.weights().getFirst();
      if (kernel.shape().length == 2) {
        setWidth(layer, kernel.shape()[0]);
      }
      layer.weight(0, "kernel", width, units);
      boolean hasBias = layer.flag("use_bias", true);
      double[] added = hasBias ? layer.weight(1, "bias", units) : new double[units];
      compose(layer, kernel.rows(), added);
    }

    private void batchNormalization(KerasLayer layer) {
      inputShape(layer);
      refuseOtherAxis(layer);
      int next = 0;
      double[] gamma = layer.flag("scale", true) ? layer.weight(next++, "gamma", width) : null;
      double[] beta = layer.flag("center", true) ? layer.weight(next++, "beta", width) : null;
      double[] mean = layer.weight(next++, "moving mean", width);
      double[] variance = layer.weight(next, "moving variance", width);
      double epsilon = layer.config().path("epsilon").asDouble(1e-3);
      double[] factor = new double[width];
      double[] added = new double[width];
      for (int j = 0; j < width; j++) {
        factor[j] = (gamma == null ? 1 : gamma[j]) / Math.sqrt(variance[j] + epsilon);
        added[j] = (beta == null ? 0 : beta[j]) - mean[j] * factor[j];
      }
      scale(layer, factor, added);
    }

    private void normalization(KerasLayer layer) {
      inputShape(layer);
      refuseOtherAxis(layer);
      if (layer.flag("invert", false)) {
        throw layer.refused("is an inverse Normalization");
      }
      boolean given =
          !layer.config().path("mean").isMissingNode() && !layer.config().path("mean").isNull();
      if (!given && width == 0 && !layer.weights().isEmpty()) {
        width = layer.weights().getFirst().values().length;
      }
      double[] mean = given ? numbers(layer, "mean") : layer.weight(0, "mean", width);
      double[] variance = given ? numbers(layer, "variance") : layer.weight(1, "variance", width);
      double[] spread = Arrays.stream(variance).map(v -> Math.max(Math.sqrt(v), EPSILON)).toArray();
      if (done.isEmpty() && weights == null && standardizer == null) {
        standardizer = new Standardizer(mean, spread);
        return;
      }
      double[] factor = Arrays.stream(spread).map(value -> 1 / value).toArray();
      double[] added = new double[width];
      Arrays.setAll(added, j -> -mean[j] * factor[j]);
      scale(layer, factor, added);
    }

    private static void refuseOtherAxis(KerasLayer layer) {
      JsonNode axis = layer.config().path("axis");
      JsonNode only = axis.isArray() && axis.size() == 1 ? axis.get(0) : axis;
      if (!only.isMissingNode() && only.asInt(0) != -1 && only.asInt(0) != 1) {
        throw layer.refused("normalises over the axis %s; -1 is read".formatted(axis));
      }
    }

    private double[] numbers(KerasLayer layer, String setting) {
      JsonNode given = layer.config().path(setting);
      while (given.isArray() && given.size() == 1 && given.get(0).isArray()) {
        given = given.get(0);
      }
      double[] numbers =
          given.isArray()
              ? given.valueStream().mapToDouble(value -> value.asDouble(Double.NaN)).toArray()
              : new double[] {given.asDouble(Double.NaN)};
      if (numbers.length == 1 && width > 1) {
        double only = numbers[0];
        numbers = new double[width];
        Arrays.fill(numbers, only);
      }
      if (width == 0) {
        width = numbers.length;
      }
      if (numbers.length != width || !Arrays.stream(numbers).allMatch(Double::isFinite)) {
        throw layer.refused("has a %s that is not %d numbers".formatted(setting, width));
      }
      return numbers;
    }

    /** An affine step of each number alone. */
    private void scale(KerasLayer layer, double[] factor, double[] added) {
      for (int j = 0; j < width; j++) {
        if (!Double.isFinite(factor[j]) || !Double.isFinite(added[j])) {
          throw layer.refused("has a negative variance");
        }
      }
      if (weights == null) {
        compose(layer, diagonal(factor), added);
        return;
      }
      for (double[] row : weights) {
        for (int j = 0; j < width; j++) {
          row[j] *= factor[j];
        }
      }
      for (int j = 0; j < width; j++) {
        bias[j] = bias[j] * factor[j] + added[j];
      }
    }

    private double[][] diagonal(double[] values) {
      double[][] matrix = new double[Math.min(width, MOST_WEIGHTS / Math.max(1, width))][width];
      for (int j = 0; j < matrix.length; j++) {
        matrix[j][j] = values[j];
      }
      return matrix;
    }

    private void compose(KerasLayer layer, double[][] next, double[] added) {
      int units = added.length;
      if (next.length != width || (long) width * units > MOST_WEIGHTS) {
        throw layer.refused("is too large: %,d weights are read at most".formatted(MOST_WEIGHTS));
      }
      if (weights == null) {
        weights = next;
        bias = added.clone();
      } else {
        if ((long) weights.length * units > MOST_WEIGHTS) {
          throw layer.refused("is too large: %,d weights are read at most".formatted(MOST_WEIGHTS));
        }
        double[][] product = new double[weights.length][];
        for (int i = 0; i < product.length; i++) {
          product[i] = times(weights[i], next, new double[units]);
        }
        bias = times(bias, next, added.clone());
        weights = product;
      }
      width = units;
    }

    private static double[] times(double[] row, double[][] matrix, double[] sum) {
      for (int i = 0; i < row.length; i++) {
        for (int j = 0; j < sum.length; j++) {
          sum[j] += row[i] * matrix[i][j];
        }
      }
      return sum;
    }

    private void activate(KerasLayer layer, String name) {
      Activation activation =
          DenseLayers.activation(name)
              .orElseThrow(
                  () ->
                      layer.refused(
                          "has the activation '%s'; %s are read"
                              .formatted(KerasLayer.shown(name), DenseLayers.ACTIVATIONS)));
      if (activation == Activation.IDENTITY) {
        return;
      }
      if (width == 0) {
        throw layer.refused("comes before any layer that says how wide a row is");
      }
      if (weights == null) {
        double[] ones = new double[width];
        Arrays.fill(ones, 1);
        compose(layer, diagonal(ones), new double[width]);
      }
      done.add(new DenseLayer(weights, bias, activation));
      weights = null;
      bias = null;
    }

    FoldedNetwork done(List<KerasLayer> layers) {
      KerasLayer last = layers.getLast();
      boolean probability =
          weights == null
              && !done.isEmpty()
              && width == 1
              && done.getLast().activation() == Activation.SIGMOID;
      if (!probability) {
        throw last.refused(
            "is the last one and ends in %d numbers%s; one sigmoid unit is read, whose output is a probability"
                .formatted(width, weights == null ? "" : " without activation"));
      }
      int features = done.getFirst().weights().length;
      if (standardizer == null) {
        double[] ones = new double[features];
        Arrays.fill(ones, 1);
        standardizer = new Standardizer(new double[features], ones);
      }
      return new FoldedNetwork(standardizer, List.copyOf(done));
    }
  }
}
