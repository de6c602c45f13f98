package workbench.scientist.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import workbench.data.Interval;
import workbench.scientist.comparison.Contender;
import workbench.scientist.comparison.Difference;
import workbench.scientist.comparison.Verdict;
import workbench.scientist.description.Pair;
import workbench.scientist.inference.BootstrapIntervals;
import workbench.scientist.inference.Inference;
import workbench.scientist.inference.LikelihoodRatioTest;
import workbench.scientist.inference.MaximumLikelihood;
import workbench.scientist.inference.Separated;
import workbench.scientist.inference.Undetermined;
import workbench.scientist.validation.Auc;
import workbench.scientist.validation.CalibrationCurve;
import workbench.scientist.validation.LearningCurve;

/**
 * What a study may say, in plain words. Each sentence is written only where the numbers in it
 * support it.
 *
 * @param answer to the question
 * @param headline the answer in one sentence
 * @param findings what supports it
 * @param limits what the study cannot say
 * @param next what to ask next
 */
public record Conclusions(
    Answer answer, String headline, List<String> findings, List<String> limits, List<String> next) {

  /** Whether the features say something about the class. */
  public enum Answer {
    /** Cross-validation with shuffled labels and the test part both rule chance out. */
    SIGNAL,
    /** Neither does. */
    NO_SIGNAL,
    /** They do not agree. */
    UNCERTAIN
  }

  private static final double LEVEL = 0.05;
  private static final double CHANCE = 0.5;
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

  /** Two looks at different rows: the folds of the training part, and the test part. */
  private static Answer answer(Study study) {
    boolean folds = study.permutation().pValue() < LEVEL;
    boolean test = study.evaluation().beatsBaseline() || ranksBetterThanChance(study);
    if (folds && test) {
      return Answer.SIGNAL;
    }
    return folds || test ? Answer.UNCERTAIN : Answer.NO_SIGNAL;
  }

  /**
   * Where one class is rare, a model that ranks well may still be no more often right than the
   * majority class.
   */
  private static boolean ranksBetterThanChance(Study study) {
    Auc auc = study.test().auc();
    return auc.interval().map(interval -> interval.lower() > CHANCE).orElse(auc.area() > CHANCE);
  }

  private static String headline(Study study, Answer answer) {
    String classes = "'%s' from '%s'".formatted(study.className(1), study.className(0));
    if (answer == Answer.SIGNAL) {
      return "Yes: the features tell %s better than chance does.".formatted(classes);
    }
    if (answer == Answer.NO_SIGNAL) {
      return "No signal was found: the features do not tell %s better than chance does."
          .formatted(classes);
    }
    return "Not settled: %s.".formatted(disagreement(study));
  }

  private static String disagreement(Study study) {
    return study.permutation().pValue() < LEVEL
        ? "the cross-validation speaks for a signal, the test part does not rule chance out"
        : "the test part speaks for a signal, the cross-validation does not rule chance out";
  }

  // Findings

  private static List<String> findings(Study study, Answer answer) {
    List<String> findings = new ArrayList<>();
    findings.add(onTest(study));
    findings.add(ranking(study));
    findings.add(onFolds(study));
    findings.add(features(study, answer));
    inference(study.inference(), findings);
    findings.add(otherModels(study));
    if (answer == Answer.SIGNAL) {
      findings.add(errors(study));
      findings.add(calibration(study));
    }
    return findings;
  }

  private static String onTest(Study study) {
    var evaluation = study.evaluation();
    return text(
        "On %,d rows that the model had not seen it is right in %,d: %s (95%% interval %s to %s)."
            + " Always answering '%s' is right in %s of them; %s.",
        evaluation.rows(),
        evaluation.correct(),
        percent(evaluation.accuracy()),
        percent(evaluation.interval().lower()),
        percent(evaluation.interval().upper()),
        study.className(study.data().baseline().label()),
        percent(evaluation.baseline()),
        evaluation.beatsBaseline()
            ? "the interval lies above that"
            : "the interval does not lie above that");
  }

  private static String ranking(Study study) {
    Auc auc = study.test().auc();
    return text(
        "Given one of those rows of each class, it finds the '%s' with probability %.3f (AUC%s);"
            + " tossing a coin does with 0.5.",
        study.className(1),
        auc.area(),
        auc.interval()
            .map(
                interval ->
                    text("; 95%% interval %.3f to %.3f", interval.lower(), interval.upper()))
            .orElse(""));
  }

  private static String onFolds(Study study) {
    var accuracy = study.crossValidation().accuracy();
    var permutation = study.permutation();
    return text(
        "In %d folds of the training rows the accuracy is %s on average (%s to %s). With the labels"
            + " shuffled %d times, the mean AUC of the folds was as high %s (permutation test, p"
            + " %s).",
        study.crossValidation().perFold().size(),
        percent(accuracy.mean()),
        percent(accuracy.min()),
        percent(accuracy.max()),
        permutation.permuted().length,
        times(asHigh(study)),
        pValue(permutation.pValue()));
  }

  private static int asHigh(Study study) {
    return (int)
        IntStream.range(0, study.permutation().permuted().length)
            .filter(i -> study.permutation().permuted()[i] >= study.permutation().observed())
            .count();
  }

  private static String features(Study study, Answer answer) {
    List<BootstrapIntervals.Entry> clear =
        study.bootstrap().entries().stream()
            .filter(entry -> excludes(entry.interval(), 0))
            .sorted(
                Comparator.comparingDouble(
                        (BootstrapIntervals.Entry entry) -> -Math.abs(entry.estimate()))
                    .thenComparing(BootstrapIntervals.Entry::name))
            .toList();
    int all = study.bootstrap().entries().size();
    if (answer != Answer.SIGNAL) {
      return text(
          "%d of %d coefficients have a bootstrap interval that leaves 0 out. One in twenty does"
              + " where there is nothing to find, so none of them is read here.",
          clear.size(), all);
    }
    if (clear.isEmpty()) {
      return text(
          "None of the %d coefficients has a bootstrap interval that leaves 0 out: the features"
              + " carry the signal together, and no single one can be named.",
          all);
    }
    String named =
        clear.stream()
            .limit(MOST_FEATURES)
            .map(
                entry ->
                    text(
                        "%s (odds times %.2f, %.2f to %.2f)",
                        entry.name(),
                        Math.exp(entry.estimate()),
                        Math.exp(entry.interval().lower()),
                        Math.exp(entry.interval().upper())))
            .collect(Collectors.joining("; "));
    return text(
        "Per standard deviation more of a feature, all others held, the odds of '%s' change most"
            + " with: %s. The intervals of %d of %d coefficients leave 0 out.",
        study.className(1), named, clear.size(), all);
  }

  private static void inference(Inference inference, List<String> findings) {
    if (inference instanceof MaximumLikelihood likelihood) {
      LikelihoodRatioTest test = likelihood.likelihoodRatio();
      findings.add(
          text(
              "The likelihood-ratio test of all features together, without penalty, gives p %s:"
                  + " %s.",
              pValue(test.pValue()),
              test.pValue() < LEVEL
                  ? "data like these would be rare if no feature mattered"
                  : "data like these are not unusual if no feature matters"));
    } else if (inference instanceof Separated separated) {
      findings.add(
          text(
              "A weighted sum of the features separates the classes %s. So without a penalty no"
                  + " coefficient is finite, and no p-value is given for any.",
              separated.complete()
                  ? "completely in the training rows"
                  : "in the training rows, but for rows on the border"));
    } else if (inference instanceof Undetermined undetermined) {
      findings.add(undetermined.reason());
    }
  }

  private static String otherModels(Study study) {
    List<Difference> differences = study.comparison().differencesTo(Contender.LOGISTIC_REGRESSION);
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
    var confusion = study.test().confusion();
    if (study.errors().isEmpty()) {
      return text("It makes no error on the %,d test rows.", confusion.rows());
    }
    return text(
        "Its errors on the test rows: %d of %d '%s' taken for '%s', %d of %d the other way round.",
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
        "Its probabilities can be held against what happened in %d ranges: in %d of them the share"
            + " that was '%s' agrees with the probability given, as far as the number of rows can"
            + " tell.",
        bins.size(), bins.size() - off, study.className(1));
  }

  /** Of the training rows, each predicted by a model that had not seen it. */
  public static CalibrationCurve calibrationCurve(Study study) {
    return CalibrationCurve.of(
        study.resampled().y(), study.crossValidation().pooledProbabilities(), CALIBRATION_BINS);
  }

  // Limits

  private static List<String> limits(Study study) {
    List<String> limits = new ArrayList<>();
    Interval interval = study.evaluation().interval();
    limits.add(
        text(
            "%,d test rows leave the accuracy open by %s, from one end of its interval to the"
                + " other.",
            study.evaluation().rows(), points(interval.upper() - interval.lower())));
    if (study.data().incomplete() > 0) {
      limits.add(
          text(
              "%,d of %,d rows were left out because a value is missing; the answer holds for rows"
                  + " that are complete.",
              study.data().incomplete(), study.data().dataset().rows()));
    }
    if (study.resampled().rows() < study.data().train().rows()) {
      limits.add(
          text(
              "Resampling used %,d of %,d training rows, drawn at random with the classes in"
                  + " balance, to keep the time short.",
              study.resampled().rows(), study.data().train().rows()));
    }
    int close = collinear(study).size();
    if (close > 0) {
      limits.add(
          text(
              "%d %s of features %s correlated above 0.95: what belongs to which of them cannot be"
                  + " told apart, so no single coefficient among them is a cause.",
              close, close == 1 ? "pair" : "pairs", close == 1 ? "is" : "are"));
    }
    limits.add(
        "The rows come from one source. How the model does on rows from elsewhere is not known, and"
            + " a relation that predicts need not be a cause.");
    return limits;
  }

  private static List<Pair> collinear(Study study) {
    return study.description().correlations().stream()
        .filter(pair -> Math.abs(pair.correlation()) > COLLINEAR)
        .toList();
  }

  // What next

  private static List<String> next(Study study, Answer answer) {
    List<String> next = new ArrayList<>();
    if (answer != Answer.SIGNAL) {
      next.add(
          text(
              "Is a signal missing, or too weak to be seen? On %,d test rows an accuracy below %s"
                  + " could not have been told from the baseline: collect more rows, or measure"
                  + " something else.",
              study.evaluation().rows(), percent(smallestConvincing(study))));
      return next;
    }
    if (study.errors().isEmpty()) {
      next.add("Does it hold on new rows, from another place or another year?");
    } else {
      next.add(
          text(
              "What does each kind of error cost? The threshold of one half treats a missed '%s'"
                  + " like a false alarm.",
              study.className(1)));
    }
    if (stillRising(study)) {
      next.add("The learning curve still rises at its end: would more rows help?");
    }
    if (!collinear(study).isEmpty()) {
      next.add("Many features say the same: would a model with fewer of them be as good?");
    }
    return next;
  }

  /** The smallest accuracy whose interval lies above the baseline. */
  private static double smallestConvincing(Study study) {
    int rows = study.evaluation().rows();
    return IntStream.rangeClosed(0, rows)
            .filter(
                correct -> Interval.wilson(rows, correct).lower() > study.evaluation().baseline())
            .findFirst()
            .orElse(rows)
        / (double) rows;
  }

  /** From half the rows or less to all of them the mean grows by more than its standard error. */
  private static boolean stillRising(Study study) {
    List<LearningCurve.Point> points = study.learningCurve().points();
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
    return count == 0 ? "not once" : count == 1 ? "once" : count + " times";
  }

  private static String percent(double share) {
    return text("%.1f%%", 100 * share);
  }

  private static String points(double share) {
    return text("%.1f percentage points", 100 * share);
  }

  private static String pValue(double p) {
    return p < 0.001 ? "below 0.001" : text("= %.3f", p);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
