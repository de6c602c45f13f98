package workbench.engineer.keras;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import workbench.data.InvalidInput;
import workbench.data.Standardizer;
import workbench.engineer.keras.KerasModel.Compilation;
import workbench.model.WholeFile;

/**
 * Reads a network that Keras saved: {@code .keras} (Keras 3), and {@code .h5} (Keras 2 and 3). The
 * content decides, not the ending. Numbers and settings alone are taken from the file; nothing in
 * it is executed.
 */
public final class KerasFile {

  /** Most bytes of a file, and of its unpacked content. */
  static final int LARGEST = 150_000_000;

  private static final int LARGEST_JSON = 4_000_000;
  private static final int MOST_ENTRIES = 1000;

  private static final String CONFIG = "config.json";
  private static final String METADATA = "metadata.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final String SAVE_THE_MODEL = "; save the whole network with model.save";

  private KerasFile() {}

  /** Returns whether a file's name has an extension of Keras. */
  public static boolean isNamed(Path file) {
    return file.toString().matches("(?i).*\\.(keras|h5|hdf5)");
  }

  /**
   * @throws InvalidInput in one line that names the file, the layer and the reason, if it is no
   *     network of Keras, or is one that this workbench does not know
   */
  public static KerasModel read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new InvalidInput(
            Files.exists(file) ? "is not a regular file" : "there is no such file");
      }
      if (Files.size(file) > LARGEST) {
        throw new InvalidInput("has more than %,d bytes".formatted(LARGEST));
      }
      byte[] start;
      try (InputStream in = Files.newInputStream(file)) {
        start = in.readNBytes(8);
      }
      if (new String(start, StandardCharsets.ISO_8859_1).startsWith("PK")) {
        try (var zip = new ZipFile(file.toFile())) {
          return ofZip(file, zip);
        }
      }
      if (new String(start, StandardCharsets.ISO_8859_1).equals("\u0089HDF\r\n\u001a\n")) {
        return ofHdf5(file, Hdf5Reader.of(Files.readAllBytes(file)));
      }
      throw new InvalidInput("is neither a .keras nor an .h5 file of Keras");
    } catch (InvalidInput e) {
      throw new InvalidInput("%s: %s".formatted(file, e.getMessage()), e);
    } catch (ZipException | JacksonException e) {
      throw damaged(file, e);
    } catch (IOException e) {
      throw new InvalidInput("%s: cannot be read (%s)".formatted(file, e), e);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // What the HDF5 library throws on foreign bytes; sizes that they claim are among it.
      throw damaged(file, e);
    }
  }

  private static InvalidInput damaged(Path file, Throwable e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new InvalidInput(
        "%s: is damaged (%s)"
            .formatted(file, KerasLayer.shown(reason.lines().findFirst().orElse(""))),
        e);
  }

  /**
   * Saves a network of Deeplearning4j for Keras 3, in the format that the file's ending names, with
   * Adam's state. As with Keras, the standardisation of the features is not part of it.
   *
   * @param file with the ending .keras or .h5
   * @throws InvalidInput if the ending is another one, or if a layer has no counterpart in Keras
   * @throws IOException if it cannot be written; a file that was there before stays
   */
  public static void save(MultiLayerNetwork network, File file) throws IOException {
    save(Optional.empty(), network, file.toPath());
  }

  /**
   * Saves a network likewise, with a first layer that standardises the features.
   *
   * @param standardizer of the features; empty: none
   */
  public static void save(Optional<Standardizer> standardizer, MultiLayerNetwork network, Path file)
      throws IOException {
    if (!isNamed(file)) {
      throw new InvalidInput("%s: the ending .keras or .h5 is expected".formatted(file));
    }
    var model =
        new KerasModel(
            file,
            "",
            KerasConverter.layers(standardizer, network),
            KerasConverter.compilation(network));
    var writer = new KerasWriter(model, network.layerInputSize(0));
    boolean zip = file.toString().toLowerCase(Locale.ROOT).endsWith(".keras");
    WholeFile.write(
        file, draft -> Files.write(draft, zip ? writer.keras(draft) : writer.hdf5(draft)));
  }

  private static KerasModel ofZip(Path file, ZipFile zip) throws IOException {
    if (zip.size() > MOST_ENTRIES) {
      throw new InvalidInput("has more than %,d entries".formatted(MOST_ENTRIES));
    }
    if (zip.getEntry(CONFIG) == null) {
      throw new InvalidInput("is a zip file without config.json: no network of Keras");
    }
    if (zip.getEntry(WEIGHTS) == null) {
      throw new InvalidInput("lacks model.weights.h5" + SAVE_THE_MODEL);
    }
    JsonNode config = json(new String(content(zip, CONFIG, LARGEST_JSON), StandardCharsets.UTF_8));
    JsonNode metadata =
        zip.getEntry(METADATA) == null
            ? json("{}")
            : json(new String(content(zip, METADATA, LARGEST_JSON), StandardCharsets.UTF_8));
    Hdf5Reader hdf5 = Hdf5Reader.of(content(zip, WEIGHTS, LARGEST));
    Map<String, Integer> used = new HashMap<>();
    List<KerasLayer> layers = new ArrayList<>();
    for (JsonNode layer : LayerChain.layers(config)) {
      // A group is named by its layer's class and counted per class, not by the layer's name.
      String group = snakeCase(layer.path("class_name").asString(""));
      int before = used.merge(group, 1, Integer::sum) - 1;
      String path = "layers/%s%s/vars".formatted(group, before == 0 ? "" : "_" + before);
      layers.add(layer(layer).with(numbered(hdf5, path)));
    }
    JsonNode compiled = config.path("compile_config");
    return model(
        file,
        config,
        version(metadata.path("keras_version").asString(""), metadata.path("backend").asString("")),
        layers,
        compiled.path("optimizer"),
        compiled.path("loss"),
        numbered(hdf5, "optimizer/vars"));
  }

  private static KerasModel ofHdf5(Path file, Hdf5Reader hdf5) {
    String text =
        hdf5.text("", "model_config")
            .orElseThrow(
                () ->
                    new InvalidInput(
                        hdf5.has("layers") || !hdf5.texts("", "layer_names").isEmpty()
                            ? "holds weights alone" + SAVE_THE_MODEL
                            : "is an HDF5 file without model_config: no network of Keras"));
    JsonNode config = json(text);
    List<KerasLayer> layers = new ArrayList<>();
    for (JsonNode layer : LayerChain.layers(config)) {
      KerasLayer known = layer(layer);
      layers.add(known.with(named(hdf5, "model_weights/" + known.name())));
    }
    JsonNode compiled = hdf5.text("", "training_config").map(KerasFile::json).orElse(json("{}"));
    return model(
        file,
        config,
        version(hdf5.text("", "keras_version").orElse(""), hdf5.text("", "backend").orElse("")),
        layers,
        compiled.path("optimizer_config"),
        compiled.path("loss"),
        named(hdf5, "optimizer_weights"));
  }

  private static KerasModel model(
      Path file,
      JsonNode config,
      String version,
      List<KerasLayer> layers,
      JsonNode optimizer,
      JsonNode loss,
      List<Tensor> variables) {
    Map<String, KerasLayer> byName = new HashMap<>();
    layers.forEach(layer -> byName.put(layer.name(), layer));
    List<KerasLayer> ordered = new ArrayList<>();
    for (String name : LayerChain.order(config, LayerChain.layers(config))) {
      KerasLayer layer = byName.get(name);
      if (layer == null) {
        throw new InvalidInput("there is no layer '%s'".formatted(KerasLayer.shown(name)));
      }
      ordered.add(layer);
    }
    return new KerasModel(
        file,
        version,
        ordered,
        optimizer.isObject()
            ? Optional.of(compilation(optimizer, loss, variables))
            : Optional.empty());
  }

  private static String version(String version, String backend) {
    if (backend.equals(KerasModel.DEEPLEARNING4J)) {
      return "";
    }
    return version.matches("[0-9][0-9A-Za-z.+-]{0,30}") ? version : "of an unknown version";
  }

  /** Keras keeps the count of steps and the learning rate before Adam's moments. */
  private static Compilation compilation(
      JsonNode optimizer, JsonNode loss, List<Tensor> variables) {
    double rate = optimizer.path("config").path("learning_rate").asDouble(Double.NaN);
    boolean both =
        variables.size() >= 2
            && variables.get(0).values().length == 1
            && variables.get(1).values().length == 1;
    if (!both) {
      return new Compilation(optimizer, loss, 0, rate, List.of());
    }
    double last = variables.get(1).values()[0];
    return new Compilation(
        optimizer,
        loss,
        (long) variables.get(0).values()[0],
        // The variable is the same rate in single precision, if it was not changed in training.
        (float) rate == last ? rate : last,
        variables.subList(2, variables.size()));
  }

  private static KerasLayer layer(JsonNode layer) {
    String kind = layer.path("class_name").asString("");
    String module = layer.path("module").asString("keras");
    String registered = layer.path("registered_name").asString("");
    var found = new KerasLayer(LayerChain.name(layer), kind, layer.path("config"), List.of());
    boolean own =
        registered.contains(">")
            || kind.contains(">")
            || !(module.equals("keras") || module.startsWith("keras."));
    if (own) {
      throw found.refused("is a custom object: its code is not in the file");
    }
    found.checkPrecision();
    return found;
  }

  /** Reads the tensors {@code path/0}, {@code path/1} and so on. */
  private static List<Tensor> numbered(Hdf5Reader hdf5, String path) {
    List<Tensor> tensors = new ArrayList<>();
    Optional<Tensor> next = hdf5.tensor(path + "/0");
    while (next.isPresent()) {
      tensors.add(next.get());
      next = hdf5.tensor(path + "/" + tensors.size());
    }
    return tensors;
  }

  /** Reads the tensors that the attribute {@code weight_names} of a group names. */
  private static List<Tensor> named(Hdf5Reader hdf5, String group) {
    List<Tensor> tensors = new ArrayList<>();
    for (String name : hdf5.texts(group, "weight_names")) {
      String path = group + "/" + name;
      tensors.add(
          hdf5.tensor(path)
              .orElseThrow(() -> new InvalidInput("lacks '%s'".formatted(KerasLayer.shown(path)))));
    }
    return tensors;
  }

  /** Derives a group's name from a class as Keras does: BatchNormalization, batch_normalization. */
  static String snakeCase(String kind) {
    return kind.replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static byte[] content(ZipFile zip, String name, int most) throws IOException {
    try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
      byte[] content = in.readNBytes(most + 1);
      if (content.length > most) {
        throw new InvalidInput("%s has more than %,d bytes".formatted(name, most));
      }
      return content;
    }
  }
}
