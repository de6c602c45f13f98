package workbench.engineer.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import workbench.command.Commands;
import workbench.command.Stages;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.engineer.release.ReleaseGate.Decision;
import workbench.engineer.serving.models.ReferenceDistribution;
import workbench.engineer.training.DataValidation;
import workbench.evaluation.CostComparison;
import workbench.model.Metadata;
import workbench.model.ModelRepository;
import workbench.model.OnnxScorer;

/**
 * Releases a model of either role: asks the gate, then publishes the model with its model card and
 * reference distribution.
 *
 * @param repository the released models
 * @param force whether a model that the gate refuses is released
 */
public record ReleaseDesk(ModelRepository repository, boolean force) {

  static final String CARD = "MODEL_CARD.md";

  /**
   * Asks the gate and, if it accepts the model, publishes it.
   *
   * @param metadata of the model
   * @param probabilities {@code [m]} of the class 1, for the rows of the test set
   * @param stages told what the gate says and what was published
   * @param files writes the model and checks it
   * @return the exit code
   * @throws IOException if the repository cannot be read, or writing fails
   */
  public int release(
      Metadata metadata,
      Preparation data,
      double[] probabilities,
      DataValidation validation,
      Stages stages,
      ModelRepository.Contents files)
      throws IOException {
    Decision decision = decide(data, probabilities, stages);
    if (!decision.accepted()) {
      return Commands.REFUSED;
    }
    publish(metadata, decision, data, probabilities, validation, stages, files);
    return Commands.DONE;
  }

  /**
   * Asks the gate and counts the attempt.
   *
   * @param probabilities {@code [m]} of the class 1, for the rows of the test set
   * @param stages told what the gate says
   * @throws IOException if the repository cannot be read, or the attempt cannot be counted
   */
  public Decision decide(Preparation data, double[] probabilities, Stages stages)
      throws IOException {
    Optional<ReleaseGate.Released> released = released(data);
    String name = ModelRepository.nameFor(data.dataset());
    Decision decision =
        ReleaseGate.decide(
                data.test().y(),
                probabilities,
                Arrays.stream(data.train().y()).average().orElseThrow(),
                released,
                new Attempts(repository.root()).count(name, probabilities))
            .insisted(force);
    String verdict =
        decision.forced() ? "FORCED, against: " : decision.accepted() ? "released: " : "REFUSED: ";
    stages.note("gate", verdict + decision.reason());
    if (decision.attempts() > 1) {
      stages.note("", decision.describeAttempts());
    }
    return decision;
  }

  /**
   * Publishes it all at once or not at all.
   *
   * @param probabilities {@code [m]} of the class 1, for the rows of the test set
   * @param stages told what was published
   * @param files writes the model and checks it
   * @return the folder of the version
   * @throws IOException if writing fails
   */
  public Path publish(
      Metadata metadata,
      Decision decision,
      Preparation data,
      double[] probabilities,
      DataValidation validation,
      Stages stages,
      ModelRepository.Contents files)
      throws IOException {
    String name = ModelRepository.nameFor(data.dataset());
    int version =
        repository.publish(
            name,
            folder -> {
              files.write(folder);
              reference(folder.resolve(ModelRepository.MODEL), data)
                  .write(folder.resolve(ReferenceDistribution.FILE));
              Files.writeString(
                  folder.resolve(CARD),
                  ModelCard.of(
                      metadata,
                      decision,
                      CostComparison.of(metadata.threshold(), data.test().y(), probabilities),
                      validation,
                      data.dataset().notes()));
            });
    Path folder = repository.folder(name, version);
    stages.note("publish", folder, contents(folder));
    return folder;
  }

  /** The distribution of the raw columns if the model takes them, otherwise of its features. */
  private static ReferenceDistribution reference(Path model, Preparation data) throws IOException {
    try (OnnxScorer scorer = OnnxScorer.open(model)) {
      return scorer.takesColumns()
          ? ReferenceDistribution.of(
              data.trainRows(), data.columns().select(scorer.metadata().featureNames()))
          : ReferenceDistribution.of(data.train());
    }
  }

  /** The version that is released now, on the same test rows. */
  private Optional<ReleaseGate.Released> released(Preparation data) throws IOException {
    String name = ModelRepository.nameFor(data.dataset());
    OptionalInt newest = repository.newest(name);
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    Path file = repository.folder(name, newest.getAsInt()).resolve(ModelRepository.MODEL);
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      Metadata metadata = scorer.metadata();
      boolean sameSplit =
          metadata.datasetSha256().equals(data.dataset().sha256())
              && metadata.seed() == data.seed()
              && metadata.evaluation().rows() == data.test().rows();
      return Optional.of(
          new ReleaseGate.Released(newest.getAsInt(), scorer.probabilities(data), sameSplit));
    } catch (InvalidInput e) {
      throw new InvalidInput(
          "%s, so the new model cannot take its place".formatted(e.getMessage()), e);
    }
  }

  private static String contents(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .sorted()
          .map(
              file ->
                  String.format(
                      Locale.ROOT, "%s (%,d bytes)", file.getFileName(), file.toFile().length()))
          .collect(Collectors.joining(", "));
    }
  }
}
