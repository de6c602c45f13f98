package workbench.scientist.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import workbench.data.Preparation;
import workbench.data.SeenRows;
import workbench.evaluation.ConfusionMatrix;
import workbench.evaluation.CostComparison;
import workbench.evaluation.Interval;
import workbench.evaluation.PValue;
import workbench.evaluation.SkillTest;
import workbench.scientist.comparison.ComparedModel;
import workbench.scientist.comparison.Difference;
import workbench.scientist.comparison.Verdict;
import workbench.scientist.description.Pair;
import workbench.scientist.inference.BootstrapIntervals;
import workbench.scientist.inference.Coefficient;
import workbench.scientist.inference.Inference;
import workbench.scientist.inference.LikelihoodRatioTest;
import workbench.scientist.inference.MaximumLikelihood;
import workbench.scientist.inference.Separated;
import workbench.scientist.inference.Undetermined;
import workbench.scientist.validation.Auc;
import workbench.scientist.validation.CalibrationCurve;
import workbench.scientist.validation.LearningCurve;
import workbench.scientist.validation.PenaltySearch;

/**
 * Conclusions of a study, in plain words. A sentence is written only if the figures support it.
 *
 * @param answer to the question
 * @param headline the answer in one sentence
 * @param findings that support it
 * @param limits of the study
 * @param next further questions
 */
public record Conclusions(
    Answer answer, String headline, List<String> findings, List<String> limits, List<String> next) {

  /** Answers to the question whether the features say something about the class. */
  public enum Answer {
    /** Cross-validation with shuffled labels and the test set both rule chance out. */
    SIGNAL,
    /** Neither test finds a relation. */
    NO_SIGNAL,
    /** The tests do not agree. */
    UNCERTAIN
  }

  private static final double LEVEL = 0.05;

  /** The AUC for which the study says how many rows would show it. */
  private static final double WEAK_SIGNAL = 0.6;

  private static final double COLLINEAR = 0.95;
  private static final int MOST_FEATURES = 3;
  private static final int CALIBRATION_BINS = 10;

  public Conclusions {
    findings = List.copyOf(findings);
    limits = List.copyOf(limits);
    next = List.copyOf(next);
  }

  /** Writes them. */
  public static Conclusions of(Study study) {
    Answer answer = answer(study);
    return new Conclusions(
        answer,
        headline(study, answer),
        findings(study, answer),
        limits(study),
        next(study, answer));
  }

  /**
   * Two tests on different rows: of the folds of the training set, and of the test set. The second
   * is the one by which the engineer's gate releases a model.
   */
  private static Answer answer(Study study) {
    boolean folds = study.validate().permutation().pValue() < LEVEL;
    boolean test = study.test().skill().shown();
    if (folds && test) {
      return Answer.SIGNAL;
    }
    return folds || test ? Answer.UNCERTAIN : Answer.NO_SIGNAL;
  }

  private static String headline(Study study, Answer answer) {
    String classes = "'%s' from '%s'".formatted(study.className(1), study.className(0));
    if (answer == Answer.SIGNAL) {
      return "Yes: the features tell %s better than guessing.".formatted(classes);
    }
    if (answer == Answer.NO_SIGNAL) {
      return "No signal was found: there is no evidence that the features tell %s."
          .formatted(classes);
    }
    return "Not settled: %s.".formatted(disagreement(study));
  }

  private static String disagreement(Study study) {
    return study.validate().permutation().pValue() < LEVEL
        ? "the cross-validation shows a signal, the test set does not rule chance out"
        : "the test set shows a signal, the cross-validation does not rule chance out";
  }

  // Findings

  private static List<String> findings(Study study, Answer answer) {
    List<String> findings = new ArrayList<>();
    findings.add(onTest(study));
    if (SeenRows.of(study.data()).count() > 0) {
      findings.add(seen(study));
    }
    study.test().costs().ifPresent(costs -> findings.add(costs(study, costs)));
    findings.add(ranking(study));
    findings.add(onFolds(study));
    findings.add(features(study, answer));
    inference(study.infer().inference()).ifPresent(findings::add);
    findings.add(otherModels(study));
    if (answer == Answer.SIGNAL) {
      findings.add(errors(study));
      findings.add(calibration(study));
    }
    return findings;
  }

  private static String onTest(Study study) {
    var evaluation = study.test().evaluation();
    return text(
        "On the %,d test rows, which no earlier step used, the model predicts %,d correctly: %s"
            + " (95%% interval %s to %s). Always answering '%s' has the accuracy %s; %s.",
        evaluation.rows(),
        evaluation.correct(),
        percent(evaluation.accuracy()),
        percent(evaluation.interval().lower()),
        percent(evaluation.interval().upper()),
        study.className(study.data().baseline().label()),
        percent(evaluation.baseline()),
        evaluation.beatsBaseline()
            ? "the whole interval is above this baseline"
            : "the interval is not entirely above this baseline");
  }

  private static String costs(Study study, CostComparison costs) {
    ConfusionMatrix chosen = costs.chosen();
    ConfusionMatrix half = costs.half();
    return text(
        "A missed '%s' costs %s and a false alarm %s in the same unit, so the model predicts '%1$s'"
            + " above the probability %s (%s). On the test rows its errors cost %s (%d missed, %d"
            + " false alarms); at the threshold 0.5 they would cost %s (%d missed, %d false alarms)"
            + " and the accuracy would be %s instead of %s.",
        study.className(1),
        CostComparison.text(costs.cost().miss()),
        CostComparison.text(costs.cost().falseAlarm()),
        costs.threshold(),
        costs.threshold().source(),
        costs.chosenCost(),
        chosen.falseNegative(),
        chosen.falsePositive(),
        costs.halfCost(),
        half.falseNegative(),
        half.falsePositive(),
        percent(half.accuracy()),
        percent(chosen.accuracy()));
  }

  private static String seen(Study study) {
    SeenRows rows = SeenRows.of(study.data());
    return rows.describe().orElseThrow()
        + "; "
        + rows.describeAccuracy(
                study.data().test().y(),
                study.fit().model().probabilities(study.data().test().x()),
                study.test().threshold())
            .orElseThrow()
        + ".";
  }

  private static String ranking(Study study) {
    Auc auc = study.test().scores().auc();
    return text(
        "Among all pairs of a '%s' and a '%s' of the test rows, the '%1$s' has the higher"
            + " probability in %.1f%% (ROC AUC %.3f%s); guessing gives 50%%. The permutation test"
            + " of the AUC gives %s: the model is %s to be better than guessing.",
        study.className(1),
        study.className(0),
        100 * auc.area(),
        auc.area(),
        auc.interval()
            .map(
                interval ->
                    text("; 95%% interval %.3f to %.3f", interval.lower(), interval.upper()))
            .orElse(""),
        PValue.text(study.test().skill().pValue()),
        study.test().skill().shown() ? "shown" : "not shown");
  }

  private static String onFolds(Study study) {
    var accuracy = study.validate().crossValidation().accuracy();
    var permutation = study.validate().permutation();
    return text(
        "In %d folds of the training rows, each of which chose its own penalty, the accuracy is %s"
            + " on average (%s to %s). With the labels shuffled %d times, the mean AUC of the folds"
            + " was at least as high %s (permutation test, %s%s).",
        study.validate().crossValidation().perFold().size(),
        percent(accuracy.mean()),
        percent(accuracy.min()),
        percent(accuracy.max()),
        permutation.permuted().length,
        times(permutation.reached()),
        PValue.text(permutation.pValue()),
        permutation.isSmallest() ? ", the smallest that so many shuffles can give" : "");
  }

  private static String features(Study study, Answer answer) {
    return switch (study.infer().inference()) {
      case MaximumLikelihood likelihood when answer == Answer.SIGNAL -> odds(study, likelihood);
      case MaximumLikelihood likelihood ->
          text(
              "%d of %d coefficients have a 95%% interval that excludes 0. %s by chance if no"
                  + " feature has an effect, so none of them is interpreted here.",
              likelihood.clear().size(),
              likelihood.perStandardDeviation().size(),
              likelihood.hasEnoughRows()
                  ? "About one in twenty does"
                  : "With so few rows per feature, one in twenty to one in eight does");
      case Separated _, Undetermined _ when answer == Answer.SIGNAL -> weights(study);
      case Separated _, Undetermined _ ->
          "No single coefficient is interpreted, because no signal was shown.";
    };
  }

  private static String odds(Study study, MaximumLikelihood likelihood) {
    List<Coefficient> clear = likelihood.clear();
    int all = likelihood.perStandardDeviation().size();
    if (clear.isEmpty()) {
      return text(
          "None of the %d coefficients has a 95%% interval that excludes 0: the features have an"
              + " effect together, but no single feature is shown to have one.",
          all);
    }
    return text(
        "If a feature increases by one standard deviation and the others do not change, the odds of"
            + " '%s' change most for: %s. The 95%% intervals of %d of %d coefficients exclude 0"
            + " (fit without penalty on %s).",
        study.className(1),
        clear.stream()
            .limit(MOST_FEATURES)
            .map(
                c ->
                    text(
                        "%s (odds ratio %s, %s to %s)",
                        c.name(),
                        Odds.text(c.oddsRatio()),
                        Odds.text(c.oddsRatioInterval().lower()),
                        Odds.text(c.oddsRatioInterval().upper())))
            .collect(Collectors.joining("; ")),
        clear.size(),
        all,
        study.infer().rows());
  }

  private static String weights(Study study) {
    BootstrapIntervals bootstrap = study.infer().bootstrap().orElseThrow();
    List<BootstrapIntervals.Entry> stable = bootstrap.stable();
    String named =
        stable.stream()
            .limit(MOST_FEATURES)
            .map(entry -> entry.name() + (entry.estimate() > 0 ? " (+)" : " (-)"))
            .collect(Collectors.joining(", "));
    return text(
        "The signs of %d of %d penalised coefficients are the same in 95%% of %d refits%s. Their"
            + " size depends on the penalty, so no odds ratios are given.",
        stable.size(),
        bootstrap.entries().size(),
        bootstrap.replicates(),
        stable.isEmpty()
            ? ""
            : text("; the largest, with their direction for '%s': %s", study.className(1), named));
  }

  private static Optional<String> inference(Inference inference) {
    return switch (inference) {
      case MaximumLikelihood likelihood when likelihood.perStandardDeviation().isEmpty() ->
          Optional.empty();
      case MaximumLikelihood likelihood -> Optional.of(likelihoodRatio(likelihood));
      case Separated separated -> Optional.of(separation(separated));
      case Undetermined undetermined -> Optional.of(undetermined.reason());
    };
  }

  private static String separation(Separated separated) {
    if (separated.finite().isEmpty()) {
      return text(
          "%s separation: a weighted sum of the features separates the classes %s. So without a"
              + " penalty no coefficient is finite: there are no odds ratios, no standard errors"
              + " and no p-values.",
          separated.complete() ? "Complete" : "Quasi-complete",
          separated.complete()
              ? "completely in the training rows"
              : "in the training rows, except for rows on the border");
    }
    List<String> diverging = separated.diverging();
    return text(
        "Quasi-complete separation: without a penalty %d of %d coefficients have no finite estimate"
            + " (%s%s). Of the %d others, %d have a 95%% interval that excludes 0.",
        diverging.size(),
        separated.directionNames().size() - 1,
        diverging.stream().limit(MOST_FEATURES).collect(Collectors.joining(", ")),
        diverging.size() > MOST_FEATURES
            ? text(" and %d more", diverging.size() - MOST_FEATURES)
            : "",
        separated.finite().size(),
        separated.finite().stream().filter(Coefficient::excludesZero).count());
  }

  private static String likelihoodRatio(MaximumLikelihood likelihood) {
    LikelihoodRatioTest test = likelihood.likelihoodRatio();
    String result =
        text(
            "The likelihood-ratio test of all features together, without penalty, gives %s",
            PValue.text(test.pValue()));
    if (!likelihood.hasEnoughRows()) {
      return result
          + text(
              ". With %.1f rows of the rarer class per feature (fewer than ten) this test finds"
                  + " effects in noise too often, so the p-value is not reliable.",
              likelihood.rowsPerFeature());
    }
    return result
        + (test.pValue() < LEVEL
            ? ": data like these would be rare if no feature had an effect."
            : ": data like these are not unusual if no feature has an effect.");
  }

  private static String otherModels(Study study) {
    List<Difference> differences =
        study.compare().comparison().differencesTo(ComparedModel.LOGISTIC_REGRESSION);
    List<Difference> better =
        differences.stream().filter(difference -> difference.verdict() == Verdict.BETTER).toList();
    if (better.isEmpty()) {
      return text(
          "Of %d other models on the same folds, none was shown to be more accurate than logistic"
              + " regression.",
          differences.size());
    }
    return text(
        "More accurate than logistic regression on the same folds: %s.",
        better.stream()
            .map(
                difference ->
                    text(
                        "%s (by %s, %s to %s)",
                        difference.name(),
                        points(difference.mean()),
                        points(difference.interval().lower()),
                        points(difference.interval().upper())))
            .collect(Collectors.joining("; ")));
  }

  private static String errors(Study study) {
    var confusion = study.test().scores().confusion();
    if (study.explain().errors().isEmpty()) {
      return text("The model makes no error on the %,d test rows.", confusion.rows());
    }
    return text(
        "Errors on the test rows: %d of %d '%s' predicted as '%s', %d of %d the other way round.",
        confusion.falseNegative(),
        confusion.falseNegative() + confusion.truePositive(),
        study.className(1),
        study.className(0),
        confusion.falsePositive(),
        confusion.falsePositive() + confusion.trueNegative());
  }

  private static String calibration(Study study) {
    List<CalibrationCurve.Bin> bins = calibrationCurve(study).bins();
    long off = bins.stream().filter(bin -> excludes(bin.interval(), bin.meanProbability())).count();
    return text(
        "Calibration: in %d of %d ranges of the predicted probability the observed share of '%s'"
            + " agrees with the prediction, as far as the number of rows can tell.",
        bins.size() - off, bins.size(), study.className(1));
  }

  /** Calibration of the out-of-fold predictions of the training rows. */
  public static CalibrationCurve calibrationCurve(Study study) {
    return CalibrationCurve.of(
        study.load().resampled().y(),
        study.validate().crossValidation().pooledProbabilities(),
        CALIBRATION_BINS);
  }

  // Limits

  private static List<String> limits(Study study) {
    List<String> limits = new ArrayList<>();
    Interval interval = study.test().evaluation().interval();
    limits.add(
        text(
            "With %,d test rows, the 95%% interval of the accuracy is %s wide.",
            study.test().evaluation().rows(), points(interval.upper() - interval.lower())));
    study
        .describe()
        .suspects()
        .describe()
        .ifPresent(
            finding -> limits.add(finding + "; in that case the accuracy is too optimistic."));
    missing(study.data()).ifPresent(limits::add);
    if (study.load().resampled().rows() < study.data().train().rows()) {
      limits.add(
          text(
              "Cross-validation, permutations and model comparison used a stratified random sample"
                  + " of %,d of the %,d training rows, to keep the time short. The model and its"
                  + " coefficients were fitted on all of them.",
              study.load().resampled().rows(), study.data().train().rows()));
    }
    collinearity(study).ifPresent(limits::add);
    fewRows(study.infer().inference()).ifPresent(limits::add);
    edge(study.fit().penalty()).ifPresent(limits::add);
    limits.add(
        "The rows come from one source. How accurate the model is on rows from another source is"
            + " not known, and a feature that predicts the class need not be a cause of it.");
    return limits;
  }

  private static Optional<String> missing(Preparation data) {
    if (data.leftOut() > 0) {
      return Optional.of(
          text(
              "%,d of %,d rows were left out because a value is missing; the answer holds for"
                  + " complete rows only.",
              data.leftOut(), data.dataset().rows()));
    }
    int complete = data.completeTrain().rows();
    return complete == data.train().rows()
        ? Optional.empty()
        : Optional.of(
            text(
                "The model imputes missing values. The fit without penalty uses the %,d of %,d"
                    + " training rows that have every value: imputed values would count as measured"
                    + " ones, and its intervals would be too narrow. Its coefficients are unbiased"
                    + " only if missingness does not depend on the label.",
                complete, data.train().rows()));
  }

  private static Optional<String> collinearity(Study study) {
    List<String> collinear =
        study.infer().inference() instanceof MaximumLikelihood likelihood
            ? likelihood.collinear()
            : collinear(study).stream()
                .flatMap(pair -> Stream.of(pair.one(), pair.other()))
                .distinct()
                .toList();
    if (collinear.isEmpty()) {
      return Optional.empty();
    }
    String more =
        collinear.size() > MOST_FEATURES
            ? text(" and %d more", collinear.size() - MOST_FEATURES)
            : "";
    return Optional.of(
        text(
            "%d features can be predicted from the others (%s%s). In the data they hardly ever"
                + " change alone, so do not interpret their single coefficients.",
            collinear.size(),
            collinear.stream().limit(MOST_FEATURES).collect(Collectors.joining(", ")),
            more));
  }

  private static Optional<String> fewRows(Inference inference) {
    return inference instanceof MaximumLikelihood likelihood && !likelihood.hasEnoughRows()
        ? Optional.of(
            text(
                "There are %.1f training rows of the rarer class per feature, fewer than ten:"
                    + " coefficients without penalty come out too large, and their intervals and"
                    + " p-values are not reliable.",
                likelihood.rowsPerFeature()))
        : Optional.empty();
  }

  private static Optional<String> edge(PenaltySearch penalty) {
    if (penalty.choseSmallest()) {
      return Optional.of(
          text(
              "The chosen penalty %s is the smallest that was tried: a smaller one might fit"
                  + " better.",
              PenaltySearch.text(penalty.chosen())));
    }
    return penalty.choseLargest()
        ? Optional.of(
            text(
                "The chosen penalty %s is the largest that was tried: the best prediction hardly"
                    + " uses the features.",
                PenaltySearch.text(penalty.chosen())))
        : Optional.empty();
  }

  private static List<Pair> collinear(Study study) {
    return study.describe().description().correlations().stream()
        .filter(pair -> Math.abs(pair.correlation()) > COLLINEAR)
        .toList();
  }

  // What next

  private static List<String> next(Study study, Answer answer) {
    List<String> next = new ArrayList<>();
    if (answer != Answer.SIGNAL) {
      next.add(power(study));
      return next;
    }
    if (study.explain().errors().isEmpty()) {
      next.add("Is the model as accurate on new rows, from another place or another year?");
    } else if (study.test().costs().isEmpty()) {
      next.add(
          text(
              "What does each kind of error cost? The threshold 0.5 weights a missed '%s' and a"
                  + " false alarm equally.",
              study.className(1)));
    }
    if (stillRising(study)) {
      next.add("The learning curve still rises at its end: would more rows help?");
    }
    if (!collinear(study).isEmpty()) {
      next.add(
          "Many features are highly correlated: would a model with fewer of them be as accurate?");
    }
    return next;
  }

  /** Tells how many rows would have shown a weak signal, and whether there were so many. */
  private static String power(Study study) {
    int[] y = study.data().test().y();
    int positive = Arrays.stream(y).sum();
    int needed = Power.testRows(WEAK_SIGNAL, positive / (double) y.length);
    String question = "Is there no signal, or is it too weak to be found? ";
    double smallest = Power.smallestPValue(y);
    if (smallest >= SkillTest.LEVEL) {
      question +=
          text(
              "On %,d test rows, %d of them '%s', no result could have shown a signal: even an AUC"
                  + " of 1 would have %s. ",
              y.length, positive, study.className(1), PValue.text(smallest));
    }
    return question
        + (needed <= y.length
            ? text(
                "The %,d test rows are enough to show an AUC of %.1f with 80%% probability (about"
                    + " %,d are needed), so a stronger signal is unlikely: measure other features.",
                y.length, WEAK_SIGNAL, needed)
            : text(
                "To show an AUC of %.1f with 80%% probability takes about %,d test rows; there were"
                    + " %,d. Collect about %,d rows in all, or measure other features.",
                WEAK_SIGNAL,
                needed,
                y.length,
                (long) Math.ceil(needed / (double) y.length * usedRows(study))));
  }

  private static int usedRows(Study study) {
    return study.data().train().rows() + study.data().test().rows();
  }

  /**
   * Returns whether the mean grows by more than its standard error from half the rows or less to
   * all of them.
   */
  private static boolean stillRising(Study study) {
    List<LearningCurve.Point> points = study.validate().learningCurve().points();
    LearningCurve.Point last = points.getLast();
    return points.stream()
        .filter(point -> 2 * point.rows() <= last.rows())
        .reduce((earlier, later) -> later)
        .map(
            half ->
                last.validationAccuracy().mean() - half.validationAccuracy().mean()
                    > last.validationAccuracy().standardDeviation()
                        / Math.sqrt(study.size().folds()))
        .orElse(false);
  }

  // Words

  private static boolean excludes(Interval interval, double value) {
    return value < interval.lower() || value > interval.upper();
  }

  private static String times(int count) {
    return count == 0 ? "in no shuffle" : count == 1 ? "once" : count + " times";
  }

  private static String percent(double share) {
    return text("%.1f%%", 100 * share);
  }

  private static String points(double share) {
    return text("%.1f percentage points", 100 * share);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
