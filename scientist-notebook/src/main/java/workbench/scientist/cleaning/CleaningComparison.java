package workbench.scientist.cleaning;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import workbench.data.ColumnTransformer;
import workbench.data.Dataset;
import workbench.data.InvalidInput;
import workbench.data.MissingRows;
import workbench.evaluation.Interval;
import workbench.scientist.comparison.CorrectedResampledTTest;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.validation.Folds;

/**
 * Comparison of the treatments of missing values, by repeated cross-validation of logistic
 * regression. Each treatment is fitted on the training rows of a fold, and all are judged on the
 * same test rows: the complete ones. Incomplete rows, which not every treatment answers, are
 * counted apart.
 *
 * @param k folds of one repeat
 * @param repeats how often the rows are dealt out anew
 * @param rows of the data set
 * @param incompleteRows number of them that lack a value
 * @param results one per way, in the order of {@link MissingRows}
 */
public record CleaningComparison(
    int k, int repeats, int rows, int incompleteRows, List<Result> results) {

  /**
   * The result of a treatment.
   *
   * @param way of dealing with missing values
   * @param accuracies {@code [k * repeats]}, on the complete test rows of each fold
   * @param allAccuracies {@code [k * repeats]}, on the rows of each test part that it answers
   * @param answered number of rows that got an answer when they were test rows, in the first
   *     repeat, in which every row is one once
   * @param incompleteAnswered number of these that were incomplete
   * @param incompleteRight number of the latter that were answered rightly
   */
  public record Result(
      MissingRows way,
      double[] accuracies,
      double[] allAccuracies,
      int answered,
      int incompleteAnswered,
      int incompleteRight) {

    /** The mean over the folds. */
    public double accuracy() {
      return Arrays.stream(accuracies).average().orElseThrow();
    }

    /** The accuracy on incomplete rows; empty if none was answered. */
    public Optional<Double> incompleteAccuracy() {
      return incompleteAnswered == 0
          ? Optional.empty()
          : Optional.of((double) incompleteRight / incompleteAnswered);
    }

    /** Returns the 95% interval of that accuracy (Wilson). */
    public Optional<Interval> incompleteInterval() {
      return incompleteAnswered == 0
          ? Optional.empty()
          : Optional.of(Interval.wilson(incompleteAnswered, incompleteRight));
    }
  }

  public CleaningComparison {
    results = List.copyOf(results);
  }

  /** Returns how often {@link #of} calls its step. */
  public static int steps(int k, int repeats) {
    return k * repeats * MissingRows.values().length;
  }

  /**
   * @param dataset all rows, those with missing values among them
   * @param k from 2
   * @param lambda the penalty of logistic regression
   * @param step is called {@link #steps} times
   * @throws InvalidInput if no value is missing, if a class has fewer rows than there are folds, or
   *     if a fold has too few complete rows
   */
  public static CleaningComparison of(
      Dataset dataset, int k, int repeats, double lambda, long seed, Runnable step) {
    return of(dataset, Folds.stratified(dataset.labels(), k, repeats, seed), lambda, step);
  }

  /**
   * Compares on given folds.
   *
   * @param folds of the rows of the data set
   * @throws InvalidInput if no value is missing, or unless it {@link #isPossible}
   */
  public static CleaningComparison of(Dataset dataset, Folds folds, double lambda, Runnable step) {
    if (dataset.incompleteRows() == 0) {
      throw new InvalidInput(
          "%s: no value is missing: there is nothing to compare".formatted(dataset.name()));
    }
    int k = folds.k();
    Map<MissingRows, Tally> tallies = new EnumMap<>(MissingRows.class);
    for (MissingRows way : MissingRows.values()) {
      tallies.put(way, new Tally(folds.folds().size()));
    }
    for (int number = 0; number < folds.folds().size(); number++) {
      Folds.Fold fold = folds.folds().get(number);
      Dataset train = dataset.select(fold.train());
      Parts test = parts(train, dataset.select(fold.test()), number, k);
      for (MissingRows way : MissingRows.values()) {
        Score score = score(way, train, test, lambda);
        tallies.get(way).add(number, fold.repeat() == 0, score);
        step.run();
      }
    }
    return new CleaningComparison(
        k,
        folds.repeats(),
        dataset.rows(),
        dataset.incompleteRows(),
        Stream.of(MissingRows.values()).map(way -> tallies.get(way).result(way)).toList());
  }

  /**
   * Returns whether each fold has complete rows: of both classes to train on, and some to test on.
   */
  public static boolean isPossible(Dataset dataset, Folds folds) {
    return folds.folds().stream()
        .allMatch(
            fold -> {
              int[] counts = dataset.select(fold.train()).completeCases().classCounts();
              return Math.min(counts[0], counts[1]) > 0
                  && dataset.select(fold.test()).completeRows().length > 0;
            });
  }

  /** The baseline of the comparison. */
  public Result drop() {
    return results.getFirst();
  }

  /**
   * Returns the gain in accuracy of a way over leaving rows out, fold by fold; the folds share
   * rows, so that these are not independent.
   *
   * @return {@code [k * repeats]}
   */
  public double[] differences(MissingRows way) {
    double[] accuracies = results.get(way.ordinal()).accuracies();
    return IntStream.range(0, accuracies.length)
        .mapToDouble(i -> accuracies[i] - drop().accuracies()[i])
        .toArray();
  }

  /**
   * Tests the gain of the indicator over the imputation alone, on all rows of each test part. On
   * the complete rows alone it has little to show.
   */
  public CorrectedResampledTTest indicator() {
    double[] without = results.get(MissingRows.IMPUTE.ordinal()).allAccuracies();
    double[] with = results.get(MissingRows.INDICATOR.ordinal()).allAccuracies();
    double[] differences =
        IntStream.range(0, with.length).mapToDouble(i -> with[i] - without[i]).toArray();
    return CorrectedResampledTTest.of(differences, testToTrainRatio(), (double) k / rows);
  }

  /** Returns whether the 95% interval of that difference is above 0. */
  public boolean indicatorMatters() {
    return indicator().interval(0.95).lower() > 0;
  }

  /** Test rows for each training row of a fold. */
  public double testToTrainRatio() {
    return 1.0 / (k - 1);
  }

  /**
   * The test rows of a fold.
   *
   * @param complete those that have every value
   * @param incomplete the others
   */
  private record Parts(Dataset complete, Dataset incomplete) {}

  private static Parts parts(Dataset train, Dataset test, int number, int k) {
    int[] counts = train.completeCases().classCounts();
    if (Math.min(counts[0], counts[1]) == 0) {
      throw tooFew(train, number, k, "training");
    }
    int[] complete = test.completeRows();
    if (complete.length == 0) {
      throw tooFew(train, number, k, "test");
    }
    boolean[] isComplete = new boolean[test.rows()];
    Arrays.stream(complete).forEach(row -> isComplete[row] = true);
    int[] incomplete = IntStream.range(0, test.rows()).filter(row -> !isComplete[row]).toArray();
    return new Parts(test.select(complete), test.select(incomplete));
  }

  private static InvalidInput tooFew(Dataset dataset, int number, int k, String part) {
    return new InvalidInput(
        "%s: the %s part of fold %d of %d has too few rows with every value; remove columns that are mostly empty, or use fewer folds"
            .formatted(dataset.name(), part, number % k + 1, k));
  }

  private record Score(
      int complete, int completeRight, int incompleteAnswered, int incompleteRight) {}

  private static Score score(MissingRows way, Dataset train, Parts test, double lambda) {
    boolean drops = way == MissingRows.DROP;
    Dataset rows = drops ? train.completeCases() : train;
    ColumnTransformer columns = ColumnTransformer.fit(rows, way == MissingRows.INDICATOR);
    var model = StandardizedRegression.fit(columns.transform(rows), rows.labels(), lambda);
    return new Score(
        test.complete().rows(),
        right(model, columns, test.complete()),
        drops ? 0 : test.incomplete().rows(),
        drops ? 0 : right(model, columns, test.incomplete()));
  }

  private static int right(StandardizedRegression model, ColumnTransformer columns, Dataset rows) {
    double[][] x = columns.transform(rows);
    return (int)
        IntStream.range(0, x.length).filter(i -> model.predict(x[i]) == rows.labels()[i]).count();
  }

  /** Adds up what one way does in the folds. */
  private static final class Tally {
    private final double[] accuracies;
    private final double[] allAccuracies;
    private int answered;
    private int incompleteAnswered;
    private int incompleteRight;

    Tally(int folds) {
      accuracies = new double[folds];
      allAccuracies = new double[folds];
    }

    void add(int number, boolean firstRepeat, Score score) {
      accuracies[number] = (double) score.completeRight() / score.complete();
      allAccuracies[number] =
          (double) (score.completeRight() + score.incompleteRight())
              / (score.complete() + score.incompleteAnswered());
      if (firstRepeat) {
        answered += score.complete() + score.incompleteAnswered();
        incompleteAnswered += score.incompleteAnswered();
        incompleteRight += score.incompleteRight();
      }
    }

    Result result(MissingRows way) {
      return new Result(
          way, accuracies, allAccuracies, answered, incompleteAnswered, incompleteRight);
    }
  }
}
