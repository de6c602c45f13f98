package workbench.scientist.cleaning;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import workbench.data.Dataset;
import workbench.data.Examples;
import workbench.data.Interval;
import workbench.data.InvalidInput;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.validation.Folds;

/**
 * The ways of dealing with missing values side by side, in repeated cross-validation of logistic
 * regression over all rows. Every way learns from the training rows of a fold alone, and all are
 * judged on the same test rows: those that are complete. What only some of them can answer is
 * counted apart; to that belongs, too, a row with a category that no complete training row has.
 *
 * @param k folds of one repeat
 * @param repeats how often the rows are dealt out anew
 * @param rows of the data set
 * @param incompleteRows how many of them lack a value
 * @param results one per way, in the order of {@link MissingValues}
 */
public record CleaningComparison(
    int k, int repeats, int rows, int incompleteRows, List<Result> results) {

  /**
   * What one way comes to.
   *
   * @param way of dealing with missing values
   * @param accuracies {@code [k * repeats]}, on the complete test rows of each fold
   * @param answered how many rows got an answer when they were test rows, in the first repeat, in
   *     which every row is one once
   * @param incompleteAnswered how many of these were incomplete
   * @param incompleteRight how many of the latter were answered rightly
   */
  public record Result(
      MissingValues way,
      double[] accuracies,
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

    /** Where that accuracy lies with 95% confidence (Wilson). */
    public Optional<Interval> incompleteInterval() {
      return incompleteAnswered == 0
          ? Optional.empty()
          : Optional.of(Interval.wilson(incompleteAnswered, incompleteRight));
    }
  }

  public CleaningComparison {
    results = List.copyOf(results);
  }

  /** How often {@link #of} calls its step. */
  public static int steps(int k, int repeats) {
    return k * repeats * MissingValues.values().length;
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
   * With folds that were made before.
   *
   * @param folds of the rows of the data set
   * @throws InvalidInput if no value is missing, or if a fold has too few complete rows
   */
  public static CleaningComparison of(Dataset dataset, Folds folds, double lambda, Runnable step) {
    if (dataset.incompleteRows() == 0) {
      throw new InvalidInput(
          "%s: no value is missing: there is nothing to compare".formatted(dataset.name()));
    }
    int k = folds.k();
    Map<MissingValues, Tally> tallies = new EnumMap<>(MissingValues.class);
    for (MissingValues way : MissingValues.values()) {
      tallies.put(way, new Tally(folds.folds().size()));
    }
    for (int number = 0; number < folds.folds().size(); number++) {
      Folds.Fold fold = folds.folds().get(number);
      Dataset train = dataset.select(fold.train());
      Parts test = parts(train, dataset.select(fold.test()), number, k);
      for (MissingValues way : MissingValues.values()) {
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
        Stream.of(MissingValues.values()).map(way -> tallies.get(way).result(way)).toList());
  }

  /** The baseline of the comparison. */
  public Result drop() {
    return results.getFirst();
  }

  /**
   * How much better a way is than leaving rows out, fold by fold; the folds share rows, so that
   * these are not independent.
   *
   * @return {@code [k * repeats]}
   */
  public double[] differences(MissingValues way) {
    double[] accuracies = results.get(way.ordinal()).accuracies();
    return IntStream.range(0, accuracies.length)
        .mapToDouble(i -> accuracies[i] - drop().accuracies()[i])
        .toArray();
  }

  /** Test rows for each training row of a fold. */
  public double testToTrainRatio() {
    return 1.0 / (k - 1);
  }

  /**
   * The test rows of a fold.
   *
   * @param complete those that every way can answer: with every value, and known categories
   * @param incomplete the others
   */
  private record Parts(Dataset complete, Dataset incomplete) {}

  private static Parts parts(Dataset train, Dataset test, int number, int k) {
    int[] counts = train.completeCases().classCounts();
    if (Math.min(counts[0], counts[1]) == 0) {
      throw tooFew(train, number, k, "training");
    }
    int[] complete = Cleaner.fit(MissingValues.DROP, train).answered(test);
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

  private static Score score(MissingValues way, Dataset train, Parts test, double lambda) {
    Cleaner cleaner = Cleaner.fit(way, train);
    Examples rows = cleaner.transform(train);
    var model = StandardizedRegression.fit(rows.x(), rows.y(), lambda);
    Examples complete = cleaner.transform(test.complete());
    Examples incomplete = cleaner.transform(test.incomplete());
    return new Score(
        complete.rows(), right(model, complete), incomplete.rows(), right(model, incomplete));
  }

  private static int right(StandardizedRegression model, Examples rows) {
    return (int)
        IntStream.range(0, rows.rows())
            .filter(i -> model.predict(rows.x()[i]) == rows.y()[i])
            .count();
  }

  /** Adds up what one way does in the folds. */
  private static final class Tally {
    private final double[] accuracies;
    private int answered;
    private int incompleteAnswered;
    private int incompleteRight;

    Tally(int folds) {
      accuracies = new double[folds];
    }

    void add(int number, boolean firstRepeat, Score score) {
      accuracies[number] = (double) score.completeRight() / score.complete();
      if (firstRepeat) {
        answered += score.complete() + score.incompleteAnswered();
        incompleteAnswered += score.incompleteAnswered();
        incompleteRight += score.incompleteRight();
      }
    }

    Result result(MissingValues way) {
      return new Result(way, accuracies, answered, incompleteAnswered, incompleteRight);
    }
  }
}
