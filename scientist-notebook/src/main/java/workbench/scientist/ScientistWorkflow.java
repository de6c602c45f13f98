package workbench.scientist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import workbench.command.Stages;
import workbench.command.Stopwatch;
import workbench.data.DatasetOptions;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.evaluation.ErrorCost;
import workbench.evaluation.Outcome;
import workbench.model.Metadata;
import workbench.model.ModelRepository;
import workbench.model.Verification;
import workbench.model.WholeFile;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.report.StudyReport;
import workbench.scientist.study.Conclusions;
import workbench.scientist.study.Study;
import workbench.scientist.study.StudySize;

/** The scientist's workflow: the study, its report and the exported model. */
public final class ScientistWorkflow {

  /**
   * The result of a run.
   *
   * @param outcome with the file of the exported model
   * @param study with every figure of it
   * @param conclusions in words
   * @param metadata of the exported model
   * @param report the page
   * @param verification of the exported model
   * @param stages in their order; load and split are told here, but were done before
   */
  public record Result(
      Outcome outcome,
      Study study,
      Conclusions conclusions,
      Metadata metadata,
      Path report,
      Verification verification,
      List<Stages.Stage> stages) {

    public Result {
      stages = List.copyOf(stages);
    }
  }

  private static final String MODEL = "logistic regression";

  private final StudySize size;
  private final Path models;
  private final Path report;
  private final Optional<ErrorCost> cost;

  /** Creates a workflow with the threshold 0.5. */
  public ScientistWorkflow(StudySize size, Path models, Path report) {
    this(size, models, report, Optional.empty());
  }

  /**
   * @param size numbers of folds and resamples
   * @param models the folder that gets the model, as {@code handed-over/NAME.onnx}
   * @param report the folder that gets the report, as {@code index.html}
   * @param cost of the errors, for which the threshold is chosen; empty: the threshold is 0.5
   */
  public ScientistWorkflow(StudySize size, Path models, Path report, Optional<ErrorCost> cost) {
    this.size = size;
    this.models = models;
    this.report = report;
    this.cost = cost;
  }

  /** Runs on a data set that was split with the defaults. */
  public Result run(DatasetOptions options, Preparation data) throws IOException {
    return run(options, data, options.asMap());
  }

  /**
   * Runs it and prints what it does. Report and model come into their places only when they are
   * complete; what was there before stays until then.
   *
   * @param options of the data set, as it was loaded
   * @param given the options with which it was loaded and split, by their names
   * @throws InvalidInput if a class has too few rows to be resampled
   * @throws IOException if report or model cannot be saved
   */
  public Result run(DatasetOptions options, Preparation data, Map<String, String> given)
      throws IOException {
    var stages = new Stages();
    Study study = Study.of(options, data, size, cost, stages::note);
    Metadata metadata =
        Metadata.of(Metadata.Role.SCIENTIST, MODEL, data, study.test().evaluation(), "Smile")
            .with(study.test().threshold())
            .with(given);
    Conclusions conclusions = Conclusions.of(study);
    Path page = StudyReport.write(report, study, conclusions, options, metadata);
    stages.note("report", page, "(%,d kB)".formatted(Files.size(page) / 1000));
    List<Verification> verified = new ArrayList<>();
    Path file =
        WholeFile.write(
            place(data),
            draft -> {
              verified.add(verified(draft, study.fit().model(), metadata, data));
              stages.note("verify", verified.getLast().toString());
            });
    stages.note("export", file, "(%,d bytes)".formatted(Files.size(file)));

    double[] oneRow = data.test().x()[0];
    double[] posteriori = new double[2];
    double micros =
        Stopwatch.medianMicros(500, () -> study.fit().model().predict(oneRow, posteriori));
    var outcome =
        new Outcome(
            MODEL, study.test().evaluation(), study.fit().seconds(), micros, Optional.of(file));
    return new Result(
        outcome, study, conclusions, metadata, page, verified.getLast(), stages.done());
  }

  private Path place(Preparation data) {
    return models.resolve("handed-over").resolve(ModelRepository.nameFor(data.dataset()) + ".onnx");
  }

  private static Verification verified(
      Path draft, StandardizedRegression model, Metadata metadata, Preparation data)
      throws IOException {
    return Verification.ofWritten(
        draft, model.exported().with(data.rawColumns()), metadata, data, model::probabilities);
  }
}
