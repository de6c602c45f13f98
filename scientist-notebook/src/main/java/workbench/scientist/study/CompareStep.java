package workbench.scientist.study;

import java.util.List;
import workbench.data.Examples;
import workbench.scientist.comparison.ComparedModel;
import workbench.scientist.comparison.Difference;
import workbench.scientist.comparison.ModelComparison;
import workbench.scientist.comparison.Verdict;
import workbench.scientist.fit.Fits;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.validation.Folds;

/**
 * Step {@code compare}: other models on the same folds of the training set.
 *
 * @param comparison with a penalty fixed beforehand
 */
public record CompareStep(ModelComparison comparison) {

  static CompareStep of(Examples train, StudySize size, long seed, Journal journal) {
    Folds folds = Folds.of(train, size.folds(), size.comparisonRepeats(), seed);
    // A penalty that these labels chose would favour logistic regression over other models.
    List<ComparedModel> models = ComparedModel.all(StandardizedRegression.DEFAULTS.lambda(), seed);
    ModelComparison comparison =
        Journal.withProgress(
            "compare",
            ModelComparison.steps(folds, models),
            step -> Fits.alone(() -> ModelComparison.of(train, folds, models, step)));
    List<Difference> differences = comparison.differencesTo(ComparedModel.LOGISTIC_REGRESSION);
    journal.format(
        "compare",
        "%d other models on the same folds, %d shown to be better",
        differences.size(),
        differences.stream().filter(difference -> difference.verdict() == Verdict.BETTER).count());
    return new CompareStep(comparison);
  }
}
