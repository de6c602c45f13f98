package workbench.scientist.study;

import java.util.Optional;
import workbench.data.DatasetOptions;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.evaluation.ErrorCost;

/**
 * A study: a question, answered in steps. Each step has a class of its name, prints its lines under
 * its name, and is told in a chapter of the report. The last two steps, report and export, are in
 * {@link workbench.scientist.ScientistWorkflow}.
 *
 * @param size numbers of folds and resamples
 * @param data all rows, those to train on, and those of the test set
 * @param load the question and the rows
 * @param describe SQL queries
 * @param clean missing values, and leakage
 * @param fit the model
 * @param infer intervals and tests of its coefficients
 * @param validate resampling of the training set
 * @param compare with other models
 * @param test on the test set
 * @param explain effects and errors
 */
public record Study(
    StudySize size,
    Preparation data,
    LoadStep load,
    DescribeStep describe,
    CleanStep clean,
    FitStep fit,
    InferStep infer,
    ValidateStep validate,
    CompareStep compare,
    TestStep test,
    ExplainStep explain) {

  /**
   * Carries the study out, with the threshold 0.5.
   *
   * @see #of(DatasetOptions, Preparation, StudySize, Optional, Journal)
   */
  public static Study of(
      DatasetOptions options, Preparation data, StudySize size, Journal journal) {
    return of(options, data, size, Optional.empty(), journal);
  }

  /**
   * Carries the study out. Steps that take long show how far they are.
   *
   * @param options of the data set, as it was loaded
   * @param size numbers of folds and resamples
   * @param cost of the errors, for which the threshold is chosen; empty: the threshold is 0.5
   * @throws InvalidInput if a class has too few rows to be resampled
   */
  public static Study of(
      DatasetOptions options,
      Preparation data,
      StudySize size,
      Optional<ErrorCost> cost,
      Journal journal) {
    long seed = data.seed();
    LoadStep load = LoadStep.of(options, data, size, journal);
    Examples resampled = load.resampled();
    DescribeStep describe = DescribeStep.of(data, journal);
    CleanStep clean = CleanStep.of(data, resampled, size, journal);
    journal.notes("split", data.splitLines());
    FitStep fit = FitStep.of(data, resampled, size, journal);
    InferStep infer = InferStep.of(data, resampled, fit, size, journal);
    ValidateStep validate = ValidateStep.of(resampled, fit, size, seed, journal);
    CompareStep compare = CompareStep.of(resampled, size, seed, journal);
    TestStep test =
        TestStep.of(data, resampled, fit.model(), validate.crossValidation(), cost, size, journal);
    ExplainStep explain = ExplainStep.of(data, resampled, fit, test.threshold(), size);
    var study =
        new Study(size, data, load, describe, clean, fit, infer, validate, compare, test, explain);
    journal.note("explain", Conclusions.of(study).headline());
    return study;
  }

  /** The name of the class 0 or 1. */
  public String className(int label) {
    return data.dataset().classNames().get(label);
  }
}
