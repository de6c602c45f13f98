package workbench.scientist.study;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import workbench.data.Examples;
import workbench.data.Preparation;
import workbench.evaluation.CostComparison;
import workbench.evaluation.ErrorCost;
import workbench.evaluation.Evaluation;
import workbench.evaluation.PValue;
import workbench.evaluation.SkillTest;
import workbench.evaluation.Threshold;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.fit.TribuoOpinion;
import workbench.scientist.validation.CrossValidation;
import workbench.scientist.validation.Scores;
import workbench.scientist.validation.StratifiedSample;

/**
 * Step {@code test}: the model on the test set, which no step before has looked at.
 *
 * @param threshold of the model
 * @param evaluation of its answers, beside the baseline
 * @param scores of its probabilities
 * @param skill whether it ranks the rows better than chance explains
 * @param costs of its errors; empty if the threshold is 0.5
 * @param secondOpinion Tribuo's, on the same split
 */
public record TestStep(
    Threshold threshold,
    Evaluation evaluation,
    Scores scores,
    SkillTest skill,
    Optional<CostComparison> costs,
    SecondOpinion secondOpinion) {

  /** Tribuo holds each row in several objects: a sample bounds their memory. */
  private static final int SECOND_OPINION_ROWS = 100_000;

  /**
   * The figures of Tribuo, at the threshold 0.5.
   *
   * @param ofSmile accuracy of Smile's predictions on the test set, counted by Tribuo
   * @param own accuracy of the logistic regression that Tribuo fitted
   * @param rows training rows that it was fitted on: all of them, or a stratified sample
   * @param provenance of that regression
   */
  public record SecondOpinion(double ofSmile, double own, int rows, String provenance) {}

  /**
   * @param cost of the errors, for which the threshold is chosen; empty: the threshold is 0.5
   */
  static TestStep of(
      Preparation data,
      Examples resampled,
      StandardizedRegression model,
      CrossValidation validation,
      Optional<ErrorCost> cost,
      StudySize size,
      Journal journal) {
    Threshold threshold =
        cost.map(given -> threshold(given, resampled, validation)).orElse(Threshold.HALF);
    if (threshold.isChosen()) {
      journal.note("threshold", threshold.describe(data.dataset().classNames().get(1)));
    }
    double[] probabilities = model.probabilities(data.test().x());
    Evaluation evaluation =
        Evaluation.of(data.test().y(), probabilities, threshold, data.baseline());
    journal.notes("test", data.testLines(evaluation, probabilities, threshold));
    SkillTest skill = SkillTest.of(data.test().y(), probabilities);
    journal.format("", "permutation test of the ROC AUC %s", PValue.text(skill.pValue()));
    Optional<CostComparison> costs = CostComparison.of(threshold, data.test().y(), probabilities);
    costs.ifPresent(each -> journal.notes("cost", each.describe()));
    return new TestStep(
        threshold,
        evaluation,
        Scores.of(data.test().y(), probabilities, threshold),
        skill,
        costs,
        secondOpinion(data, model, size, cost.isPresent(), journal));
  }

  /**
   * The lowest cost of the nested cross-validation's predictions, those of all repeats together.
   */
  private static Threshold threshold(ErrorCost cost, Examples train, CrossValidation validation) {
    double[][] outOfFold = validation.outOfFold();
    return Threshold.of(
        cost,
        Arrays.stream(outOfFold).flatMapToInt(_ -> Arrays.stream(train.y())).toArray(),
        Arrays.stream(outOfFold).flatMapToDouble(Arrays::stream).toArray(),
        "lowest cost on the out-of-fold predictions of %d training rows".formatted(train.rows()));
  }

  private static SecondOpinion secondOpinion(
      Preparation data,
      StandardizedRegression model,
      StudySize size,
      boolean costs,
      Journal journal) {
    Examples train =
        StratifiedSample.upTo(SECOND_OPINION_ROWS, data.train(), size.folds(), data.seed());
    var tribuo = new TribuoOpinion(train, data.test(), model.standardizer());
    double[][] x = data.test().x();
    var opinion =
        new SecondOpinion(
            tribuo.of(model.predict(x), model.probabilities(x)).accuracy(),
            tribuo.ownModel().accuracy(),
            train.rows(),
            tribuo.provenance());
    journal.format(
        "tribuo",
        "accuracy of Smile's predictions %.3f, of Tribuo's own regression%s %.3f%s",
        opinion.ofSmile(),
        opinion.rows() < data.train().rows()
            ? String.format(Locale.ROOT, " of %,d training rows", opinion.rows())
            : "",
        opinion.own(),
        costs ? " (both at the threshold 0.5)" : "");
    return opinion;
  }
}
