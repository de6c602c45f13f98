package workbench.engineer.keras;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import workbench.data.InvalidInput;
import workbench.text.TerminalText;

/**
 * One layer of a Keras network.
 *
 * @param name such as dense_1
 * @param kind its class, such as Dense
 * @param config its settings
 * @param weights in the order of Keras; those of a layer without weights are empty
 */
public record KerasLayer(String name, String kind, JsonNode config, List<Tensor> weights) {

  /** Layers that leave a row as it is when the network predicts. */
  private static final Set<String> NEUTRAL =
      Set.of("InputLayer", "Dropout", "GaussianNoise", "GaussianDropout", "Flatten");

  public KerasLayer {
    weights = List.copyOf(weights);
  }

  KerasLayer with(List<Tensor> weights) {
    return new KerasLayer(name, kind, config, weights);
  }

  boolean isNeutral() {
    return NEUTRAL.contains(kind);
  }

  /**
   * @param number in the order of the weights
   * @throws InvalidInput if there is none, or if its shape is another one
   */
  double[] weight(int number, String what, int... shape) {
    if (number >= weights.size()) {
      throw refused("has no " + what);
    }
    return weights.get(number).values("layer '%s': its %s".formatted(shown(), what), shape);
  }

  /** The units of a dense layer; 0 if it is no dense layer. */
  public int units() {
    return config.path("units").asInt(0);
  }

  boolean flag(String setting, boolean otherwise) {
    return config.path(setting).asBoolean(otherwise);
  }

  /**
   * The name of the activation in Keras; linear if it has none.
   *
   * @throws InvalidInput if it is a function of the user's own
   */
  public String activation() {
    if (kind.equals("ReLU")) {
      boolean plain =
          config.path("max_value").isNull()
              && number("negative_slope") == 0
              && number("threshold") == 0;
      if (!plain) {
        throw refused("is a ReLU with a limit, slope or threshold; the plain one is read");
      }
      return "relu";
    }
    JsonNode activation = config.path("activation");
    if (activation.isMissingNode() || activation.isNull()) {
      return "linear";
    }
    // Keras 3 writes some as an object: a function of a module, by name.
    String name =
        activation.isObject() && activation.path("module").asString("").startsWith("keras")
            ? activation.path("config").asString("")
            : activation.asString("");
    if (name.isEmpty()) {
      throw refused("has an activation of its own, which is code: it is not run");
    }
    return name;
  }

  /** Returns the data type, such as float32. */
  String precision() {
    JsonNode type = config.path("dtype");
    return type.path("config").path("name").asString(type.asString("float32"));
  }

  /**
   * @throws InvalidInput if it computes in less than float32
   */
  void checkPrecision() {
    if (config.path("dtype").path("class_name").asString("").contains("Quantized")
        || config.path("quantization_config").isObject()) {
      throw refused("is quantised; float32 and float64 are read");
    }
    boolean known =
        precision().matches("float(32|64)")
            || kind.equals("InputLayer") && precision().matches("u?int\\d+");
    if (!known) {
      throw refused("computes in '%s'; float32 and float64 are read".formatted(shown(precision())));
    }
  }

  double number(String setting) {
    JsonNode value = config.path(setting);
    // Keras 2 writes some numbers as arrays.
    return value.path("config").path("value").asDouble(value.asDouble(0));
  }

  InvalidInput refused(String reason) {
    return new InvalidInput("layer '%s' %s".formatted(shown(), reason));
  }

  private String shown() {
    return shown(name);
  }

  static String shown(String text) {
    String line = TerminalText.line(text);
    return line.length() <= 60 ? line : line.substring(0, 60) + "...";
  }
}
