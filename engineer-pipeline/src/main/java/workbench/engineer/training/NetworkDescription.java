package workbench.engineer.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import tools.jackson.databind.JsonNode;
import workbench.data.InvalidInput;
import workbench.engineer.keras.KerasFile;
import workbench.engineer.keras.KerasLayer;
import workbench.engineer.keras.KerasModel;

/**
 * Architecture of a trained network, read from the network itself.
 *
 * @param inputs features of one row; empty if the first layer does not say
 * @param layers from the input to the output
 * @param loss of the output layer; empty if there is none
 * @param optimizer with its settings
 * @param parameters weights and biases
 */
public record NetworkDescription(
    OptionalLong inputs, List<Unit> layers, String loss, String optimizer, long parameters) {

  /**
   * One layer.
   *
   * @param kind such as Dense or Output
   * @param units its outputs; 0 if it has none of its own
   * @param activation such as relu; empty if it has none
   * @param dropout such as Dropout(p=0.5); empty if it has none
   */
  public record Unit(String kind, long units, String activation, String dropout) {

    @Override
    public String toString() {
      List<String> settings =
          Stream.of(units == 0 ? "" : Long.toString(units), activation, dropout)
              .filter(part -> !part.isEmpty())
              .toList();
      return settings.isEmpty() ? kind : "%s(%s)".formatted(kind, String.join(", ", settings));
    }
  }

  public NetworkDescription {
    layers = List.copyOf(layers);
  }

  public static NetworkDescription of(MultiLayerNetwork network) {
    return of(network, network.getLayers());
  }

  /**
   * Reads the network that a file holds.
   *
   * @param file for Keras, or written by Deeplearning4j's {@code ModelSerializer}
   * @throws InvalidInput if it holds no network that can be loaded
   */
  public static NetworkDescription read(Path file) {
    if (KerasFile.isNamed(file)) {
      return of(KerasFile.read(file));
    }
    try {
      if (isGraph(file)) {
        ComputationGraph graph = ModelSerializer.restoreComputationGraph(file.toFile());
        return of(graph, graph.getLayers());
      }
      return of(ModelSerializer.restoreMultiLayerNetwork(file.toFile()));
    } catch (IOException | RuntimeException | LinkageError e) {
      // A class of the sample's own is not on this class path.
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new InvalidInput(
          "%s: holds no network that Deeplearning4j can load (%s)"
              .formatted(file, reason.lines().findFirst().orElse("")),
          e);
    }
  }

  /** The units from the input to the output, such as 30-10-1. */
  public String shape() {
    return Stream.concat(
            inputs.stream().mapToObj(Long::toString),
            layers.stream().filter(layer -> layer.units > 0).map(layer -> "" + layer.units))
        .collect(Collectors.joining("-"));
  }

  /** Returns the description in one line. */
  @Override
  public String toString() {
    return "%s%s; %s%s"
        .formatted(
            inputs.isPresent() ? inputs.getAsLong() + " inputs, " : "",
            layers.stream().map(Unit::toString).collect(Collectors.joining(", ")),
            loss.isEmpty() ? "" : "loss " + loss + "; ",
            "optimizer " + optimizer);
  }

  private static boolean isGraph(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no such file");
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry("configuration.json");
      if (entry == null) {
        throw new IOException("no configuration.json in it");
      }
      String json = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
      return json.contains("\"networkInputs\"");
    }
  }

  private static NetworkDescription of(KerasModel model) {
    return new NetworkDescription(
        model.inputs(),
        model.layers().stream()
            .filter(layer -> !layer.kind().equals("InputLayer"))
            .map(NetworkDescription::unit)
            .toList(),
        model.compilation().map(compiled -> loss(compiled.loss().asString("its own"))).orElse(""),
        model.compilation().map(NetworkDescription::optimizer).orElse("not in the file"),
        model.parameters());
  }

  private static Unit unit(KerasLayer layer) {
    return switch (layer.kind()) {
      case "Dense", "Activation" -> new Unit(layer.kind(), layer.units(), layer.activation(), "");
      case "Dropout" -> new Unit("Dropout", 0, "", "rate=" + layer.config().path("rate"));
      default -> new Unit(layer.kind(), 0, "", "");
    };
  }

  private static String optimizer(KerasModel.Compilation compiled) {
    JsonNode settings = compiled.optimizer().path("config");
    String name = compiled.optimizer().path("class_name").asString("");
    return switch (name) {
      case "Adam" ->
          "Adam(learningRate=%s, beta1=%s, beta2=%s, epsilon=%s)"
              .formatted(
                  settings.path("learning_rate"),
                  settings.path("beta_1"),
                  settings.path("beta_2"),
                  settings.path("epsilon"));
      case "SGD" -> "Sgd(learningRate=%s)".formatted(settings.path("learning_rate"));
      default -> name;
    };
  }

  private static NetworkDescription of(Model model, org.deeplearning4j.nn.api.Layer[] trained) {
    List<Layer> layers = Arrays.stream(trained).map(layer -> layer.conf().getLayer()).toList();
    return new NetworkDescription(
        layers.getFirst() instanceof FeedForwardLayer first && first.getNIn() > 0
            ? OptionalLong.of(first.getNIn())
            : OptionalLong.empty(),
        layers.stream().map(NetworkDescription::unit).toList(),
        layers.stream()
            .map(
                layer ->
                    layer instanceof BaseOutputLayer output
                        ? loss(output.getLossFn().getClass().getSimpleName())
                        : "")
            .filter(loss -> !loss.isEmpty())
            .collect(Collectors.joining(", ")),
        layers.stream()
            .filter(BaseLayer.class::isInstance)
            .map(layer -> settings(((BaseLayer) layer).getIUpdater()))
            .distinct()
            .collect(Collectors.joining(", ")),
        model.numParams());
  }

  private static Unit unit(Layer layer) {
    return new Unit(
        layer.getClass().getSimpleName().replaceFirst("(?<=.)Layer$", ""),
        layer instanceof FeedForwardLayer dense ? Math.max(0, dense.getNOut()) : 0,
        switch (layer) {
          case BaseLayer base when base.getActivationFn() != null ->
              base.getActivationFn().toString();
          case ActivationLayer activation -> activation.getActivationFn().toString();
          default -> "";
        },
        layer.getIDropout() == null ? "" : settings(layer.getIDropout()));
  }

  /** Finds a loss by its name in Deeplearning4j or Keras. */
  private static String loss(String name) {
    return switch (name) {
      case "LossBinaryXENT", "binary_crossentropy" -> "binary cross-entropy";
      case "LossMCXENT", "LossSparseMCXENT", "categorical_crossentropy" ->
          "categorical cross-entropy";
      case "LossMSE", "mean_squared_error" -> "mean squared error";
      default -> name;
    };
  }

  /** Lists the settings that are set, without the library's own state. */
  private static String settings(Object configuration) {
    return configuration
        .toString()
        .replaceAll("(\\w*[hH]elper\\w*=\\w+|\\w+=(null|NaN))(, )?", "")
        .replace(", )", ")");
  }
}
