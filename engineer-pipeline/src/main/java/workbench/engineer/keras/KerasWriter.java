package workbench.engineer.keras;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import workbench.data.InvalidInput;
import workbench.engineer.keras.KerasModel.Compilation;

/** Writes a network in the two formats of Keras 3: the same bytes for the same network. */
final class KerasWriter {

  /** The Keras whose files these are like. */
  private static final String VERSION = "3.15.1";

  /** An HDF5 attribute holds less than 64 KiB. */
  private static final int LONGEST_ATTRIBUTE = 65_000;

  private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final KerasModel model;
  private final int inputs;

  /**
   * @param inputs features of one row
   */
  KerasWriter(KerasModel model, int inputs) {
    this.model = model;
    this.inputs = inputs;
  }

  /** The content of a {@code .keras} file. */
  byte[] keras(Path scratch) throws IOException {
    ObjectNode config = sequential(true);
    config.putNull("registered_name");
    config.putObject("build_config").set("input_shape", shape());
    model
        .compilation()
        .ifPresent(compiled -> config.set("compile_config", compileConfig(compiled)));

    var hdf5 = new Hdf5Writer();
    hdf5.group("vars");
    Map<String, Integer> used = new HashMap<>();
    for (KerasLayer layer : model.layers()) {
      String group = KerasFile.snakeCase(layer.kind());
      int before = used.merge(group, 1, Integer::sum) - 1;
      String path = "layers/%s%s/vars".formatted(group, before == 0 ? "" : "_" + before);
      hdf5.group(path);
      int number = 0;
      for (Tensor weight : layer.weights()) {
        hdf5.put(path + "/" + number++, weight);
      }
      if (layer.kind().equals("Normalization")) {
        hdf5.put(path + "/" + number, 0L);
      }
    }
    model
        .compilation()
        .ifPresent(
            compiled -> {
              hdf5.put("optimizer/vars/0", (Object) compiled.steps());
              hdf5.put("optimizer/vars/1", (Object) (float) compiled.learningRate());
              int number = 2;
              for (Tensor moment : compiled.variables()) {
                hdf5.put("optimizer/vars/" + number++, moment);
              }
            });

    JsonNode metadata =
        JsonMapper.shared()
            .createObjectNode()
            .put("keras_version", VERSION)
            .put("date_saved", "1980-01-01@00:00:00")
            .put("backend", KerasModel.DEEPLEARNING4J);
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      entry(zip, "metadata.json", metadata.toString().getBytes(StandardCharsets.UTF_8));
      entry(zip, "config.json", config.toString().getBytes(StandardCharsets.UTF_8));
      entry(zip, "model.weights.h5", hdf5.toBytes(scratch));
    }
    return bytes.toByteArray();
  }

  /** The content of an {@code .h5} file. */
  byte[] hdf5(Path scratch) throws IOException {
    var hdf5 = new Hdf5Writer();
    attribute(hdf5, "", "backend", KerasModel.DEEPLEARNING4J);
    attribute(hdf5, "", "keras_version", VERSION);
    attribute(hdf5, "", "model_config", sequential(false).toString());
    attribute(hdf5, "model_weights", "backend", KerasModel.DEEPLEARNING4J);
    attribute(hdf5, "model_weights", "keras_version", VERSION);
    hdf5.attribute(
        "model_weights",
        "layer_names",
        model.layers().stream().map(KerasLayer::name).toArray(String[]::new));
    List<String> trained = new ArrayList<>();
    for (KerasLayer layer : model.layers()) {
      String group = "model_weights/" + layer.name();
      List<String> names = names(layer);
      hdf5.group(group);
      for (int i = 0; i < names.size(); i++) {
        String name = "sequential/%s/%s".formatted(layer.name(), names.get(i));
        if (i < layer.weights().size()) {
          hdf5.put(group + "/" + name, layer.weights().get(i));
        } else {
          hdf5.put(group + "/" + name, 0L);
        }
        if (layer.kind().equals("Dense")) {
          trained.add(name.replace('/', '_'));
        }
      }
      if (!names.isEmpty()) {
        hdf5.attribute(
            group,
            "weight_names",
            names.stream()
                .map(name -> "sequential/%s/%s".formatted(layer.name(), name))
                .toArray(String[]::new));
      }
    }
    if (model.compilation().isPresent()) {
      optimizer(hdf5, model.compilation().get(), trained);
    }
    return hdf5.toBytes(scratch);
  }

  private static void optimizer(Hdf5Writer hdf5, Compilation compiled, List<String> trained) {
    ObjectNode training = compileConfig(compiled);
    training.remove("optimizer");
    training.set("optimizer_config", compiled.optimizer());
    attribute(hdf5, "", "training_config", training.toString());
    if (compiled.variables().isEmpty()) {
      return;
    }
    List<String> names = new ArrayList<>(List.of("adam/iteration", "adam/learning_rate"));
    hdf5.put("optimizer_weights/adam/iteration", (Object) compiled.steps());
    hdf5.put("optimizer_weights/adam/learning_rate", (Object) (float) compiled.learningRate());
    int number = 0;
    for (String weight : trained) {
      for (String moment : List.of("momentum", "velocity")) {
        String name = "adam/%s_%s".formatted(weight, moment);
        hdf5.put("optimizer_weights/" + name, compiled.variables().get(number++));
        names.add(name);
      }
    }
    hdf5.attribute("optimizer_weights", "weight_names", names.toArray(String[]::new));
  }

  private static List<String> names(KerasLayer layer) {
    return switch (layer.kind()) {
      case "Dense" -> List.of("kernel", "bias").subList(0, layer.weights().size());
      case "Normalization" -> List.of("mean", "variance", "count");
      default -> List.of();
    };
  }

  private static void attribute(Hdf5Writer hdf5, String group, String name, String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_ATTRIBUTE) {
      throw new InvalidInput("the network has too many layers for .h5: save it as .keras");
    }
    hdf5.attribute(group, name, text);
  }

  /**
   * @param withModules as {@code .keras} has it, where a class is named with its module
   */
  private ObjectNode sequential(boolean withModules) {
    ObjectNode input = JsonMapper.shared().createObjectNode();
    input.set("batch_shape", shape());
    input.put("dtype", "float32").put("name", "input_layer");
    ObjectNode config = JsonMapper.shared().createObjectNode().put("name", "sequential");
    var layers = config.put("trainable", true).put("dtype", "float32").putArray("layers");
    layers.add(layer(withModules, "InputLayer", input));
    for (KerasLayer layer : model.layers()) {
      layers.add(layer(withModules, layer.kind(), layer.config()));
    }
    ObjectNode sequential = JsonMapper.shared().createObjectNode();
    if (withModules) {
      sequential.put("module", "keras");
    }
    return sequential.put("class_name", "Sequential").set("config", config);
  }

  private static ObjectNode layer(boolean withModules, String kind, JsonNode config) {
    ObjectNode layer = JsonMapper.shared().createObjectNode();
    if (withModules) {
      layer.put("module", "keras.layers");
    }
    layer.put("class_name", kind).set("config", config);
    if (withModules) {
      layer.putNull("registered_name");
    }
    return layer;
  }

  private JsonNode shape() {
    return JsonMapper.shared().createArrayNode().addNull().add(inputs);
  }

  /** Writes the compilation with all keys: Keras fails if one is missing. */
  private static ObjectNode compileConfig(Compilation compiled) {
    ObjectNode config = JsonMapper.shared().createObjectNode();
    ObjectNode optimizer = ((ObjectNode) compiled.optimizer()).deepCopy();
    optimizer.put("module", "keras.optimizers").putNull("registered_name");
    config.set("optimizer", optimizer);
    config.set("loss", compiled.loss());
    config.putNull("loss_weights");
    config.putArray("metrics").add("accuracy");
    config.putNull("weighted_metrics");
    config.put("run_eagerly", false).put("steps_per_execution", 1).put("jit_compile", false);
    return config;
  }

  /** Adds an entry without compression: compressed bytes depend on the platform's library. */
  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    var entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    var sum = new CRC32();
    sum.update(content);
    entry.setCrc(sum.getValue());
    entry.setTimeLocal(DATE);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
