package workbench.scientist.study;

import workbench.data.Examples;
import workbench.evaluation.PValue;
import workbench.scientist.fit.Learner;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.validation.CrossValidation;
import workbench.scientist.validation.LearningCurve;
import workbench.scientist.validation.PermutationTest;
import workbench.scientist.validation.Scores;

/**
 * Step {@code validate}: resampling of the training set.
 *
 * @param crossValidation nested: each fold chooses its own penalty
 * @param permutation of the labels, with a penalty fixed beforehand
 * @param learningCurve with the same penalty
 */
public record ValidateStep(
    CrossValidation crossValidation, PermutationTest permutation, LearningCurve learningCurve) {

  static ValidateStep of(
      Examples resampled, FitStep fit, StudySize size, long seed, Journal journal) {
    CrossValidation crossValidation = fit.penalty().nested();
    journal.format(
        "validate",
        "%d folds of the training set%s, each with its own penalty: accuracy %.3f, AUC %.3f",
        crossValidation.perFold().size(),
        resampled.isGrouped() ? ", equal rows together" : "",
        crossValidation.accuracy().mean(),
        crossValidation.auc().mean());
    // A penalty that these labels chose would favour them over shuffled ones.
    Learner fixed =
        (x, y) -> StandardizedRegression.fit(x, y, StandardizedRegression.DEFAULTS.lambda());
    return new ValidateStep(
        crossValidation,
        permute(resampled, fixed, size, seed, journal),
        learn(resampled, fixed, size, seed));
  }

  private static PermutationTest permute(
      Examples train, Learner learner, StudySize size, long seed, Journal journal) {
    PermutationTest permutation =
        Journal.withProgress(
            "permute",
            PermutationTest.steps(size.folds(), size.permutations()),
            step ->
                PermutationTest.of(
                    train, learner, Scores::area, size.folds(), size.permutations(), seed, step));
    journal.format(
        "",
        "permutation test %s, %d permutations%s",
        PValue.text(permutation.pValue()),
        size.permutations(),
        permutation.isSmallest() ? ", the smallest p that so many can give" : "");
    return permutation;
  }

  private static LearningCurve learn(Examples train, Learner learner, StudySize size, long seed) {
    return Journal.withProgress(
        "learning curve",
        LearningCurve.steps(train, size.folds(), size.comparisonRepeats(), seed),
        step ->
            LearningCurve.of(train, learner, size.folds(), size.comparisonRepeats(), seed, step));
  }
}
