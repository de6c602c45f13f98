package workbench.engineer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import workbench.command.Commands;
import workbench.command.CommonOptions;
import workbench.command.Stages;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.data.csv.CsvOptions;
import workbench.engineer.keras.KerasFile;
import workbench.engineer.release.ConvertedRelease;
import workbench.engineer.release.ForeignRelease;
import workbench.engineer.release.KerasRelease;
import workbench.engineer.release.ReleaseDesk;
import workbench.engineer.training.DataValidation;
import workbench.evaluation.CostComparison;
import workbench.evaluation.Evaluation;
import workbench.evaluation.Threshold;
import workbench.model.ConvertedModel;
import workbench.model.Metadata;
import workbench.model.ModelRepository;
import workbench.model.OnnxScorer;
import workbench.model.RegularFile;

/** Takes a model file through the gate into the model repository. */
@Command(
    name = "release",
    description =
        "Takes a model.onnx of a role or of another tool, or a .keras or .h5 file of Keras,"
            + " through the gate into the model repository.",
    sortOptions = false)
public final class Release implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      required = true,
      description = "a model.onnx, or a .keras or .h5 file of Keras")
  private Path model;

  @Option(names = "--force", description = "release it even if the gate refuses")
  private boolean force;

  public static void main(String[] args) {
    System.exit(Commands.run(new Release(), args));
  }

  @Override
  public Integer call() throws IOException {
    if (KerasFile.isNamed(model)) {
      return new ForeignRelease(model, common, force).run(data -> KerasRelease.read(model, data));
    }
    if (!Files.exists(model)) {
      throw new InvalidInput("%s: no such file; a model.onnx is expected".formatted(model));
    }
    byte[] content = RegularFile.read(model.toRealPath(), OnnxScorer.LARGEST);
    Optional<ConvertedModel> converted = ConvertedModel.of(content, model.toString());
    if (converted.isPresent()) {
      return new ForeignRelease(model, common, force)
          .run(data -> ConvertedRelease.read(converted.get(), model, data));
    }
    if (common.hasSeed()) {
      throw new InvalidInput(
          "--seed is for a file of another tool: a model.onnx of a role says its own seed");
    }
    try (OnnxScorer scorer = OnnxScorer.of(content, model.toString())) {
      Metadata metadata = scorer.metadata();
      var stages = new Stages();
      Map<String, String> taken = common.takeOver(metadata.options());
      if (!taken.isEmpty()) {
        stages.note("options", "as in the file: %s", CsvOptions.describe(taken));
      }
      Preparation data = data(metadata);
      stages.note("load", data.loadLines());
      stages.note("split", data.splitLines());
      DataValidation validation = DataValidation.of(data);
      stages.note("validate", validation.describe());

      Evaluation claimed = metadata.evaluation();
      double[] probabilities = scorer.probabilities(data);
      Evaluation found =
          Evaluation.of(data.test().y(), probabilities, metadata.threshold(), data.baseline());
      if (found.correct() != claimed.correct() || found.rows() != claimed.rows()) {
        throw new InvalidInput(
            "%s: says %d of %d test rows right, but gets %d of %d on this split"
                .formatted(
                    model, claimed.correct(), claimed.rows(), found.correct(), found.rows()));
      }
      Threshold threshold = metadata.threshold();
      stages.note("evaluate", data.testLines(found, probabilities, threshold));
      CostComparison.of(threshold, data.test().y(), probabilities)
          .ifPresent(
              costs -> {
                stages.note("threshold", threshold.describe(metadata.classNames().get(1)));
                stages.note("cost", costs.describe());
              });

      var desk = new ReleaseDesk(new ModelRepository(common.models()), force);
      return desk.release(
          metadata,
          data,
          probabilities,
          validation,
          stages,
          folder -> Files.write(folder.resolve(ModelRepository.MODEL), content));
    }
  }

  /** The data that the file says it was fitted on, with the split that it says. */
  private Preparation data(Metadata metadata) {
    Preparation data =
        common.prepare(common.load(common.datasetOr(metadata.dataset())), metadata.seed());
    if (!data.dataset().sha256().equals(metadata.datasetSha256())) {
      throw new InvalidInput(
          "%s: was fitted on %s with the checksum %s; these data have %s"
              .formatted(
                  model, metadata.dataset(), metadata.datasetSha256(), data.dataset().sha256()));
    }
    return data;
  }
}
