package workbench.engineer.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import workbench.data.InvalidInput;

/**
 * Puts the layers of a network's configuration into the order in which a row passes through them.
 * The network must be a chain, written as Sequential or as Functional.
 */
final class LayerChain {

  private static final int MOST_LAYERS = 1000;

  private LayerChain() {}

  /**
   * The configurations of the layers, in the order of the file.
   *
   * @param model with {@code class_name} and {@code config}
   * @throws InvalidInput if it is neither Sequential nor Functional, or has a layer twice
   */
  static List<JsonNode> layers(JsonNode model) {
    String kind = model.path("class_name").asString("");
    boolean known = kind.equals("Sequential") || kind.equals("Functional") || kind.equals("Model");
    if (!known) {
      throw new InvalidInput(
          "the network is a '%s'; Sequential and Functional are read"
              .formatted(KerasLayer.shown(kind)));
    }
    JsonNode config = model.path("config");
    // Up to Keras 2.2 the configuration of a Sequential is the list itself.
    JsonNode layers = config.isArray() ? config : config.path("layers");
    if (layers.isEmpty() || layers.size() > MOST_LAYERS) {
      throw new InvalidInput(
          "the network has %d layers, 1 to %d are read".formatted(layers.size(), MOST_LAYERS));
    }
    Map<String, JsonNode> byName = new HashMap<>();
    for (JsonNode layer : layers) {
      if (byName.put(name(layer), layer) != null) {
        throw refused(layer, "is there twice");
      }
    }
    return List.copyOf(layers.valueStream().toList());
  }

  static String name(JsonNode layer) {
    return layer.path("config").path("name").asString(layer.path("name").asString("?"));
  }

  /**
   * Their names in the order in which a row passes through them.
   *
   * @throws InvalidInput if the network branches
   */
  static List<String> order(JsonNode model, List<JsonNode> layers) {
    if (model.path("class_name").asString().equals("Sequential")) {
      return layers.stream().map(LayerChain::name).toList();
    }
    Map<String, String> next = new HashMap<>();
    for (JsonNode layer : layers) {
      JsonNode calls = layer.path("inbound_nodes");
      if (calls.size() > 1) {
        throw refused(layer, "is used %d times; a chain of layers is read".formatted(calls.size()));
      }
      List<String> sources = new ArrayList<>();
      collectSources(calls, sources);
      if (sources.size() > 1) {
        throw refused(
            layer, "joins %d branches; a chain of layers is read".formatted(sources.size()));
      }
      if (!calls.findValues("training").stream().allMatch(JsonNode::isNull)) {
        throw refused(layer, "is called with the argument training");
      }
      String name = name(layer);
      if (sources.size() == 1 && next.put(sources.getFirst(), name) != null) {
        throw new InvalidInput(
            "layer '%s' has two successors; a chain of layers is read"
                .formatted(KerasLayer.shown(sources.getFirst())));
      }
    }
    List<String> order = new ArrayList<>();
    String output = only(model, "output_layers");
    for (String name = only(model, "input_layers"); name != null; name = next.get(name)) {
      order.add(name);
      if (order.size() > layers.size() || name.equals(output)) {
        break;
      }
    }
    if (order.size() != layers.size() || !order.getLast().equals(output)) {
      throw new InvalidInput("the network is no chain from its input to its output");
    }
    return order;
  }

  /** The one name in {@code ["x", 0, 0]} or {@code [["x", 0, 0]]}. */
  private static String only(JsonNode model, String ends) {
    JsonNode found = model.path("config").path(ends);
    JsonNode end = found.size() == 1 && found.get(0).isArray() ? found.get(0) : found;
    if (end.size() != 3 || !end.get(0).isString()) {
      throw new InvalidInput(
          "the network has several %s; one is read".formatted(ends.replace('_', ' ')));
    }
    return end.get(0).asString();
  }

  /** Names of the layers whose output goes into a call. */
  private static void collectSources(JsonNode call, List<String> sources) {
    if (call.isObject() && call.has("keras_history")) {
      sources.add(call.path("keras_history").path(0).asString(""));
    } else if (call.isArray()
        && call.size() >= 3
        && call.get(0).isString()
        && call.get(1).isIntegralNumber()) {
      sources.add(call.get(0).asString());
    } else {
      call.valueStream().forEach(part -> collectSources(part, sources));
    }
  }

  private static InvalidInput refused(JsonNode layer, String reason) {
    return new InvalidInput("layer '%s' %s".formatted(KerasLayer.shown(name(layer)), reason));
  }
}
