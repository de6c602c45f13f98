package workbench.scientist.study;

import java.util.Arrays;
import java.util.Optional;
import workbench.data.DataCard;
import workbench.data.DatasetOptions;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.scientist.validation.StratifiedSample;

/**
 * Step {@code load}: the question, and the rows to answer it.
 *
 * @param card of a set that comes with the workbench
 * @param question that the data were collected to answer
 * @param resampled the training rows that are resampled: all, or a stratified random sample of
 *     {@link StudySize#maxRows} of them; missing values are imputed in each fit anew
 */
public record LoadStep(Optional<DataCard> card, String question, Examples resampled) {

  /**
   * @param options of the data set, as it was loaded
   * @throws InvalidInput if a class has too few rows to be resampled
   */
  static LoadStep of(DatasetOptions options, Preparation data, StudySize size, Journal journal) {
    refuseTooFewRows(data, size);
    // A user's own file may have the name of a bundled set: the card is that of the option.
    Optional<DataCard> card = DataCard.of(options.dataset());
    String question =
        card.map(DataCard::question)
            .orElse(
                "Can the features tell '%s' from '%s'?"
                    .formatted(
                        data.dataset().classNames().get(1), data.dataset().classNames().get(0)));
    journal.note("question", question);
    journal.notes("load", data.loadLines());
    return new LoadStep(
        card,
        question,
        StratifiedSample.upTo(size.maxRows(), data.encodedTrain(), size.folds(), data.seed()));
  }

  private static void refuseTooFewRows(Preparation data, StudySize size) {
    for (int label = 0; label < 2; label++) {
      int wanted = label;
      long rows = Arrays.stream(data.train().y()).filter(y -> y == wanted).count();
      if (rows < size.folds()) {
        throw new InvalidInput(
            "%s: the training set has %d rows of the class '%s'; the study's %d folds need %4$d rows of each class there: collect more rows of it"
                .formatted(
                    data.dataset().name(),
                    rows,
                    data.dataset().classNames().get(label),
                    size.folds()));
      }
    }
  }
}
