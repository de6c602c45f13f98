package workbench.scientist.study;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import workbench.command.Progress;
import workbench.command.Stopwatch;
import workbench.data.DataCard;
import workbench.data.Dataset;
import workbench.data.DatasetOptions;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.data.MissingRows;
import workbench.data.Preparation;
import workbench.data.RepeatedRows;
import workbench.data.SeenRows;
import workbench.data.SuspectedLeakage;
import workbench.data.TrainTestSplit;
import workbench.evaluation.CostComparison;
import workbench.evaluation.ErrorCost;
import workbench.evaluation.Evaluation;
import workbench.evaluation.PValue;
import workbench.evaluation.SkillTest;
import workbench.evaluation.Threshold;
import workbench.scientist.cleaning.CleaningComparison;
import workbench.scientist.cleaning.Leakage;
import workbench.scientist.comparison.Contender;
import workbench.scientist.comparison.Difference;
import workbench.scientist.comparison.ModelComparison;
import workbench.scientist.comparison.Verdict;
import workbench.scientist.description.Description;
import workbench.scientist.explanation.Misclassification;
import workbench.scientist.explanation.PartialEffect;
import workbench.scientist.fit.Fits;
import workbench.scientist.fit.Learner;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.fit.TribuoOpinion;
import workbench.scientist.inference.BootstrapIntervals;
import workbench.scientist.inference.Coefficient;
import workbench.scientist.inference.Inference;
import workbench.scientist.inference.MaximumLikelihood;
import workbench.scientist.inference.Separated;
import workbench.scientist.inference.Undetermined;
import workbench.scientist.validation.CrossValidation;
import workbench.scientist.validation.Folds;
import workbench.scientist.validation.LearningCurve;
import workbench.scientist.validation.PenaltySearch;
import workbench.scientist.validation.PermutationTest;
import workbench.scientist.validation.Scores;
import workbench.scientist.validation.StratifiedSample;

/**
 * Carries out a study, step by step: question, load, describe, clean, split, fit, validate,
 * compare, explain. Steps that take long show how far they are.
 */
public final class Investigation {

  private static final int EFFECTS = 4;
  private static final int NOISE_COLUMNS = 500;
  private static final int NOISE_KEPT = 10;

  /** Tribuo holds each row in several objects: a sample bounds their memory. */
  private static final int SECOND_OPINION_ROWS = 100_000;

  private static final double PENALTY = StandardizedRegression.DEFAULTS.lambda();

  private final StudySize size;
  private final Journal journal;
  private final Optional<ErrorCost> cost;

  /** Takes down what each step found. */
  @FunctionalInterface
  public interface Journal {

    /**
     * @param step such as {@code describe}; empty if the line goes on with the step before
     * @param line printed
     */
    void note(String step, String line);
  }

  /** With the threshold 0.5. */
  public Investigation(StudySize size, Journal journal) {
    this(size, journal, Optional.empty());
  }

  /**
   * @param size how much is resampled
   * @param cost of the errors, for which the threshold is chosen; empty: the threshold is 0.5
   */
  public Investigation(StudySize size, Journal journal, Optional<ErrorCost> cost) {
    this.size = size;
    this.journal = journal;
    this.cost = cost;
  }

  /**
   * Carries it out.
   *
   * @param options of the data set, as it was loaded
   * @throws InvalidInput if a class has too few rows to be resampled
   */
  public Study of(DatasetOptions options, Preparation data) {
    refuseTooFewRows(data);
    Examples resampled = resampled(data);
    // A user's own file may have the name of a bundled set: the card is that of the option.
    Optional<DataCard> card = DataCard.of(options.dataset());
    String question =
        card.map(DataCard::question)
            .orElse(
                "Can the features tell '%s' from '%s'?"
                    .formatted(
                        data.dataset().classNames().get(1), data.dataset().classNames().get(0)));
    journal.note("question", question);
    note("load", data.loadLines());
    SuspectedLeakage suspects = SuspectedLeakage.of(data);
    Description description = describe(data.withoutTestPart(), suspects);
    suspects.describe().ifPresent(finding -> journal.note("", finding));
    Optional<CleaningComparison> cleaning = clean(data);
    Leakage leakage = leak(resampled, data.seed());
    note("split", data.splitLines());

    PenaltySearch penalty = choosePenalty(resampled, data.seed());
    Learner learner = (x, y) -> StandardizedRegression.fit(x, y, penalty.chosen());
    var stopwatch = new Stopwatch();
    Examples train = data.train();
    StandardizedRegression model =
        StandardizedRegression.fit(train.x(), train.y(), penalty.chosen());
    double fitSeconds = stopwatch.seconds();
    note(
        "fit",
        "logistic regression, penalty %s by %d-fold cross-validation",
        PenaltySearch.text(penalty.chosen()),
        size.innerFolds());
    Inference inference = infer(data);
    Optional<BootstrapIntervals> bootstrap =
        inference instanceof MaximumLikelihood
            ? Optional.empty()
            : Optional.of(bootstrap(resampled, penalty.chosen(), data.seed()));
    note(
        "validate",
        "%d folds of the training part%s, each with its own penalty: accuracy %.3f, AUC %.3f",
        penalty.nested().perFold().size(),
        resampled.isGrouped() ? ", equal rows together" : "",
        penalty.nested().accuracy().mean(),
        penalty.nested().auc().mean());

    // A penalty that these labels chose would favour them over shuffled ones and over other models.
    Learner fixed = (x, y) -> StandardizedRegression.fit(x, y, PENALTY);
    PermutationTest permutation = permute(resampled, fixed, data.seed());
    LearningCurve learningCurve = learn(resampled, fixed, data.seed());
    ModelComparison comparison = compare(resampled, data.seed());

    Threshold threshold =
        cost.map(given -> threshold(given, resampled, penalty.nested())).orElse(Threshold.HALF);
    if (threshold.isChosen()) {
      journal.note("threshold", threshold.describe(data.dataset().classNames().get(1)));
    }
    double[] probabilities = model.probabilities(data.test().x());
    Evaluation evaluation =
        Evaluation.of(data.test().y(), probabilities, threshold, data.baseline());
    journal.note("test", evaluation.toString());
    SeenRows.of(data)
        .describeAccuracy(data.test().y(), probabilities, threshold)
        .ifPresent(line -> journal.note("", line));
    journal.note("", data.describeBaseline());
    SkillTest skill = SkillTest.of(data.test().y(), probabilities);
    note("", "permutation test of the ROC AUC %s", PValue.text(skill.pValue()));
    Optional<CostComparison> costs = CostComparison.of(threshold, data.test().y(), probabilities);
    costs.ifPresent(each -> note("cost", each.describe()));
    var study =
        new Study(
            card,
            question,
            size,
            description,
            suspects,
            data,
            cleaning,
            leakage,
            resampled,
            penalty,
            model,
            fitSeconds,
            inference,
            bootstrap,
            permutation,
            learningCurve,
            comparison,
            secondOpinion(data, model),
            threshold,
            costs,
            Scores.of(data.test().y(), probabilities, threshold),
            evaluation,
            skill,
            effects(resampled, model, learner, data.seed()),
            Misclassification.of(data, model, threshold));
    journal.note("explain", Conclusions.of(study).headline());
    return study;
  }

  private Description describe(Dataset rows, SuspectedLeakage suspects) {
    Description description = Description.of(rows);
    int findings = description.findings().size() + (suspects.columns().isEmpty() ? 0 : 1);
    note(
        "describe",
        "%d questions in SQL about the %,d rows outside the test part; %s",
        description.queries().size(),
        rows.rows(),
        findings == 0 ? "no findings" : findings + (findings == 1 ? " finding" : " findings"));
    return description;
  }

  private Optional<CleaningComparison> clean(Preparation data) {
    Dataset rows = data.withoutTestPart();
    if (rows.incompleteRows() == 0) {
      journal.note(
          "clean",
          data.describeMissing()
              .map(missing -> missing + "; all of them are in the test part")
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
      note("", "too few complete rows to compare treatments of missing values");
      return Optional.empty();
    }
    CleaningComparison cleaning =
        withProgress("clean", steps, step -> CleaningComparison.of(rows, folds, PENALTY, step));
    note(
        "",
        "accuracy on complete rows %s",
        cleaning.results().stream()
            .map(result -> format("%.3f (%s)", result.accuracy(), result.way().words()))
            .collect(Collectors.joining(", ")));
    if (data.missingRows() == MissingRows.IMPUTE && cleaning.indicatorMatters()) {
      note(
          "",
          "an indicator makes the imputed model %.1f percentage points more accurate: try"
              + " -DmissingRows=indicator",
          100 * cleaning.indicator().mean());
    }
    return Optional.of(cleaning);
  }

  private Leakage leak(Examples train, long seed) {
    Leakage leakage =
        withProgress(
            "leakage",
            Leakage.steps(size.folds()),
            step -> Leakage.of(train.y(), NOISE_COLUMNS, NOISE_KEPT, size.folds(), seed, step));
    note(
        "",
        "leakage: on noise, accuracy %.2f if features are selected before the folds, %.2f inside",
        leakage.leaked(),
        leakage.honest());
    return leakage;
  }

  private PenaltySearch choosePenalty(Examples train, long seed) {
    return withProgress(
        "penalty",
        PenaltySearch.steps(size.folds(), size.repeats(), size.innerFolds()),
        step ->
            PenaltySearch.of(train, size.folds(), size.repeats(), size.innerFolds(), seed, step));
  }

  /**
   * On complete rows: imputed values would count as measured, and make the intervals too narrow.
   */
  private Inference infer(Preparation data) {
    Examples rows = data.completeTrain();
    Inference inference = Fits.alone(() -> Inference.of(rows));
    journal.note(
        "infer",
        switch (inference) {
          case MaximumLikelihood likelihood ->
              format(
                  "likelihood-ratio test of all features %s%s; %d of %d coefficients have a 95%%"
                      + " interval that excludes 0",
                  PValue.text(likelihood.likelihoodRatio().pValue()),
                  likelihood.hasEnoughRows() ? "" : " (not reliable: few rows per feature)",
                  likelihood.clear().size(),
                  likelihood.perStandardDeviation().size());
          case Separated separated when separated.complete() ->
              "complete separation: no coefficient has a finite estimate or a p-value";
          case Separated separated when separated.finite().isEmpty() ->
              "quasi-complete separation: no coefficient has a finite estimate or a p-value";
          case Separated separated ->
              format(
                  "quasi-complete separation: no finite estimate for %s; %d of %d other"
                      + " coefficients have a 95%% interval that excludes 0",
                  String.join(", ", separated.diverging()),
                  separated.finite().stream().filter(Coefficient::excludesZero).count(),
                  separated.finite().size());
          case Undetermined _ -> "no p-values";
        });
    if (rows.rows() < data.train().rows()) {
      note(
          "",
          "on the %,d of %,d training rows that have every value",
          rows.rows(),
          data.train().rows());
    }
    return inference;
  }

  private BootstrapIntervals bootstrap(Examples train, double lambda, long seed) {
    BootstrapIntervals bootstrap =
        withProgress(
            "bootstrap",
            size.replicates(),
            step -> BootstrapIntervals.of(train, lambda, size.replicates(), seed, step));
    note(
        "",
        "the signs of %d of %d penalised coefficients are the same in 95%% of %d refits",
        bootstrap.stable().size(),
        bootstrap.entries().size(),
        size.replicates());
    return bootstrap;
  }

  private PermutationTest permute(Examples train, Learner learner, long seed) {
    PermutationTest permutation =
        withProgress(
            "permute",
            PermutationTest.steps(size.folds(), size.permutations()),
            step ->
                PermutationTest.of(
                    train, learner, Scores::area, size.folds(), size.permutations(), seed, step));
    note(
        "",
        "permutation test %s, %d permutations%s",
        PValue.text(permutation.pValue()),
        size.permutations(),
        permutation.isSmallest() ? ", the smallest p that so many can give" : "");
    return permutation;
  }

  private LearningCurve learn(Examples train, Learner learner, long seed) {
    return withProgress(
        "learning curve",
        LearningCurve.steps(train, size.folds(), size.comparisonRepeats(), seed),
        step ->
            LearningCurve.of(train, learner, size.folds(), size.comparisonRepeats(), seed, step));
  }

  private ModelComparison compare(Examples train, long seed) {
    Folds folds = Folds.of(train, size.folds(), size.comparisonRepeats(), seed);
    List<Contender> contenders = Contender.all(PENALTY, seed);
    ModelComparison comparison =
        withProgress(
            "compare",
            ModelComparison.steps(folds, contenders),
            step -> Fits.alone(() -> ModelComparison.of(train, folds, contenders, step)));
    List<Difference> differences = comparison.differencesTo(Contender.LOGISTIC_REGRESSION);
    note(
        "compare",
        "%d other models on the same folds, %d shown to be better",
        differences.size(),
        differences.stream().filter(difference -> difference.verdict() == Verdict.BETTER).count());
    return comparison;
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

  private Study.SecondOpinion secondOpinion(Preparation data, StandardizedRegression model) {
    Examples train = sample(data.train(), SECOND_OPINION_ROWS, data.seed());
    var tribuo = new TribuoOpinion(train, data.test(), model.standardizer());
    double[][] x = data.test().x();
    var opinion =
        new Study.SecondOpinion(
            tribuo.of(model.predict(x), model.probabilities(x)).accuracy(),
            tribuo.ownModel().accuracy(),
            train.rows(),
            tribuo.provenance());
    note(
        "tribuo",
        "accuracy of Smile's predictions %.3f, of Tribuo's own regression%s %.3f%s",
        opinion.ofSmile(),
        opinion.rows() < data.train().rows() ? format(" of %,d training rows", opinion.rows()) : "",
        opinion.own(),
        cost.isPresent() ? " (both at the threshold 0.5)" : "");
    return opinion;
  }

  private List<PartialEffect> effects(
      Examples train, StandardizedRegression model, Learner learner, long seed) {
    return withProgress(
        "effects",
        size.effectReplicates(),
        step ->
            PartialEffect.of(
                train, model, learner, largest(model), size.effectReplicates(), seed, step));
  }

  private void refuseTooFewRows(Preparation data) {
    for (int label = 0; label < 2; label++) {
      int wanted = label;
      long rows = Arrays.stream(data.train().y()).filter(y -> y == wanted).count();
      if (rows < size.folds()) {
        throw new InvalidInput(
            "%s: the training part has %d rows of the class '%s'; the study's %d folds need %4$d rows of each class there: collect more rows of it"
                .formatted(
                    data.dataset().name(),
                    rows,
                    data.dataset().classNames().get(label),
                    size.folds()));
      }
    }
  }

  /**
   * All training rows, or a stratified random sample of them, so that resampling ends in time.
   * Missing values are imputed in each fit anew.
   */
  private Examples resampled(Preparation data) {
    return sample(data.encodedTrain(), size.maxRows(), data.seed());
  }

  private Examples sample(Examples train, int rows, long seed) {
    return train.rows() <= rows
        ? train
        : train.select(StratifiedSample.of(train, rows, size.folds(), seed));
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

  private static <T> T withProgress(String task, int steps, Function<Runnable, T> work) {
    try (Progress progress = Progress.of(task, steps)) {
      return work.apply(progress::step);
    }
  }

  private void note(String step, List<String> lines) {
    journal.note(step, lines.getFirst());
    lines.subList(1, lines.size()).forEach(line -> journal.note("", line));
  }

  private void note(String step, String format, Object... values) {
    journal.note(step, format(format, values));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
