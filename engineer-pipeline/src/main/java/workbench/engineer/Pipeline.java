package workbench.engineer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import workbench.command.Stages;
import workbench.command.Stopwatch;
import workbench.data.Examples;
import workbench.data.Preparation;
import workbench.engineer.keras.KerasFile;
import workbench.engineer.release.ReleaseDesk;
import workbench.engineer.release.ReleaseGate.Decision;
import workbench.engineer.training.DataValidation;
import workbench.engineer.training.NetworkDescription;
import workbench.engineer.training.NetworkOptions;
import workbench.engineer.training.NetworkTraining;
import workbench.engineer.training.NetworkTraining.Trained;
import workbench.engineer.training.StandardizedNetwork;
import workbench.engineer.training.ThresholdRows;
import workbench.engineer.training.TrainingHistory;
import workbench.evaluation.CostComparison;
import workbench.evaluation.ErrorCost;
import workbench.evaluation.Evaluation;
import workbench.evaluation.Outcome;
import workbench.evaluation.Threshold;
import workbench.model.Metadata;
import workbench.model.ModelRepository;
import workbench.model.Verification;

/**
 * The engineer's pipeline: load, split, validate, train, evaluate, gate, export, verify, publish.
 */
public final class Pipeline {

  /**
   * The result of a run.
   *
   * @param outcome without an artifact if the gate refused the model
   * @param model that was trained
   * @param probabilities {@code [m]} of the class 1, for the rows of the test set
   * @param threshold of the model
   * @param history of the training
   * @param decision of the gate
   * @param verification of the released file; empty if there is none
   * @param stages in their order; load and split are told here, but were done before
   */
  public record Result(
      Outcome outcome,
      StandardizedNetwork model,
      double[] probabilities,
      Threshold threshold,
      TrainingHistory history,
      Decision decision,
      Optional<Verification> verification,
      List<Stages.Stage> stages) {

    public Result {
      stages = List.copyOf(stages);
    }
  }

  private final NetworkTraining training;
  private final Optional<StandardizedNetwork> start;
  private final ReleaseDesk desk;
  private final Optional<ErrorCost> cost;

  /** Creates a pipeline with the threshold 0.5. */
  public Pipeline(NetworkOptions options, long seed, Path models) {
    this(options, seed, models, Optional.empty());
  }

  /**
   * @param options of the training
   * @param seed of the initial weights and of the order of the rows
   * @param models the model repository
   * @param cost of the errors, for which the threshold is chosen; empty: the threshold is 0.5
   * @throws workbench.data.InvalidInput if an option is out of range, or the model to go on with
   *     cannot be read
   */
  public Pipeline(NetworkOptions options, long seed, Path models, Optional<ErrorCost> cost) {
    this.training = options.training(seed);
    this.start = options.start();
    this.desk = new ReleaseDesk(new ModelRepository(models), options.force());
    this.cost = cost;
  }

  /** Runs on a data set that was loaded without options. */
  public Result run(Preparation data) throws IOException {
    return run(data, Map.of());
  }

  /**
   * Runs it and prints a line a stage.
   *
   * @param options with which the data set was loaded and split, by their names
   * @throws IOException if the model cannot be published; nothing of it is left then
   */
  public Result run(Preparation data, Map<String, String> options) throws IOException {
    var stages = new Stages();
    stages.note("load", data.loadLines());
    stages.note("split", data.splitLines());
    DataValidation validation = DataValidation.of(data);
    stages.note("validate", validation.describe());

    Optional<ThresholdRows> forCost = cost.map(_ -> ThresholdRows.of(training, data.train()));
    Examples train = forCost.map(ThresholdRows::train).orElse(data.train());
    var stopwatch = new Stopwatch();
    Trained trained =
        start.isPresent()
            ? training.resume(start.get().fitting(train), train)
            : training.fit(train);
    double fitSeconds = stopwatch.seconds();
    StandardizedNetwork model = trained.model();
    NetworkDescription network = NetworkDescription.of(model.network());
    String name = "network " + network.shape();
    stages.note(
        "train",
        "%s, %s: %s in %.1f s",
        name,
        training.describeBatches(data.train().rows()),
        trained.describeEpochs(),
        fitSeconds);
    trained.describeBest().ifPresent(line -> stages.note("", line));

    Threshold threshold =
        forCost.map(rows -> rows.threshold(cost.orElseThrow(), model)).orElse(Threshold.HALF);
    if (threshold.isChosen()) {
      stages.note("threshold", threshold.describe(data.dataset().classNames().get(1)));
    }

    double[] probabilities = model.probabilities(data.test().x());
    Evaluation evaluation =
        Evaluation.of(data.test().y(), probabilities, threshold, data.baseline());
    stages.note("evaluate", data.testLines(evaluation, probabilities, threshold));
    CostComparison.of(threshold, data.test().y(), probabilities)
        .ifPresent(costs -> stages.note("cost", costs.describe()));

    double[][] oneRow = {data.test().x()[0]};
    double micros = Stopwatch.medianMicros(500, () -> model.probabilities(oneRow));
    Decision decision = desk.decide(data, probabilities, stages);
    Metadata metadata =
        Metadata.of(Metadata.Role.ENGINEER, name, data, evaluation, "Deeplearning4j")
            .with(network.toString())
            .with(threshold)
            .with(options);
    Optional<Released> released =
        decision.accepted()
            ? Optional.of(
                release(metadata, model, data, validation, decision, probabilities, stages))
            : Optional.empty();
    return new Result(
        new Outcome(name, evaluation, fitSeconds, micros, released.map(Released::file)),
        model,
        probabilities,
        threshold,
        trained.history(),
        decision,
        released.map(Released::verification),
        stages.done());
  }

  private record Released(Path file, Verification verification) {}

  private Released release(
      Metadata metadata,
      StandardizedNetwork model,
      Preparation data,
      DataValidation validation,
      Decision decision,
      double[] probabilities,
      Stages stages)
      throws IOException {
    List<Verification> verified = new ArrayList<>();
    Path folder =
        desk.publish(
            metadata,
            decision,
            data,
            probabilities,
            validation,
            stages,
            staging -> {
              model.save(staging.resolve("model.zip"), data.test().x());
              KerasFile.save(
                  Optional.of(model.standardizer()),
                  model.network(),
                  staging.resolve("model.keras"));
              stages.note(
                  "export",
                  "model.onnx to serve, model.zip to train further, model.keras for Keras");
              Verification verification =
                  Verification.ofWritten(
                      staging.resolve(ModelRepository.MODEL),
                      model.exported().with(data.rawColumns()),
                      metadata,
                      data,
                      model.inDoublePrecision()::probabilities);
              stages.note("verify", verification.toString());
              verified.add(verification);
            });
    return new Released(folder.resolve(ModelRepository.MODEL), verified.getLast());
  }
}
