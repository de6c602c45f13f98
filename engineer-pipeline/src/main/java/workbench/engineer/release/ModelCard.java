package workbench.engineer.release;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import workbench.engineer.training.DataValidation;
import workbench.evaluation.ConfusionMatrix;
import workbench.evaluation.CostComparison;
import workbench.evaluation.Evaluation;
import workbench.model.Metadata;
import workbench.text.Markdown;

/** The model card of a release: classes, metrics, data, features, limits and provenance. */
final class ModelCard {

  private ModelCard() {}

  /**
   * @param metadata as in the exported model
   * @param decision why it was released
   * @param costs of the errors on the test rows; empty if the threshold is 0.5
   * @param validation findings about the data
   * @param notes how a CSV file was read
   */
  static String of(
      Metadata metadata,
      ReleaseGate.Decision decision,
      Optional<CostComparison> costs,
      DataValidation validation,
      List<String> notes) {
    Evaluation evaluation = metadata.evaluation();
    return String.format(
        Locale.ROOT,
        """
        # %s on %s

        The model tells '%s' from '%s'. Exported by the %s on %s.

        | | |
        |---|---|
        | accuracy on the test set | %.3f (%d of %d rows), 95%% interval %s |
        | accuracy of always answering with the larger class | %.3f |
        | log-loss | %.3f |
        | AUC | %.3f |
        | release | %s |
        | attempts | %s |
        %s%s
        ## Data

        Data set: %s, SHA-256 %s. Split: %s; seed %d. Validation: %s.%s

        Features, in this order, in their original units: %s.

        ## Limits

        - The model was tested on %d randomly selected rows of the same data set. On rows from another source or a
          later time it may be worse. The server compares its requests with the training data (`reference.json`).
        - The probabilities were not calibrated.
        - The model answers with one of these two classes for every input.
        %s
        ## Versions

        Source revision %s; %s.
        """,
        Markdown.text(metadata.model()),
        Markdown.text(metadata.dataset()),
        Markdown.text(metadata.classNames().get(1)),
        Markdown.text(metadata.classNames().get(0)),
        metadata.role().name().toLowerCase(Locale.ROOT),
        metadata.created(),
        evaluation.accuracy(),
        evaluation.correct(),
        evaluation.rows(),
        evaluation.interval(),
        evaluation.baseline(),
        evaluation.logLoss(),
        evaluation.auc(),
        decision.forced()
            ? "**forced**, against the gate: " + Markdown.text(decision.reason())
            : Markdown.text(decision.reason()),
        decision.describeAttempts(),
        costs.map(each -> threshold(metadata, each)).orElse(""),
        network(metadata),
        Markdown.text(metadata.dataset()),
        Markdown.code(metadata.datasetSha256()),
        Markdown.text(metadata.split()),
        metadata.seed(),
        Markdown.text(validation.describe()),
        notes.isEmpty()
            ? ""
            : Markdown.text(" How the file was read: " + String.join("; ", notes) + "."),
        metadata.featureNames().stream()
            .map(name -> feature(metadata, name))
            .collect(Collectors.joining(", ")),
        evaluation.rows(),
        maker(metadata),
        Markdown.text(metadata.revision()),
        metadata.libraries().entrySet().stream()
            .map(ModelCard::library)
            .collect(Collectors.joining(", ")));
  }

  private static String threshold(Metadata metadata, CostComparison costs) {
    ConfusionMatrix chosen = costs.chosen();
    ConfusionMatrix half = costs.half();
    String positive = Markdown.text(metadata.classNames().get(1));
    String negative = Markdown.text(metadata.classNames().get(0));
    return String.format(
        Locale.ROOT,
        """

        ## Threshold

        %s. The label and the accuracy above use this threshold. On the test set:

        | | threshold %s | threshold 0.5 |
        |---|---|---|
        | cost | %s | %s |
        | misses: %s predicted as %s | %d | %d |
        | false alarms: %s predicted as %s | %d | %d |
        | %s predicted correctly | %d | %d |
        | %s predicted correctly | %d | %d |
        | accuracy | %.3f | %.3f |
        """,
        Markdown.text(metadata.threshold().describe(metadata.classNames().get(1))),
        costs.threshold(),
        costs.chosenCost(),
        costs.halfCost(),
        positive,
        negative,
        chosen.falseNegative(),
        half.falseNegative(),
        negative,
        positive,
        chosen.falsePositive(),
        half.falsePositive(),
        positive,
        chosen.truePositive(),
        half.truePositive(),
        negative,
        chosen.trueNegative(),
        half.trueNegative(),
        chosen.accuracy(),
        half.accuracy());
  }

  private static String maker(Metadata metadata) {
    return metadata
        .maker()
        .map(
            maker ->
                """
                - It was made by %s. The file does not say on which rows it was trained, so the gate cannot know whether the
                  test rows were held out.
                """
                    .formatted(Markdown.text(maker)))
        .orElse("");
  }

  /** A category with its levels. */
  private static String feature(Metadata metadata, String name) {
    List<String> levels = metadata.levels().getOrDefault(name, List.of());
    return Markdown.code(name)
        + (levels.isEmpty()
            ? ""
            : levels.stream().map(Markdown::code).collect(Collectors.joining(", ", " (", ")")));
  }

  private static String network(Metadata metadata) {
    return metadata.architecture().isEmpty()
        ? ""
        : "\n## Network\n\n%s.\n".formatted(Markdown.text(metadata.architecture()));
  }

  private static String library(Map.Entry<String, String> library) {
    return Markdown.text(library.getKey() + " " + library.getValue());
  }
}
