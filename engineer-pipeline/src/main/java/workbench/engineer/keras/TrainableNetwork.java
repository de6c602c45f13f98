package workbench.engineer.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import tools.jackson.databind.JsonNode;
import workbench.data.InvalidInput;
import workbench.data.Standardizer;

/**
 * A network of Keras to train further in Deeplearning4j.
 *
 * @param standardizer of p features
 * @param network in single precision, with Adam's moments and step count
 */
public record TrainableNetwork(Standardizer standardizer, MultiLayerNetwork network) {

  static TrainableNetwork of(KerasModel model) {
    FoldedNetwork folded = model.folded();
    List<KerasLayer> trained = new ArrayList<>();
    boolean first = true;
    for (KerasLayer layer : model.layers()) {
      switch (layer.kind()) {
        case "InputLayer", "Flatten" -> {}
        case "Normalization" -> refuse(!first, layer, "is a Normalization that is not first");
        case "Dense" -> {
          refuse(!layer.flag("use_bias", true), layer, "has no bias");
          refuse(!layer.flag("trainable", true), layer, "is frozen");
          refuse(isPenalised(layer), layer, "has a regulariser or a constraint");
          trained.add(layer);
        }
        case "Activation", "ReLU" -> {}
        default -> refuse(true, layer, "is a " + KerasLayer.shown(layer.kind()));
      }
      first &= layer.kind().equals("InputLayer");
    }
    // One Dense, one activation: otherwise layers were folded into each other.
    refuse(
        trained.size() != folded.layers().size(),
        model.layers().getLast(),
        "ends a network with a layer without activation, or with two activations in a row");
    for (KerasLayer layer : model.layers()) {
      refuse(layer.precision().equals("float64"), layer, "computes in float64");
    }
    if (model.version().startsWith("2.") && model.compilation().isPresent()) {
      throw onlyForPrediction("Keras 2 keeps Adam's state in another way");
    }
    KerasModel.Compilation compiled =
        model
            .compilation()
            .orElseThrow(() -> onlyForPrediction("it was saved without an optimizer"));
    Adam adam = adam(compiled);
    MultiLayerNetwork network = DenseLayers.network(folded.layers(), adam, DataType.FLOAT);
    restore(network, trained, compiled);
    return new TrainableNetwork(folded.standardizer(), network);
  }

  private static boolean isPenalised(KerasLayer layer) {
    for (String setting :
        List.of(
            "kernel_regularizer",
            "bias_regularizer",
            "activity_regularizer",
            "kernel_constraint",
            "bias_constraint")) {
      if (isSet(layer.config(), setting)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSet(JsonNode config, String setting) {
    JsonNode value = config.path(setting);
    return !value.isMissingNode() && !value.isNull() && !(value.isBoolean() && !value.asBoolean());
  }

  private static Adam adam(KerasModel.Compilation compiled) {
    String kind = compiled.optimizer().path("class_name").asString("");
    JsonNode config = compiled.optimizer().path("config");
    if (!kind.equals("Adam")) {
      throw onlyForPrediction("its optimizer is %s, not Adam".formatted(KerasLayer.shown(kind)));
    }
    for (String setting :
        List.of(
            "amsgrad",
            "weight_decay",
            "clipnorm",
            "global_clipnorm",
            "clipvalue",
            "use_ema",
            "loss_scale_factor",
            "gradient_accumulation_steps")) {
      if (isSet(config, setting)) {
        throw onlyForPrediction("its Adam has " + setting);
      }
    }
    JsonNode loss = compiled.loss();
    JsonNode settings = loss.path("config");
    boolean crossEntropy =
        loss.asString("").equals("binary_crossentropy")
            || loss.path("class_name").asString("").equals("BinaryCrossentropy")
                && !settings.path("from_logits").asBoolean(false)
                && settings.path("label_smoothing").asDouble(0) == 0;
    if (!crossEntropy) {
      throw onlyForPrediction("its loss is not binary cross-entropy");
    }
    if (!config.path("learning_rate").isNumber()) {
      throw onlyForPrediction("its learning rate follows a schedule");
    }
    ToDoubleFunction<String> number =
        setting -> {
          double value = config.path(setting).asDouble(Double.NaN);
          if (!(value >= 0 && value <= 1)) {
            throw onlyForPrediction("its Adam has no usable " + setting);
          }
          return value;
        };
    if (!(compiled.learningRate() >= 0 && compiled.learningRate() <= 1)) {
      throw onlyForPrediction("its learning rate is " + compiled.learningRate());
    }
    return new Adam(
        compiled.learningRate(),
        number.applyAsDouble("beta_1"),
        number.applyAsDouble("beta_2"),
        number.applyAsDouble("epsilon"));
  }

  /**
   * Keras keeps for each weight its two moments in c order; Deeplearning4j the first moments of all
   * weights and then the second ones, in f order.
   */
  private static void restore(
      MultiLayerNetwork network, List<KerasLayer> layers, KerasModel.Compilation compiled) {
    List<Tensor> moments = compiled.variables();
    if (moments.isEmpty()) {
      // It was compiled, and never trained.
      return;
    }
    if (moments.size() != 4 * layers.size()) {
      throw onlyForPrediction(
          "its Adam has %d moments, %d are expected".formatted(moments.size(), 4 * layers.size()));
    }
    if (compiled.steps() < 0 || compiled.steps() > 1_000_000_000) {
      throw onlyForPrediction("its Adam has made %d steps".formatted(compiled.steps()));
    }
    network.getLayerWiseConfigurations().setIterationCount((int) compiled.steps());
    INDArray state = network.getUpdater().getStateViewArray();
    int total = (int) network.numParams();
    float[] values = new float[2 * total];
    int at = 0;
    int next = 0;
    for (KerasLayer layer : layers) {
      int units = layer.units();
      for (int[] shape :
          List.of(new int[] {layer.weights().getFirst().shape()[0], units}, new int[] {units})) {
        double[] first =
            moments
                .get(next++)
                .values("layer '%s': Adam's momentum".formatted(layer.name()), shape);
        double[] second =
            moments
                .get(next++)
                .values("layer '%s': Adam's velocity".formatted(layer.name()), shape);
        int rows = shape.length == 2 ? shape[0] : 1;
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < units; j++) {
            values[at + j * rows + i] = (float) first[i * units + j];
            values[total + at + j * rows + i] = (float) second[i * units + j];
          }
        }
        at += rows * units;
      }
    }
    network
        .getUpdater()
        .setStateViewArray(network, Nd4j.createFromArray(values).reshape(state.shape()), false);
  }

  private static void refuse(boolean condition, KerasLayer layer, String reason) {
    if (condition) {
      throw onlyForPrediction("layer '%s' %s".formatted(KerasLayer.shown(layer.name()), reason));
    }
  }

  private static InvalidInput onlyForPrediction(String reason) {
    return new InvalidInput("it can be used for prediction only: " + reason);
  }
}
