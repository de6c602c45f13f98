package workbench.scientist.study;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import workbench.data.DataCard;
import workbench.data.Examples;
import workbench.data.Preparation;
import workbench.data.SuspectedLeakage;
import workbench.evaluation.CostComparison;
import workbench.evaluation.Evaluation;
import workbench.evaluation.SkillTest;
import workbench.evaluation.Threshold;
import workbench.scientist.cleaning.CleaningComparison;
import workbench.scientist.cleaning.Leakage;
import workbench.scientist.comparison.ModelComparison;
import workbench.scientist.description.Description;
import workbench.scientist.explanation.Misclassification;
import workbench.scientist.explanation.PartialEffect;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.inference.BootstrapIntervals;
import workbench.scientist.inference.Inference;
import workbench.scientist.inference.MaximumLikelihood;
import workbench.scientist.validation.CrossValidation;
import workbench.scientist.validation.LearningCurve;
import workbench.scientist.validation.PenaltySearch;
import workbench.scientist.validation.PermutationTest;
import workbench.scientist.validation.Scores;

/**
 * Everything that a study found out, in the order in which it did.
 *
 * @param card of a set that comes with the workbench
 * @param question that the data were collected to answer
 * @param size how much was resampled
 * @param description of all rows except those of the test part
 * @param suspects columns that may be known only together with the label
 * @param data all rows, those to train on, and those kept for the test
 * @param cleaning treatments of missing values; empty where no value is missing or too few rows are
 *     complete
 * @param leakage what a look at the test rows would have pretended
 * @param resampled the training rows that were resampled: all, or {@link StudySize#maxRows} of them
 * @param penalty that cross-validation chose
 * @param model fitted on the training part with this penalty
 * @param fitSeconds wall time of that fit; the only figure, with those of the comparison, that
 *     differs from run to run
 * @param inference on the complete rows of the training part, without penalty
 * @param bootstrap of the penalised coefficients; empty where {@link MaximumLikelihood} has
 *     intervals
 * @param permutation of the labels of the training part, with a penalty fixed beforehand
 * @param learningCurve in the training part, with the same penalty
 * @param comparison with other models, in the training part, with the same penalty
 * @param secondOpinion Tribuo's, on the same split
 * @param threshold of the model
 * @param costs of the errors on the test part; empty if the threshold is 0.5
 * @param test the model on the test part
 * @param evaluation the same, beside the baseline
 * @param skill whether the model ranks the rows of the test part better than chance explains
 * @param effects of the features with the largest coefficients
 * @param errors of the test part
 */
public record Study(
    Optional<DataCard> card,
    String question,
    StudySize size,
    Description description,
    SuspectedLeakage suspects,
    Preparation data,
    Optional<CleaningComparison> cleaning,
    Leakage leakage,
    Examples resampled,
    PenaltySearch penalty,
    StandardizedRegression model,
    double fitSeconds,
    Inference inference,
    Optional<BootstrapIntervals> bootstrap,
    PermutationTest permutation,
    LearningCurve learningCurve,
    ModelComparison comparison,
    SecondOpinion secondOpinion,
    Threshold threshold,
    Optional<CostComparison> costs,
    Scores test,
    Evaluation evaluation,
    SkillTest skill,
    List<PartialEffect> effects,
    List<Misclassification> errors) {

  /**
   * What Tribuo says, at the threshold 0.5.
   *
   * @param ofSmile accuracy of Smile's predictions on the test part, counted by Tribuo
   * @param own accuracy of the logistic regression that Tribuo fitted
   * @param rows training rows that it was fitted on: all of them, or a stratified sample
   * @param provenance of that regression
   */
  public record SecondOpinion(double ofSmile, double own, int rows, String provenance) {}

  public Study {
    effects = List.copyOf(effects);
    errors = List.copyOf(errors);
  }

  /** The nested cross-validation: each fold chooses its own penalty. */
  public CrossValidation crossValidation() {
    return penalty.nested();
  }

  /** The rows of the fit without penalty, in words. */
  public String inferenceRows() {
    int complete = data.completeTrain().rows();
    return String.format(
        Locale.ROOT,
        complete == data.train().rows()
            ? "all %,d training rows"
            : "the %,d training rows that have every value",
        complete);
  }

  /** The name of the class 0 or 1. */
  public String className(int label) {
    return data.dataset().classNames().get(label);
  }
}
