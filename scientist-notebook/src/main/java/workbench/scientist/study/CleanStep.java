package workbench.scientist.study;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import workbench.data.Dataset;
import workbench.data.Examples;
import workbench.data.MissingRows;
import workbench.data.Preparation;
import workbench.data.RepeatedRows;
import workbench.data.TrainTestSplit;
import workbench.scientist.cleaning.CleaningComparison;
import workbench.scientist.cleaning.Leakage;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.validation.Folds;

/**
 * Step {@code clean}: treatments of missing values, and leakage by features selected before the
 * folds.
 *
 * @param cleaning treatments of missing values; empty where no value is missing or too few rows are
 *     complete
 * @param leakage accuracy on noise with features selected before and inside the folds
 */
public record CleanStep(Optional<CleaningComparison> cleaning, Leakage leakage) {

  private static final int NOISE_COLUMNS = 500;
  private static final int NOISE_KEPT = 10;

  static CleanStep of(Preparation data, Examples resampled, StudySize size, Journal journal) {
    Optional<CleaningComparison> cleaning = compare(data, size, journal);
    return new CleanStep(cleaning, leak(resampled, size, data.seed(), journal));
  }

  private static Optional<CleaningComparison> compare(
      Preparation data, StudySize size, Journal journal) {
    Dataset rows = data.withoutTestPart();
    if (rows.incompleteRows() == 0) {
      journal.note(
          "clean",
          data.describeMissing()
              .map(missing -> missing + "; all of them are in the test set")
              .orElse("no value is missing"));
      return Optional.empty();
    }
    journal.note("clean", data.describeMissing().orElseThrow());
    int steps = CleaningComparison.steps(size.folds(), size.comparisonRepeats());
    Folds folds =
        data.kind() == TrainTestSplit.Kind.GROUPED
            ? Folds.grouped(
                RepeatedRows.groups(rows),
                rows.labels(),
                size.folds(),
                size.comparisonRepeats(),
                data.seed())
            : Folds.stratified(rows.labels(), size.folds(), size.comparisonRepeats(), data.seed());
    if (!CleaningComparison.isPossible(rows, folds)) {
      journal.format("", "too few complete rows to compare treatments of missing values");
      return Optional.empty();
    }
    CleaningComparison cleaning =
        Journal.withProgress(
            "clean",
            steps,
            step ->
                CleaningComparison.of(rows, folds, StandardizedRegression.DEFAULTS.lambda(), step));
    journal.format(
        "",
        "accuracy on complete rows %s",
        cleaning.results().stream()
            .map(
                result ->
                    String.format(
                        Locale.ROOT, "%.3f (%s)", result.accuracy(), result.way().words()))
            .collect(Collectors.joining(", ")));
    if (data.missingRows() == MissingRows.IMPUTE && cleaning.indicatorMatters()) {
      journal.format(
          "",
          "an indicator makes the imputed model %.1f percentage points more accurate: try"
              + " -DmissingRows=indicator",
          100 * cleaning.indicator().mean());
    }
    return Optional.of(cleaning);
  }

  private static Leakage leak(Examples train, StudySize size, long seed, Journal journal) {
    Leakage leakage =
        Journal.withProgress(
            "leakage",
            Leakage.steps(size.folds()),
            step -> Leakage.of(train.y(), NOISE_COLUMNS, NOISE_KEPT, size.folds(), seed, step));
    journal.format(
        "",
        "leakage: on noise, accuracy %.2f if features are selected before the folds, %.2f inside",
        leakage.leaked(),
        leakage.honest());
    return leakage;
  }
}
