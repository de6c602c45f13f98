package workbench.engineer.keras;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import workbench.data.InvalidInput;

/**
 * A network as a file of Keras describes it.
 *
 * @param file that it was read from
 * @param version of the Keras that wrote the file; empty if this workbench wrote it
 * @param layers in the order in which a row passes through them
 * @param compilation optimizer and loss; empty if the network was not compiled
 */
public record KerasModel(
    Path file, String version, List<KerasLayer> layers, Optional<Compilation> compilation) {

  /** The name of the library, where Keras writes its backend. */
  static final String DEEPLEARNING4J = "Deeplearning4j";

  /**
   * Optimizer and loss.
   *
   * @param optimizer its class and settings
   * @param loss a name, or a class with its settings
   * @param steps that the optimizer has made
   * @param learningRate at the end of the training; NaN if it is not one number
   * @param variables two moments for each weight
   */
  public record Compilation(
      JsonNode optimizer, JsonNode loss, long steps, double learningRate, List<Tensor> variables) {}

  public KerasModel {
    layers = List.copyOf(layers);
  }

  /**
   * The network for prediction: dropout is left out, normalisations are folded.
   *
   * @throws InvalidInput if it has a layer, an activation or a precision that this workbench does
   *     not know, or does not end in one sigmoid unit; names the layer and the reason
   */
  public FoldedNetwork folded() {
    return named(() -> FoldedNetwork.of(layers));
  }

  /**
   * The network as Deeplearning4j trains it further, with Adam's state.
   *
   * @throws InvalidInput if it can be used for prediction only; the message says why
   */
  public TrainableNetwork trainable() {
    return named(() -> TrainableNetwork.of(this));
  }

  /** Returns the library and its version, such as: Keras 3.15.1. */
  public String maker() {
    return version.isEmpty() ? DEEPLEARNING4J : "Keras " + version;
  }

  /** Counts the weights and biases, the moving averages of normalisations among them. */
  public long parameters() {
    return layers.stream()
        .flatMap(layer -> layer.weights().stream())
        .mapToLong(weight -> weight.values().length)
        .sum();
  }

  /** Features of one row; empty if no layer has weights. */
  public OptionalLong inputs() {
    return layers.stream()
        .filter(layer -> !layer.weights().isEmpty())
        .limit(1)
        .mapToLong(layer -> layer.weights().getFirst().shape()[0])
        .findFirst();
  }

  /** An error names the file. */
  private <T> T named(Supplier<T> conversion) {
    try {
      return conversion.get();
    } catch (InvalidInput e) {
      throw new InvalidInput("%s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
