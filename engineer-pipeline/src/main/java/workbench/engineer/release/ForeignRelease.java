package workbench.engineer.release;

import java.io.IOException;
import java.nio.file.Path;
import workbench.command.CommonOptions;
import workbench.command.Stages;
import workbench.data.DatasetOptions;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.engineer.training.DataValidation;
import workbench.evaluation.Evaluation;
import workbench.evaluation.Threshold;
import workbench.model.Metadata;
import workbench.model.ModelRepository;

/**
 * Takes a model of another tool through the gate: the user names the data, and the model is
 * evaluated on their test rows.
 *
 * @param file as the user named it
 */
public record ForeignRelease(Path file, CommonOptions common, boolean force) {

  /** A model of another tool, made ready for some data. */
  public interface Model extends AutoCloseable {

    /** The kind of the model and the library that made it, in words. */
    String describe();

    /**
     * @return {@code [m]} of the class 1, for the rows of the test set
     */
    double[] probabilities(Preparation data);

    Metadata metadata(Preparation data, Evaluation evaluation);

    /**
     * Writes the files of the version and checks them.
     *
     * @throws IOException if they cannot be written
     */
    void write(Path folder, Metadata metadata, Preparation data, Stages stages) throws IOException;

    @Override
    default void close() {}
  }

  /** Reads a model for some data. */
  public interface Reader {

    /**
     * @throws IOException if the file cannot be read
     * @throws InvalidInput if it cannot be used, or does not fit the data
     */
    Model read(Preparation data) throws IOException;
  }

  /**
   * @return the exit code
   * @throws InvalidInput if the file cannot be used, or does not fit the data
   */
  public int run(Reader reader) throws IOException {
    if (!common.hasDataset()) {
      throw new InvalidInput(
          "%s: does not say which data it is for: name them with -Ddataset=".formatted(file));
    }
    DatasetOptions options = common.datasetOr("");
    Preparation data = common.prepare(options);
    try (Model model = reader.read(data)) {
      var stages = new Stages();
      stages.note("load", data.loadLines());
      stages.note("split", data.splitLines());
      DataValidation validation = DataValidation.of(data);
      stages.note("validate", validation.describe());
      stages.note("read", model.describe());
      double[] probabilities = model.probabilities(data);
      Evaluation evaluation = Evaluation.of(data.test().y(), probabilities, data.baseline());
      stages.note("evaluate", data.testLines(evaluation, probabilities, Threshold.HALF));
      stages.note(
          "", "the file does not say on which rows it was trained: these may be among them");

      var desk = new ReleaseDesk(new ModelRepository(common.models()), force);
      Metadata metadata = model.metadata(data, evaluation).with(common.given(options));
      return desk.release(
          metadata,
          data,
          probabilities,
          validation,
          stages,
          folder -> model.write(folder, metadata, data, stages));
    }
  }
}
