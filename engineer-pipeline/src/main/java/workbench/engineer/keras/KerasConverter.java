package workbench.engineer.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import workbench.data.InvalidInput;
import workbench.data.Standardizer;

/** Describes a network of Deeplearning4j as Keras does. */
final class KerasConverter {

  /** Activations by their names in Deeplearning4j: those that compute the same in Keras. */
  private static final Map<String, String> ACTIVATIONS =
      Map.ofEntries(
          Map.entry("relu", "relu"),
          Map.entry("tanh", "tanh"),
          Map.entry("sigmoid", "sigmoid"),
          Map.entry("identity", "linear"),
          Map.entry("softmax", "softmax"),
          Map.entry("softplus", "softplus"),
          Map.entry("softsign", "softsign"),
          Map.entry("selu", "selu"),
          Map.entry("elu(alpha=1.0)", "elu"),
          Map.entry("swish", "silu"),
          Map.entry("mish", "mish"),
          Map.entry("relu6", "relu6"));

  private static final Map<String, String> LOSSES =
      Map.of(
          "LossBinaryXENT", "binary_crossentropy",
          "LossMCXENT", "categorical_crossentropy",
          "LossMSE", "mean_squared_error");

  private final MultiLayerNetwork network;
  private final List<KerasLayer> layers = new ArrayList<>();

  private KerasConverter(MultiLayerNetwork network) {
    this.network = network;
  }

  /**
   * @param standardizer of the features, which becomes the first layer; empty: none
   * @throws InvalidInput if a layer or an activation has no counterpart in Keras
   */
  static List<KerasLayer> layers(Optional<Standardizer> standardizer, MultiLayerNetwork network) {
    var converter = new KerasConverter(network);
    standardizer.ifPresent(converter::normalization);
    Arrays.stream(network.getLayers()).forEach(converter::add);
    return converter.layers;
  }

  private void normalization(Standardizer standardizer) {
    double[] mean = standardizer.mean();
    int[] shape = {mean.length};
    double[] variance = Arrays.stream(standardizer.scale()).map(scale -> scale * scale).toArray();
    ObjectNode config = config("Normalization");
    config.putArray("axis").add(-1);
    add("Normalization", config, List.of(new Tensor(shape, mean), new Tensor(shape, variance)));
  }

  private void add(Layer trained) {
    switch (trained.conf().getLayer()) {
      case DenseLayer dense -> dense(trained, dense, dense.hasBias());
      case org.deeplearning4j.nn.conf.layers.OutputLayer output ->
          dense(trained, output, output.hasBias());
      case ActivationLayer activation -> {
        ObjectNode config = config("Activation");
        config.put("activation", activation(activation.getActivationFn()));
        add("Activation", config, List.of());
      }
      case DropoutLayer dropout -> dropout(dropout.getIDropout());
      case org.deeplearning4j.nn.conf.layers.Layer other ->
          throw refused("a " + other.getClass().getSimpleName());
    }
  }

  private void dense(Layer trained, FeedForwardLayer dense, boolean hasBias) {
    if (dense.getIDropout() != null) {
      dropout(dense.getIDropout());
    }
    if (dense instanceof DenseLayer hidden && hidden.hasLayerNorm()) {
      throw refused("a layer normalisation");
    }
    ObjectNode config = config("Dense");
    int units = (int) dense.getNOut();
    config.put("units", units);
    config.put("activation", activation(dense.getActivationFn()));
    config.put("use_bias", hasBias);
    INDArray kernel = trained.getParam("W");
    List<Tensor> weights = new ArrayList<>();
    weights.add(tensor(kernel, (int) kernel.size(0), units));
    if (hasBias) {
      weights.add(tensor(trained.getParam("b"), units));
    }
    add("Dense", config, weights);
  }

  private void dropout(IDropout dropout) {
    if (!(dropout instanceof Dropout plain) || plain.getPSchedule() != null) {
      throw refused("a " + dropout.getClass().getSimpleName());
    }
    ObjectNode config = config("Dropout");
    // Deeplearning4j has the share of units that stay, Keras that of the dropped ones.
    config.put("rate", 1 - plain.getP());
    add("Dropout", config, List.of());
  }

  private static String activation(IActivation activation) {
    String name = activation.toString();
    String known = ACTIVATIONS.get(name);
    if (known == null) {
      throw refused("the activation " + name);
    }
    return known;
  }

  private static InvalidInput refused(String what) {
    return new InvalidInput(
        "the network has %s, which is not written for Keras: save it with model.save(new File(\"target/model.zip\"))"
            .formatted(what));
  }

  private void add(String kind, ObjectNode config, List<Tensor> weights) {
    layers.add(new KerasLayer(config.path("name").asString(), kind, config, weights));
  }

  /** Names the layers as Keras does: dense, dense_1 and so on. */
  private ObjectNode config(String kind) {
    long before = layers.stream().filter(layer -> layer.kind().equals(kind)).count();
    String name = KerasFile.snakeCase(kind) + (before == 0 ? "" : "_" + before);
    return JsonMapper.shared().createObjectNode().put("name", name).put("dtype", "float32");
  }

  /** Copies an array in c order, as Keras stores it. */
  private static Tensor tensor(INDArray array, int... shape) {
    return new Tensor(shape, array.castTo(DataType.DOUBLE).dup('c').data().asDouble());
  }

  /**
   * Optimizer and loss, with which Keras trains the network further; empty if they have no
   * counterpart: then the file is for prediction, or to be compiled anew. Adam comes with its
   * state.
   */
  static Optional<KerasModel.Compilation> compilation(MultiLayerNetwork network) {
    Layer last = network.getOutputLayer();
    if (!(last.conf().getLayer() instanceof BaseOutputLayer output)
        || !LOSSES.containsKey(output.getLossFn().getClass().getSimpleName())) {
      return Optional.empty();
    }
    IUpdater updater = output.getIUpdater();
    Optional<ObjectNode> optimizer = optimizer(updater);
    for (Layer layer : network.getLayers()) {
      if (layer.conf().getLayer() instanceof BaseLayer trained
          && !(trained.getIUpdater().equals(updater)
              && isEmpty(trained.getRegularization())
              && isEmpty(trained.getRegularizationBias())
              && isEmpty(trained.getConstraints()))) {
        return Optional.empty();
      }
    }
    JsonNode loss =
        JsonMapper.shared()
            .getNodeFactory()
            .stringNode(LOSSES.get(output.getLossFn().getClass().getSimpleName()));
    return optimizer.map(
        settings ->
            new KerasModel.Compilation(
                settings,
                loss,
                network.getIterationCount(),
                settings.path("config").path("learning_rate").asDouble(),
                updater instanceof Adam ? moments(network) : List.of()));
  }

  private static Optional<ObjectNode> optimizer(IUpdater updater) {
    ObjectNode optimizer = JsonMapper.shared().createObjectNode();
    switch (updater) {
      case Adam adam when adam.getLearningRateSchedule() == null ->
          optimizer
              .put("class_name", "Adam")
              .putObject("config")
              .put("learning_rate", adam.getLearningRate())
              .put("beta_1", adam.getBeta1())
              .put("beta_2", adam.getBeta2())
              .put("epsilon", adam.getEpsilon());
      case Sgd sgd when sgd.getLearningRateSchedule() == null ->
          optimizer
              .put("class_name", "SGD")
              .putObject("config")
              .put("learning_rate", sgd.getLearningRate());
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(optimizer);
  }

  private static boolean isEmpty(List<?> settings) {
    return settings == null || settings.isEmpty();
  }

  /**
   * Reads the two moments of each weight. Deeplearning4j keeps the first moments of all weights and
   * then the second ones, each in f order.
   */
  private static List<Tensor> moments(MultiLayerNetwork network) {
    INDArray state = network.getUpdater().getStateViewArray();
    int total = (int) network.numParams();
    double[] values = state.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    List<Tensor> moments = new ArrayList<>();
    int at = 0;
    for (Layer layer : network.getLayers()) {
      for (String name : List.of("W", "b")) {
        INDArray weight = layer.paramTable().get(name);
        if (weight == null) {
          continue;
        }
        int rows = name.equals("W") ? (int) weight.size(0) : 1;
        int units = (int) weight.length() / rows;
        int[] shape = name.equals("W") ? new int[] {rows, units} : new int[] {units};
        for (int start : new int[] {at, total + at}) {
          double[] moment = new double[rows * units];
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < units; j++) {
              moment[i * units + j] = values[start + j * rows + i];
            }
          }
          moments.add(new Tensor(shape, moment));
        }
        at += rows * units;
      }
    }
    return moments;
  }
}
