package workbench.engineer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import workbench.command.Commands;
import workbench.command.CommonOptions;
import workbench.command.Stages;
import workbench.data.Column;
import workbench.data.DatasetOptions;
import workbench.data.Evaluation;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.data.SeenRows;
import workbench.data.Threshold;
import workbench.engineer.ReleaseGate.Decision;
import workbench.engineer.keras.FoldedNetwork;
import workbench.engineer.keras.KerasFile;
import workbench.engineer.keras.KerasModel;
import workbench.handoff.Metadata;
import workbench.handoff.ModelRepository;
import workbench.handoff.Verification;

/**
 * Takes a network in a file of Keras through the gate: converts it to the hand-off file and
 * evaluates it on the test rows.
 *
 * @param file with the ending .keras or .h5
 */
record KerasRelease(Path file, CommonOptions common, boolean force) {

  /** The name under which the metadata have the file's maker, among the libraries. */
  static final String MAKER = "Keras file";

  /**
   * @return the exit code
   * @throws InvalidInput if the file cannot be used, or does not fit the data
   */
  int run() throws IOException {
    if (!common.hasDataset()) {
      throw new InvalidInput(
          "%s: does not say which data it is for: name them with -Ddataset=".formatted(file));
    }
    KerasModel model = KerasFile.read(file);
    FoldedNetwork folded = model.folded();
    DatasetOptions options = common.datasetOr("");
    Preparation data =
        Preparation.of(common.load(options), common.testSize(), common.seed(), common.split());
    checkColumns(data, folded.standardizer().mean().length);
    var stages = new Stages();
    stages.note("load", data.loadLines());
    stages.note("split", data.splitLines());
    DataValidation validation = DataValidation.of(data);
    stages.note("validate", validation.describe());

    var network = new StandardizedNetwork(folded.standardizer(), folded.network());
    NetworkDescription description = NetworkDescription.read(file);
    String name = "network " + description.shape();
    stages.note("read", "%s, made by %s", name, model.maker());
    double[] probabilities = network.probabilities(data.test().x());
    Evaluation evaluation = Evaluation.of(data.test().y(), probabilities, data.baseline());
    stages.note("evaluate", evaluation.toString());
    SeenRows.of(data)
        .describeAccuracy(data.test().y(), probabilities, Threshold.HALF)
        .ifPresent(line -> stages.note("", line));
    stages.note("", data.describeBaseline());
    stages.note("", "the file does not say on which rows it was trained: these may be among them");

    var desk = new ReleaseDesk(new ModelRepository(common.models()), force);
    Decision decision = desk.decide(data, probabilities, stages);
    if (!decision.accepted()) {
      return Commands.REFUSED;
    }
    Metadata metadata =
        Metadata.of(Metadata.Role.ENGINEER, name, data, evaluation, "Deeplearning4j")
            .with(description.toString())
            .with(common.given(options))
            .withLibrary(MAKER, model.maker());
    desk.publish(
        metadata,
        decision,
        data,
        probabilities,
        validation,
        stages,
        folder -> {
          boolean zip = file.toString().toLowerCase(Locale.ROOT).endsWith(".keras");
          Files.copy(file, folder.resolve(zip ? "model.keras" : "model.h5"));
          Verification verification =
              Verification.ofWritten(
                  folder.resolve(ModelRepository.MODEL),
                  folded.handoff(),
                  metadata,
                  data,
                  network::probabilities);
          stages.note("verify", verification.toString());
        });
    return Commands.DONE;
  }

  /** A Keras file gets the number columns in the order of the data. */
  private void checkColumns(Preparation data, int inputs) {
    for (Column column : data.dataset().columns()) {
      if (column instanceof Column.Categorical || column.missing() > 0) {
        throw new InvalidInput(
            "%s: takes numbers, and the column '%s' of %s %s"
                .formatted(
                    file,
                    column.name(),
                    data.dataset().name(),
                    column instanceof Column.Categorical
                        ? "is a category"
                        : "has %d missing values".formatted(column.missing())));
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
