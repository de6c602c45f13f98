package workbench.scientist.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import workbench.data.Column;
import workbench.data.DataCard;
import workbench.data.Dataset;
import workbench.data.Examples;
import workbench.evaluation.Baseline;
import workbench.evaluation.ConfusionMatrix;
import workbench.evaluation.Interval;
import workbench.scientist.comparison.ModelComparison;
import workbench.scientist.explanation.PartialEffect;
import workbench.scientist.inference.BootstrapIntervals;
import workbench.scientist.inference.MaximumLikelihood;
import workbench.scientist.plot.DataPlots;
import workbench.scientist.plot.ModelPlots;
import workbench.scientist.plot.Plot;
import workbench.scientist.plot.ValidationPlots;
import workbench.scientist.study.Conclusions;
import workbench.scientist.study.Study;
import workbench.scientist.validation.CalibrationCurve;
import workbench.scientist.validation.LearningCurve;
import workbench.scientist.validation.PenaltySearch;
import workbench.scientist.validation.RocCurve;
import workbench.scientist.validation.Summary;

/** The figures of a study. */
final class StudyPlots {

  private static final int MOST_HISTOGRAMS = 12;
  private static final int MOST_COEFFICIENTS = 30;
  private static final int MOST_CORRELATED = 30;

  private final Study study;
  private final Dataset dataset;

  private StudyPlots(Study study) {
    this.study = study;
    this.dataset = study.data().withoutTestPart();
  }

  /**
   * Draws the figures by the names that the report's template knows; a figure that the data do not
   * allow is absent.
   */
  static Map<String, Object> of(Study study) {
    return new StudyPlots(study).all();
  }

  private Map<String, Object> all() {
    Map<String, Object> plots = new HashMap<>();
    if (dataset.incompleteRows() > 0) {
      plots.put("missing", missing());
    }
    plots.put("distributions", distributions());
    if (study.describe().description().numericNames().size() > 1) {
      plots.put("correlation", correlation());
    }
    plots.put("coefficients", coefficients());
    plots.put("effects", study.explain().effects().stream().map(this::effect).toList());
    plots.put("penalty", penalty());
    plots.put("confusion", confusion());
    plots.put("roc", roc());
    plots.put("calibration", calibration());
    plots.put(
        "permutation",
        ValidationPlots.permutation(
            study.validate().permutation().observed(),
            study.validate().permutation().permuted(),
            0.5));
    plots.put("learning", learning());
    plots.put("models", models());
    return plots;
  }

  private Plot missing() {
    boolean[][] missing =
        IntStream.range(0, dataset.rows())
            .mapToObj(
                row -> {
                  boolean[] values = new boolean[dataset.columns().size()];
                  for (int j = 0; j < values.length; j++) {
                    values[j] = dataset.columns().get(j).isMissing(row);
                  }
                  return values;
                })
            .toArray(boolean[][]::new);
    return DataPlots.missingValues(dataset.columns().stream().map(Column::name).toList(), missing);
  }

  /** Draws a figure for each column of the data, those with the largest coefficients first. */
  private List<Plot> distributions() {
    Map<String, Double> weights = new HashMap<>();
    List<String> features = study.data().train().featureNames();
    for (int j = 0; j < features.size(); j++) {
      weights.merge(
          column(features.get(j)),
          Math.abs(study.fit().model().regression().coefficients()[j]),
          Math::max);
    }
    return dataset.columns().stream()
        .sorted(Comparator.comparingDouble(column -> -weights.getOrDefault(column.name(), 0.0)))
        .limit(MOST_HISTOGRAMS)
        .map(this::distribution)
        .toList();
  }

  /**
   * The column that a feature was made from: a category's features are named {@code column=level}.
   */
  private String column(String feature) {
    return dataset.columns().stream()
        .map(Column::name)
        .filter(
            name ->
                feature.equals(name)
                    || feature.startsWith(name + "=")
                    || feature.equals(name + " missing"))
        .findFirst()
        .orElse(feature);
  }

  private Plot distribution(Column column) {
    if (column instanceof Column.Numeric numeric) {
      return DataPlots.histogram(
          column.name(),
          unit(column.name()),
          ofClass(numeric.values(), dataset.labels(), 0),
          ofClass(numeric.values(), dataset.labels(), 1),
          dataset.classNames());
    }
    Column.Categorical categorical = (Column.Categorical) column;
    int[][] counts = new int[2][categorical.levels().size()];
    for (int row = 0; row < dataset.rows(); row++) {
      if (!column.isMissing(row)) {
        counts[dataset.labels()[row]][categorical.codes()[row]]++;
      }
    }
    return DataPlots.categories(
        column.name(), categorical.levels(), counts[0], counts[1], dataset.classNames());
  }

  private static double[] ofClass(double[] values, int[] labels, int label) {
    return IntStream.range(0, values.length)
        .filter(i -> labels[i] == label)
        .mapToDouble(i -> values[i])
        .toArray();
  }

  private String unit(String feature) {
    return study
        .load()
        .card()
        .flatMap(card -> card.column(feature))
        .map(DataCard.ColumnNote::unit)
        .orElse("");
  }

  private Plot correlation() {
    List<String> names = study.describe().description().numericNames();
    int shown = Math.min(names.size(), MOST_CORRELATED);
    double[][] r =
        Arrays.stream(study.describe().description().correlationMatrix())
            .limit(shown)
            .map(row -> Arrays.copyOf(row, shown))
            .toArray(double[][]::new);
    return DataPlots.correlationHeatMap(names.subList(0, shown), r);
  }

  /** A coefficient per standard deviation and the ends of its line. */
  private record Weight(String name, double estimate, Interval line) {}

  /**
   * Draws the coefficients without penalty and with Wald's interval, from one fit; where that fit
   * does not exist, those of the penalised model, with the spread over the refits.
   */
  private Plot coefficients() {
    List<Weight> largest =
        weights()
            .sorted(Comparator.comparingDouble(weight -> -Math.abs(weight.estimate())))
            .limit(MOST_COEFFICIENTS)
            .toList();
    return ModelPlots.coefficients(
        largest.stream().map(Weight::name).toList(),
        values(largest, Weight::estimate),
        values(largest, weight -> weight.line().lower()),
        values(largest, weight -> weight.line().upper()),
        "log-odds of '%s' per standard deviation".formatted(study.className(1)),
        0);
  }

  private Stream<Weight> weights() {
    if (study.infer().inference() instanceof MaximumLikelihood likelihood) {
      return likelihood.perStandardDeviation().stream()
          .map(c -> new Weight(c.name(), c.estimate(), c.interval()));
    }
    double[] estimates = study.fit().model().regression().coefficients();
    List<BootstrapIntervals.Entry> refits = study.infer().bootstrap().orElseThrow().entries();
    return IntStream.range(0, refits.size())
        .mapToObj(j -> new Weight(refits.get(j).name(), estimates[j], refits.get(j).interval()));
  }

  private Plot effect(PartialEffect effect) {
    Examples train = study.data().train();
    int column = train.featureNames().indexOf(effect.feature());
    return ModelPlots.partialEffect(
        effect.feature(),
        unit(effect.feature()),
        effect.values(),
        effect.probability(),
        effect.lower(),
        effect.upper(),
        Arrays.stream(train.x()).mapToDouble(row -> row[column]).toArray());
  }

  /** The mean over the folds, one standard error to either side. */
  private Plot penalty() {
    List<PenaltySearch.Candidate> candidates = study.fit().penalty().candidates();
    double folds = study.size().innerFolds();
    return ValidationPlots.penalty(
        values(candidates, PenaltySearch.Candidate::lambda),
        values(candidates, candidate -> candidate.logLoss().mean()),
        values(
            candidates,
            candidate ->
                candidate.logLoss().mean()
                    - candidate.logLoss().standardDeviation() / Math.sqrt(folds)),
        values(
            candidates,
            candidate ->
                candidate.logLoss().mean()
                    + candidate.logLoss().standardDeviation() / Math.sqrt(folds)),
        study.fit().penalty().chosen());
  }

  private Plot confusion() {
    ConfusionMatrix confusion = study.test().scores().confusion();
    int[][] counts = {
      {confusion.trueNegative(), confusion.falsePositive()},
      {confusion.falseNegative(), confusion.truePositive()}
    };
    return ValidationPlots.confusion(counts, dataset.classNames());
  }

  private Plot roc() {
    double[] test = study.fit().model().probabilities(study.data().test().x());
    return ValidationPlots.roc(
        List.of(
            curve("test set", study.data().test().y(), test),
            curve(
                "training set, by folds",
                study.load().resampled().y(),
                study.validate().crossValidation().pooledProbabilities())));
  }

  private static ValidationPlots.Curve curve(String name, int[] y, double[] probabilities) {
    RocCurve roc = RocCurve.of(y, probabilities);
    return new ValidationPlots.Curve(name, roc.falsePositiveRate(), roc.truePositiveRate());
  }

  private Plot calibration() {
    List<CalibrationCurve.Bin> bins = Conclusions.calibrationCurve(study).bins();
    return ValidationPlots.calibration(
        values(bins, CalibrationCurve.Bin::meanProbability),
        values(bins, CalibrationCurve.Bin::observedShare),
        values(bins, bin -> bin.interval().lower()),
        values(bins, bin -> bin.interval().upper()));
  }

  private Plot learning() {
    List<LearningCurve.Point> points = study.validate().learningCurve().points();
    Summary[] validation =
        points.stream().map(LearningCurve.Point::validationAccuracy).toArray(Summary[]::new);
    return ValidationPlots.learningCurve(
        values(points, LearningCurve.Point::rows),
        values(points, point -> point.trainingAccuracy().mean()),
        values(points, point -> point.validationAccuracy().mean()),
        values(
            points,
            point ->
                point.validationAccuracy().mean() - point.validationAccuracy().standardDeviation()),
        values(
            points,
            point ->
                point.validationAccuracy().mean() + point.validationAccuracy().standardDeviation()),
        Baseline.fit(study.load().resampled().y()).accuracy(study.load().resampled().y()));
  }

  private Plot models() {
    List<ModelComparison.Result> results =
        study.compare().comparison().results().stream()
            .filter(result -> result.failure().isEmpty())
            .toList();
    return ModelPlots.models(
        results.stream().map(result -> result.model().name()).toList(),
        values(results, ModelComparison.Result::accuracy),
        values(results, result -> Arrays.stream(result.accuracies()).min().orElseThrow()),
        values(results, result -> Arrays.stream(result.accuracies()).max().orElseThrow()),
        Baseline.fit(study.load().resampled().y()).accuracy(study.load().resampled().y()));
  }

  private static <T> double[] values(List<T> list, ToDoubleFunction<T> value) {
    return list.stream().mapToDouble(value).toArray();
  }
}
