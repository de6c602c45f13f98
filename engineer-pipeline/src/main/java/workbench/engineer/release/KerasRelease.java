package workbench.engineer.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import workbench.command.Stages;
import workbench.data.Column;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.engineer.keras.FoldedNetwork;
import workbench.engineer.keras.KerasFile;
import workbench.engineer.keras.KerasModel;
import workbench.engineer.training.NetworkDescription;
import workbench.engineer.training.StandardizedNetwork;
import workbench.evaluation.Evaluation;
import workbench.model.Metadata;
import workbench.model.ModelRepository;
import workbench.model.Verification;

/**
 * A network in a file of Keras; it is released as an exported model.
 *
 * @param file with the ending .keras or .h5
 * @param maker of the file
 * @param description of its layers
 */
public record KerasRelease(
    Path file,
    String maker,
    NetworkDescription description,
    FoldedNetwork folded,
    StandardizedNetwork network)
    implements ForeignRelease.Model {

  /**
   * @throws InvalidInput if the file cannot be used, or does not fit the data
   */
  public static KerasRelease read(Path file, Preparation data) {
    KerasModel model = KerasFile.read(file);
    FoldedNetwork folded = model.folded();
    checkColumns(file, data, folded.standardizer().mean().length);
    return new KerasRelease(
        file,
        model.maker(),
        NetworkDescription.read(file),
        folded,
        new StandardizedNetwork(folded.standardizer(), folded.network()));
  }

  private String name() {
    return "network " + description.shape();
  }

  @Override
  public String describe() {
    return "%s, made by %s".formatted(name(), maker);
  }

  @Override
  public double[] probabilities(Preparation data) {
    return network.probabilities(data.test().x());
  }

  @Override
  public Metadata metadata(Preparation data, Evaluation evaluation) {
    return Metadata.of(Metadata.Role.ENGINEER, name(), data, evaluation, "Deeplearning4j")
        .with(description.toString())
        .withLibrary(Metadata.KERAS_FILE, maker);
  }

  @Override
  public void write(Path folder, Metadata metadata, Preparation data, Stages stages)
      throws IOException {
    boolean zip = file.toString().toLowerCase(Locale.ROOT).endsWith(".keras");
    Files.copy(file, folder.resolve(zip ? "model.keras" : "model.h5"));
    Verification verification =
        Verification.ofWritten(
            folder.resolve(ModelRepository.MODEL),
            folded.exported(),
            metadata,
            data,
            network::probabilities);
    stages.note("verify", verification.toString());
  }

  /** A Keras file gets the number columns in the order of the data, and has no imputer. */
  private static void checkColumns(Path file, Preparation data, int inputs) {
    for (Column column : data.dataset().columns()) {
      boolean imputed = column.missing() > 0 && data.leftOut() == 0;
      if (column instanceof Column.Categorical || imputed) {
        throw new InvalidInput(
            "%s: takes numbers, and the column '%s' of %s %s"
                .formatted(
                    file,
                    column.name(),
                    data.dataset().name(),
                    column instanceof Column.Categorical
                        ? "is a category"
                        : "has %d missing values: -DmissingRows=drop leaves their rows out"
                            .formatted(column.missing())));
      }
    }
    List<String> names = data.train().featureNames();
    if (names.size() != inputs) {
      throw new InvalidInput(
          "%s: takes rows of %d numbers, %s has %d features: %s"
              .formatted(
                  file,
                  inputs,
                  data.dataset().name(),
                  names.size(),
                  names.size() <= 10
                      ? String.join(", ", names)
                      : String.join(", ", names.subList(0, 10)) + ", ..."));
    }
  }
}
