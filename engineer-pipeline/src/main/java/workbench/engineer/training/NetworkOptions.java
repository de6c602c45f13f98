package workbench.engineer.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import workbench.data.InvalidInput;
import workbench.data.InvalidOption;
import workbench.engineer.keras.KerasFile;
import workbench.engineer.keras.TrainableNetwork;

/** The options of the network's training and release; a picocli mixin. */
public final class NetworkOptions {

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "largest number of passes over the data (default 200)")
  private int epochs = 200;

  @Option(
      names = "--batchSize",
      paramLabel = "N",
      description =
          "rows of a training step (default a thousandth of the training rows, from 10 to 4096)")
  private Integer batchSize;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      description = "units of the hidden layer (default 10)")
  private int hidden = 10;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "stop after N epochs without a better validation loss (default 10; 0: never)")
  private int patience = 10;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "train the network of this model.zip, .keras or .h5 file further")
  private Path resume;

  @Option(
      names = "--force",
      arity = "0..1",
      description = "release the model even if the gate refuses")
  private boolean force;

  /** The pipeline's training. */
  public NetworkTraining training(long seed) {
    if (patience < 0) {
      throw new InvalidOption("patience", patience, "a whole number from 0");
    }
    return new NetworkTraining(hidden, epochs, batchSize, patience, seed);
  }

  /** The network to train further. */
  public Optional<StandardizedNetwork> start() {
    if (resume == null) {
      return Optional.empty();
    }
    if (KerasFile.isNamed(resume)) {
      TrainableNetwork network = KerasFile.read(resume).trainable();
      return Optional.of(new StandardizedNetwork(network.standardizer(), network.network()));
    }
    try {
      return Optional.of(NetworkFile.read(resume));
    } catch (IOException | RuntimeException e) {
      String reason =
          e instanceof InvalidInput ? e.getMessage() : e.toString().lines().findFirst().orElse("");
      throw new InvalidInput(
          "%s: is not a network that this workbench saved (%s)".formatted(resume, reason), e);
    }
  }

  public boolean force() {
    return force;
  }
}
