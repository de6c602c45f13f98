package workbench.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import workbench.command.Stages;
import workbench.data.Preparation;
import workbench.engineer.Pipeline;
import workbench.engineer.release.ReleaseGate.Decision;
import workbench.engineer.serving.models.ReferenceDistribution;
import workbench.engineer.training.TrainingHistory;
import workbench.evaluation.ConfusionMatrix;
import workbench.evaluation.CostComparison;
import workbench.evaluation.Evaluation;
import workbench.evaluation.Interval;
import workbench.evaluation.Threshold;
import workbench.model.Verification;
import workbench.scientist.ScientistWorkflow;
import workbench.scientist.inference.BootstrapIntervals;
import workbench.scientist.study.Study;
import workbench.scientist.validation.PermutationTest;

/**
 * Both roles on the same rows of one data set.
 *
 * @param name of the data set
 * @param question that its label answers
 * @param description rows, features and classes, in one line
 * @param split of the rows, in one line
 * @param sha256 of the data
 * @param classNames the names of the classes 0 and 1
 * @param testRows rows of the test set
 * @param baseline metrics of the majority class there
 * @param coin 95% range of the accuracy of random guessing there
 * @param verdict of both roles together
 * @param engineer the network on the test set
 * @param scientist the logistic regression on the test set
 * @param agreement of the two, row by row
 * @param engineerCosts of the network's errors on the test set; empty without a cost
 * @param scientistCosts of the regression's; empty without a cost
 * @param history of the network's training
 * @param gate decision about the network
 * @param serving latency of the released network; empty if none was released
 * @param pipeline its stages
 * @param modelCard text of the released card; empty if there is none
 * @param verification of the released network's file
 * @param answer of the study: signal, no-signal or uncertain
 * @param headline the study's answer in one sentence
 * @param permutation of the study's labels
 * @param effort counts of the queries, folds, fits and figures of the study
 * @param study its stages
 * @param export verification of the scientist's exported model
 * @param engineerFiles files that the engineer wrote
 * @param scientistFiles files that the scientist wrote
 * @param rows the test set, row by row
 * @param rawRow one of them, from its raw cells to the scientist's probability
 * @param thresholds errors of both models on the test set at other thresholds
 * @param whatIf both models, for a row that the reader sets; empty if they are too large
 */
public record DatasetComparison(
    String name,
    String question,
    String description,
    String split,
    String sha256,
    List<String> classNames,
    int testRows,
    MajorityClass baseline,
    Interval coin,
    Verdict verdict,
    Scorecard engineer,
    Scorecard scientist,
    Agreement agreement,
    Optional<Costs> engineerCosts,
    Optional<Costs> scientistCosts,
    TrainingHistory history,
    Decision gate,
    Optional<Serving> serving,
    List<Stages.Stage> pipeline,
    Optional<String> modelCard,
    Optional<Verification> verification,
    String answer,
    String headline,
    Permutation permutation,
    Effort effort,
    List<Stages.Stage> study,
    Verification export,
    List<Artifact> engineerFiles,
    List<Artifact> scientistFiles,
    TestRows rows,
    RawRow rawRow,
    Thresholds thresholds,
    Optional<WhatIf> whatIf) {

  private static final double LEVEL = 0.05;

  /** The joint verdict of both roles. */
  public enum Verdict {
    /** Both models are better than chance. */
    SIGNAL,
    /** Neither model is better than chance. */
    NO_SIGNAL,
    /** One model is better than chance, or the study is not settled. */
    UNCERTAIN
  }

  /**
   * The model that learned nothing.
   *
   * @param className its constant answer
   * @param accuracy on the test set
   * @param logLoss if it gives the share of the class 1 in the training set as its probability
   */
  public record MajorityClass(String className, double accuracy, double logLoss) {}

  /**
   * The errors at the threshold of a model and at 0.5.
   *
   * @param option the cost as it was typed
   * @param threshold of the model
   * @param source the rows that it was chosen on, in words
   * @param cost on the test rows at the threshold
   * @param costAtHalf on the test rows at 0.5
   * @param errors at the threshold
   * @param errorsAtHalf at 0.5
   */
  public record Costs(
      String option,
      float threshold,
      String source,
      String cost,
      String costAtHalf,
      ConfusionMatrix errors,
      ConfusionMatrix errorsAtHalf) {}

  /**
   * The study's permutation test.
   *
   * @param score AUC in cross-validation with the labels as they are
   * @param permuted the same each time they were shuffled
   * @param reached number of those that are as high
   * @param pValue of the test
   */
  public record Permutation(double score, double[] permuted, int reached, double pValue) {}

  /**
   * Counts of what a study computed.
   *
   * @param queries SQL queries
   * @param folds fits of the cross-validation
   * @param permutations of the labels
   * @param resamples of the bootstrap
   * @param models that were compared, with the logistic regression
   * @param figures in the report
   */
  public record Effort(
      int queries, int folds, int permutations, int resamples, int models, int figures) {}

  /**
   * The test set.
   *
   * @param numbers in the data set, from 1
   * @param labels 0 or 1
   * @param engineer probabilities of the class 1
   * @param scientist probabilities of the class 1
   */
  public record TestRows(int[] numbers, int[] labels, double[] engineer, double[] scientist) {}

  public DatasetComparison {
    classNames = List.copyOf(classNames);
    pipeline = List.copyOf(pipeline);
    study = List.copyOf(study);
    engineerFiles = List.copyOf(engineerFiles);
    scientistFiles = List.copyOf(scientistFiles);
  }

  /**
   * Compares both roles on a data set. A released network is served for a moment, to see how fast
   * it answers.
   *
   * @param before load and split, which both roles share
   * @param page the folder of the page, for links
   * @throws IOException if a file of a role cannot be read, or the server cannot be asked
   */
  public static DatasetComparison of(
      Preparation data,
      List<Stages.Stage> before,
      Pipeline.Result engineer,
      ScientistWorkflow.Result scientist,
      Path page)
      throws IOException {
    int[] y = data.test().y();
    double[] network = engineer.probabilities();
    double[] regression = scientist.study().fit().model().probabilities(data.test().x());
    int[] numbers = data.rowNumbers(data.split().test());
    Optional<Path> version = engineer.outcome().artifact().map(Path::getParent);
    Study study = scientist.study();
    return new DatasetComparison(
        data.dataset().name(),
        study.load().question(),
        data.describeData(),
        data.describeSplit(),
        data.dataset().sha256(),
        data.dataset().classNames(),
        y.length,
        majorityClass(data),
        Interval.chance(y.length),
        verdict(engineer, scientist),
        Scorecard.of(engineer.outcome(), y, network, data.seed()),
        Scorecard.of(scientist.outcome(), y, regression, data.seed()),
        Agreement.of(
            y, network, engineer.threshold(), regression, study.test().threshold(), numbers),
        costs(engineer.threshold(), y, network),
        costs(study.test().threshold(), y, regression),
        engineer.history(),
        engineer.decision(),
        version.isEmpty()
            ? Optional.empty()
            : Optional.of(Serving.measure(version.get(), data, network)),
        timed(before, engineer.stages()),
        version.isEmpty()
            ? Optional.empty()
            : Optional.of(Files.readString(version.get().resolve("MODEL_CARD.md"))),
        engineer.verification(),
        scientist.conclusions().answer().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        scientist.conclusions().headline(),
        permutation(study),
        effort(study, scientist.report()),
        timed(before, scientist.stages()),
        scientist.verification(),
        engineerFiles(version, page),
        scientistFiles(scientist, page),
        new TestRows(Arrays.stream(numbers).map(row -> row + 1).toArray(), y, network, regression),
        RawRow.of(data, study.fit().model(), scientist.outcome().artifact().orElseThrow()),
        Thresholds.of(y, network, regression, engineer.threshold().cost().orElse(Thresholds.COST)),
        WhatIf.of(
            data,
            engineer.model(),
            engineer.threshold(),
            study.fit().model(),
            study.test().threshold()));
  }

  /**
   * The gate's test and the study's answer; a gate that prefers an older version says nothing
   * against a signal.
   */
  private static Verdict verdict(Pipeline.Result engineer, ScientistWorkflow.Result scientist) {
    boolean gate = engineer.decision().pValue() < LEVEL;
    return switch (scientist.conclusions().answer()) {
      case SIGNAL -> gate ? Verdict.SIGNAL : Verdict.UNCERTAIN;
      case NO_SIGNAL -> gate ? Verdict.UNCERTAIN : Verdict.NO_SIGNAL;
      case UNCERTAIN -> Verdict.UNCERTAIN;
    };
  }

  private static MajorityClass majorityClass(Preparation data) {
    double[] share = new double[data.test().rows()];
    Arrays.fill(share, Arrays.stream(data.train().y()).average().orElseThrow());
    return new MajorityClass(
        data.dataset().classNames().get(data.baseline().label()),
        data.baseline().accuracy(data.test().y()),
        Evaluation.logLoss(data.test().y(), share));
  }

  private static Optional<Costs> costs(Threshold threshold, int[] y, double[] probabilities) {
    return CostComparison.of(threshold, y, probabilities)
        .map(
            costs ->
                new Costs(
                    costs.cost().toString(),
                    threshold.value(),
                    threshold.source(),
                    costs.chosenCost(),
                    costs.halfCost(),
                    costs.chosen(),
                    costs.half()));
  }

  private static Permutation permutation(Study study) {
    PermutationTest test = study.validate().permutation();
    return new Permutation(test.observed(), test.permuted(), test.reached(), test.pValue());
  }

  private static Effort effort(Study study, Path report) throws IOException {
    return new Effort(
        study.describe().description().queries().size(),
        study.validate().crossValidation().folds().folds().size(),
        study.validate().permutation().permuted().length,
        study.infer().bootstrap().map(BootstrapIntervals::replicates).orElse(0),
        study.compare().comparison().results().size(),
        Files.readString(report).split("<svg ", -1).length - 1);
  }

  /**
   * Gives the stages that both roles share their times: the workflows printed these stages and did
   * not run them.
   */
  private static List<Stages.Stage> timed(List<Stages.Stage> before, List<Stages.Stage> stages) {
    return stages.stream()
        .map(
            stage ->
                before.stream()
                    .filter(shared -> shared.name().equals(stage.name()))
                    .map(shared -> new Stages.Stage(stage.name(), stage.lines(), shared.seconds()))
                    .findFirst()
                    .orElse(stage))
        .toList();
  }

  private static List<Artifact> engineerFiles(Optional<Path> version, Path page) {
    return version.stream()
        .flatMap(
            folder ->
                Stream.of(
                    Artifact.of("the model, to serve", folder.resolve("model.onnx"), page),
                    Artifact.of("the model, to train further", folder.resolve("model.zip"), page),
                    Artifact.of("the model, for Keras", folder.resolve("model.keras"), page),
                    Artifact.of("its card", folder.resolve("MODEL_CARD.md"), page),
                    Artifact.of(
                        "the training data's distribution",
                        folder.resolve(ReferenceDistribution.FILE),
                        page)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<Artifact> scientistFiles(ScientistWorkflow.Result scientist, Path page) {
    List<Artifact> files = new ArrayList<>();
    Artifact.of("the report", scientist.report(), page).ifPresent(files::add);
    scientist
        .outcome()
        .artifact()
        .flatMap(file -> Artifact.of("the exported model", file, page))
        .ifPresent(files::add);
    return files;
  }
}
