package workbench.engineer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import workbench.data.Evaluation;
import workbench.handoff.Metadata;
import workbench.text.Markdown;

/**
 * The page that goes with a released model: what it is, where it comes from, how good it is, and
 * where that ends.
 */
final class ModelCard {

  private ModelCard() {}

  /**
   * @param metadata as in the hand-off file
   * @param decision why it was released
   * @param validation what was found in the data
   * @param notes how a file of the user's own was read
   */
  static String of(
      Metadata metadata,
      ReleaseGate.Decision decision,
      DataValidation validation,
      List<String> notes) {
    Evaluation evaluation = metadata.evaluation();
    return String.format(
        Locale.ROOT,
        """
        # %s on %s

        Tells '%s' from '%s'. Handed over by the %s on %s.

        | | |
        |---|---|
        | accuracy on the test part | %.3f (%d of %d rows), 95%% interval %s |
        | always answering with the majority class | %.3f |
        | log-loss | %.3f |
        | AUC | %.3f |
        | release | %s |
        | attempts | %s |
        %s
        ## Data

        The data set %s, SHA-256 %s. Split: %s; seed %d. Validation: %s.%s

        Features, in this order, as measured: %s.

        ## Limits

        - It was tested on %d rows of the same data set, drawn at random: on rows from elsewhere, or from later, it
          may do worse. The server compares what it is asked with the training data (`reference.json`).
        - Its probabilities were not calibrated.
        - It knows these two classes alone, and answers with one of them whatever it is given.

        ## Made with

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
        network(metadata),
        Markdown.text(metadata.dataset()),
        Markdown.code(metadata.datasetSha256()),
        Markdown.text(metadata.split()),
        metadata.seed(),
        Markdown.text(validation.describe()),
        notes.isEmpty()
            ? ""
            : Markdown.text(" The file was read so: " + String.join("; ", notes) + "."),
        metadata.featureNames().stream().map(Markdown::code).collect(Collectors.joining(", ")),
        evaluation.rows(),
        Markdown.text(metadata.revision()),
        metadata.libraries().entrySet().stream()
            .map(ModelCard::library)
            .collect(Collectors.joining(", ")));
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
