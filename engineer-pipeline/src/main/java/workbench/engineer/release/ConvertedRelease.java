package workbench.engineer.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import workbench.command.Stages;
import workbench.data.ColumnTransformer;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.evaluation.Evaluation;
import workbench.model.ConvertedModel;
import workbench.model.Metadata;
import workbench.model.ModelRepository;
import workbench.model.OnnxScorer;

/**
 * An ONNX file of another tool, such as scikit-learn's converter; it is released with metadata
 * after its own content.
 *
 * @param columns that it takes; empty if it takes one tensor
 */
public record ConvertedRelease(
    ConvertedModel model, Optional<ColumnTransformer> columns, OnnxScorer scorer)
    implements ForeignRelease.Model {

  /**
   * @param file name of the file in messages
   * @throws InvalidInput if it cannot be used, or does not fit the data
   */
  public static ConvertedRelease read(ConvertedModel model, Path file, Preparation data) {
    Optional<ColumnTransformer> columns = model.columns(data);
    // Figures come when it has been evaluated.
    Metadata metadata =
        metadata(
            model,
            columns,
            data,
            Evaluation.of(data.test().y(), new double[data.test().rows()], data.baseline()));
    return new ConvertedRelease(
        model, columns, OnnxScorer.of(model.with(metadata), file.toString()));
  }

  private static Metadata metadata(
      ConvertedModel model,
      Optional<ColumnTransformer> columns,
      Preparation data,
      Evaluation evaluation) {
    Metadata metadata =
        Metadata.of(Metadata.Role.SCIENTIST, "model of " + model.maker(), data, evaluation)
            .withLibrary(Metadata.ONNX_FILE, model.maker());
    return columns.isPresent() ? metadata.with(columns) : metadata;
  }

  @Override
  public String describe() {
    return columns
        .map(each -> "%d raw columns".formatted(each.inputs().size()))
        .orElse("one tensor of %d features".formatted(scorer.features()))
        .concat(", made by " + model.maker());
  }

  @Override
  public double[] probabilities(Preparation data) {
    return scorer.probabilities(data);
  }

  @Override
  public Metadata metadata(Preparation data, Evaluation evaluation) {
    return metadata(model, columns, data, evaluation);
  }

  @Override
  public void write(Path folder, Metadata metadata, Preparation data, Stages stages)
      throws IOException {
    Files.write(folder.resolve(ModelRepository.MODEL), model.with(metadata));
  }

  @Override
  public void close() {
    scorer.close();
  }
}
