package workbench.scientist.study;

import workbench.command.Stopwatch;
import workbench.data.Examples;
import workbench.data.Preparation;
import workbench.scientist.fit.Learner;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.validation.PenaltySearch;

/**
 * Step {@code fit}: the penalty by cross-validation, and the model with it.
 *
 * @param penalty that cross-validation chose
 * @param model fitted on the training set with this penalty
 * @param seconds wall time of that fit; with those of the comparison, the only figure that differs
 *     from run to run
 */
public record FitStep(PenaltySearch penalty, StandardizedRegression model, double seconds) {

  static FitStep of(Preparation data, Examples resampled, StudySize size, Journal journal) {
    PenaltySearch penalty = choosePenalty(resampled, size, data.seed());
    var stopwatch = new Stopwatch();
    Examples train = data.train();
    StandardizedRegression model =
        StandardizedRegression.fit(train.x(), train.y(), penalty.chosen());
    double seconds = stopwatch.seconds();
    journal.format(
        "fit",
        "logistic regression, penalty %s by %d-fold cross-validation",
        PenaltySearch.text(penalty.chosen()),
        size.innerFolds());
    return new FitStep(penalty, model, seconds);
  }

  /** Fits with the chosen penalty. */
  Learner learner() {
    return (x, y) -> StandardizedRegression.fit(x, y, penalty.chosen());
  }

  private static PenaltySearch choosePenalty(Examples train, StudySize size, long seed) {
    return Journal.withProgress(
        "penalty",
        PenaltySearch.steps(size.folds(), size.repeats(), size.innerFolds()),
        step ->
            PenaltySearch.of(train, size.folds(), size.repeats(), size.innerFolds(), seed, step));
  }
}
