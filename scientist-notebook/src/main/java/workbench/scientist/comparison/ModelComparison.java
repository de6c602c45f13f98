package workbench.scientist.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import workbench.command.Stopwatch;
import workbench.data.Examples;
import workbench.evaluation.Baseline;
import workbench.evaluation.Evaluation;
import workbench.scientist.fit.Learner;
import workbench.scientist.validation.Folds;

/**
 * Several ways of fitting a model, on the same folds.
 *
 * @param folds the same for all
 * @param results in the order of the models
 */
public record ModelComparison(Folds folds, List<Result> results) {

  /**
   * Cross-validated scores, times and size of one model. The two times are wall time on this
   * machine and differ from run to run; everything else is the same on every run.
   *
   * @param accuracies {@code [folds]}; empty after a failure
   * @param aucs {@code [folds]}; empty after a failure
   * @param fitMillis of one fit, the median over the folds; NaN after a failure
   * @param predictMicrosPerRow of predicting one row of a test set, the median over the folds; NaN
   *     after a failure
   * @param bytes of the fitted model without its imputer, the median over the folds; 0 after a
   *     failure
   * @param failure why there are no figures: one line; empty if there are
   */
  public record Result(
      ComparedModel model,
      double[] accuracies,
      double[] aucs,
      double fitMillis,
      double predictMicrosPerRow,
      long bytes,
      Optional<String> failure) {

    /** The mean accuracy over the folds; NaN after a failure. */
    public double accuracy() {
      return Arrays.stream(accuracies).average().orElse(Double.NaN);
    }

    /** The mean area under the ROC curve over the folds; NaN after a failure. */
    public double auc() {
      return Arrays.stream(aucs).average().orElse(Double.NaN);
    }
  }

  /** One model on one fold. */
  private record Round(
      double accuracy, double auc, double fitMillis, double predictMicrosPerRow, long bytes) {}

  public ModelComparison {
    results = List.copyOf(results);
  }

  /** Returns how often {@code of} calls its step. */
  public static int steps(Folds folds, List<ComparedModel> models) {
    return folds.folds().size() * models.size();
  }

  /**
   * Fits every model on the training rows of every fold and scores it on the test rows, one after
   * another, so that the times are comparable. A model that fails on a fold is left out with its
   * reason, and the others go on.
   *
   * @param step called after each fit
   */
  public static ModelComparison of(
      Examples examples, Folds folds, List<ComparedModel> models, Runnable step) {
    return new ModelComparison(
        folds, models.stream().map(model -> result(examples, folds, model, step)).toList());
  }

  private static Result result(Examples examples, Folds folds, ComparedModel model, Runnable step) {
    List<Round> rounds = new ArrayList<>();
    Optional<String> failure = Optional.empty();
    for (Folds.Fold fold : folds.folds()) {
      if (failure.isEmpty()) {
        try {
          rounds.add(round(examples.select(fold.train()), examples.select(fold.test()), model));
        } catch (RuntimeException e) {
          failure = Optional.of(reason(rounds.size() + 1, e));
          rounds.clear();
        }
      }
      step.run();
    }
    return new Result(
        model,
        rounds.stream().mapToDouble(Round::accuracy).toArray(),
        rounds.stream().mapToDouble(Round::auc).toArray(),
        median(rounds.stream().mapToDouble(Round::fitMillis).toArray()),
        median(rounds.stream().mapToDouble(Round::predictMicrosPerRow).toArray()),
        (long) median(rounds.stream().mapToDouble(Round::bytes).toArray()),
        failure);
  }

  private static Round round(Examples train, Examples test, ComparedModel model) {
    var fitting = new Stopwatch();
    Learner.Fitted fitted = model.learner().fit(train);
    double fitMillis = 1e3 * fitting.seconds();
    var predicting = new Stopwatch();
    double[] probabilities = fitted.probabilities(test.x());
    double predictMicros = 1e6 * predicting.seconds();
    if (!Arrays.stream(probabilities).allMatch(p -> p >= 0 && p <= 1)) {
      throw new IllegalStateException("a probability is not a number from 0 to 1");
    }
    Evaluation evaluation = Evaluation.of(test.y(), probabilities, Baseline.fit(train.y()));
    return new Round(
        evaluation.accuracy(),
        evaluation.auc(),
        fitMillis,
        predictMicros / test.rows(),
        model
            .bytes()
            .applyAsLong(fitted instanceof Learner.Imputed imputed ? imputed.model() : fitted));
  }

  /** Shortens a library's message to one line. */
  private static String reason(int fold, RuntimeException e) {
    String message =
        e.getMessage() == null || e.getMessage().isBlank()
            ? e.getClass().getSimpleName()
            : e.getMessage().strip().lines().findFirst().orElseThrow();
    return "fold %d: %s".formatted(fold, message);
  }

  /** Returns the median: of two values in the middle the lower one; NaN of none. */
  private static double median(double[] values) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) / 2];
  }

  /**
   * Every other model's accuracy minus that of one, over the folds. Models that failed have none;
   * if the one itself failed there are no differences at all.
   *
   * @param name of the one
   * @throws IllegalArgumentException if no model has this name
   */
  public List<Difference> differencesTo(String name) {
    Result reference =
        results.stream()
            .filter(result -> result.model().name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("no model is named '%s'".formatted(name)));
    if (reference.failure().isPresent()) {
      return List.of();
    }
    List<Result> others =
        results.stream()
            .filter(result -> result != reference && result.failure().isEmpty())
            .toList();
    return others.stream()
        .map(
            other ->
                Difference.of(other.model().name(), name, test(other, reference), others.size()))
        .toList();
  }

  private CorrectedResampledTTest test(Result one, Result other) {
    double[] differences =
        IntStream.range(0, one.accuracies().length)
            .mapToDouble(i -> one.accuracies()[i] - other.accuracies()[i])
            .toArray();
    double train = folds.folds().stream().mapToInt(fold -> fold.train().length).sum();
    double test = folds.folds().stream().mapToInt(fold -> fold.test().length).sum();
    int fewest = folds.folds().stream().mapToInt(fold -> fold.test().length).min().orElseThrow();
    return CorrectedResampledTTest.of(differences, test / train, 1.0 / fewest);
  }
}
