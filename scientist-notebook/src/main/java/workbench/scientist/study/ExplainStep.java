package workbench.scientist.study;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import workbench.data.Examples;
import workbench.data.Preparation;
import workbench.evaluation.Threshold;
import workbench.scientist.explanation.Misclassification;
import workbench.scientist.explanation.PartialEffect;
import workbench.scientist.fit.Learner;
import workbench.scientist.fit.StandardizedRegression;

/**
 * Step {@code explain}: effects of features, and the errors one by one.
 *
 * @param effects of the features with the largest coefficients
 * @param errors of the test set
 */
public record ExplainStep(List<PartialEffect> effects, List<Misclassification> errors) {

  private static final int EFFECTS = 4;

  public ExplainStep {
    effects = List.copyOf(effects);
    errors = List.copyOf(errors);
  }

  static ExplainStep of(
      Preparation data, Examples resampled, FitStep fit, Threshold threshold, StudySize size) {
    return new ExplainStep(
        effects(resampled, fit.model(), fit.learner(), size, data.seed()),
        Misclassification.of(data, fit.model(), threshold));
  }

  private static List<PartialEffect> effects(
      Examples train, StandardizedRegression model, Learner learner, StudySize size, long seed) {
    return Journal.withProgress(
        "effects",
        size.effectReplicates(),
        step ->
            PartialEffect.of(
                train, model, learner, largest(model), size.effectReplicates(), seed, step));
  }

  /** The columns of the largest coefficients. */
  private static int[] largest(StandardizedRegression model) {
    double[] coefficients = model.regression().coefficients();
    return IntStream.range(0, coefficients.length - 1)
        .boxed()
        .sorted(Comparator.comparingDouble(j -> -Math.abs(coefficients[j])))
        .limit(EFFECTS)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
