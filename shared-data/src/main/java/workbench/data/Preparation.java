package workbench.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import workbench.evaluation.Baseline;
import workbench.evaluation.Evaluation;
import workbench.evaluation.Interval;
import workbench.evaluation.Threshold;

/**
 * A data set made ready for fitting, in the same way for both roles: split at random within each
 * class, missing values imputed, categories as columns of 0 and 1. Medians, most frequent levels
 * and levels are those of the training set.
 *
 * @param dataset as it was loaded
 * @param missingRows the treatment of its rows that have missing values
 * @param split of all rows, or, where incomplete rows are left out, of the complete ones
 * @param columns encoder and imputer of raw columns, fitted on the training set
 * @param train as measured, not standardised, imputed; of a grouped split, with the groups of equal
 *     rows
 * @param test as measured, not standardised, imputed
 * @param seed of the split
 * @param kind of the split
 */
public record Preparation(
    Dataset dataset,
    MissingRows missingRows,
    TrainTestSplit split,
    ColumnTransformer columns,
    Examples train,
    Examples test,
    long seed,
    TrainTestSplit.Kind kind) {

  /** Creates the preparation of number columns with a stratified split. */
  public Preparation(
      Dataset dataset, TrainTestSplit split, Examples train, Examples test, long seed) {
    this(
        dataset,
        MissingRows.IMPUTE,
        split,
        ColumnTransformer.ofNumbers(train.featureNames()),
        train,
        test,
        seed,
        TrainTestSplit.Kind.STRATIFIED);
  }

  /** Prepares with a stratified split, missing values imputed. */
  public static Preparation of(Dataset dataset, double testSize, long seed) {
    return of(dataset, testSize, seed, TrainTestSplit.Kind.STRATIFIED);
  }

  /** Prepares with missing values imputed. */
  public static Preparation of(
      Dataset dataset, double testSize, long seed, TrainTestSplit.Kind kind) {
    return of(dataset, testSize, seed, kind, MissingRows.IMPUTE);
  }

  /**
   * @param testSize the share of the rows to test on, above 0 and below 1
   * @throws InvalidInput if a part would lack a class, if rows that are left out leave too few to
   *     split, or if no column of the training set can be a feature
   */
  public static Preparation of(
      Dataset dataset,
      double testSize,
      long seed,
      TrainTestSplit.Kind kind,
      MissingRows missingRows) {
    Dataset used = missingRows == MissingRows.DROP ? dataset.completeCases() : dataset;
    refuseTooFew(dataset, used);
    boolean grouped = kind == TrainTestSplit.Kind.GROUPED;
    int[] groups = grouped ? RepeatedRows.groups(used) : new int[0];
    TrainTestSplit split =
        grouped
            ? TrainTestSplit.grouped(groups, used.labels(), testSize, seed)
            : TrainTestSplit.stratified(used.labels(), testSize, seed);
    Dataset trainRows = used.select(split.train());
    ColumnTransformer columns =
        ColumnTransformer.fit(trainRows, missingRows == MissingRows.INDICATOR);
    Examples train = Examples.of(trainRows, columns);
    if (grouped) {
      train = train.grouped(Arrays.stream(split.train()).map(row -> groups[row]).toArray());
    }
    return new Preparation(
        dataset,
        missingRows,
        split,
        columns,
        train,
        Examples.of(used.select(split.test()), columns),
        seed,
        kind);
  }

  /** The number of rows with missing values that were left out. */
  public int leftOut() {
    return missingRows == MissingRows.DROP ? dataset.incompleteRows() : 0;
  }

  /**
   * The positions of rows in the data set.
   *
   * @param rows numbers of rows, as in the split
   * @return their numbers among all rows, from 0
   */
  public int[] rowNumbers(int[] rows) {
    if (leftOut() == 0) {
      return rows.clone();
    }
    int[] complete = dataset.completeRows();
    return Arrays.stream(rows).map(row -> complete[row]).toArray();
  }

  /** The test set as it was loaded. */
  public Dataset testRows() {
    return dataset.select(rowNumbers(split.test()));
  }

  /** The training set as it was loaded. */
  public Dataset trainRows() {
    return dataset.select(rowNumbers(split.train()));
  }

  /**
   * The training set, missing values as NaN: an imputer is fitted anew on the training rows of each
   * fold. The same as {@link #train} where no value is missing.
   */
  public Examples encodedTrain() {
    Dataset rows = trainRows();
    return rows.incompleteRows() == 0
        ? train
        : Examples.encoded(rows, columns).grouped(train.groups());
  }

  /** The rows of the training set that have every value. */
  public Examples completeTrain() {
    Dataset rows = trainRows();
    return rows.incompleteRows() == 0 ? train : train.select(rows.completeRows());
  }

  /**
   * Returns the transformer that a model needs to take raw columns; empty where the features are
   * the raw columns: numbers, of which none is missing in the rows that are used.
   */
  public Optional<ColumnTransformer> rawColumns() {
    boolean imputes = missingRows != MissingRows.DROP && dataset.incompleteRows() > 0;
    return columns.hasCategories() || imputes ? Optional.of(columns) : Optional.empty();
  }

  /**
   * All rows except those of the test set, in the order of the data set: the training rows and
   * those that were left out. A description of these rows reveals nothing about the test set.
   */
  public Dataset withoutTestPart() {
    boolean[] tested = new boolean[dataset.rows()];
    Arrays.stream(rowNumbers(split.test())).forEach(row -> tested[row] = true);
    return dataset.select(IntStream.range(0, dataset.rows()).filter(row -> !tested[row]).toArray());
  }

  /** Two rows of a class are the fewest that can be split. */
  private static void refuseTooFew(Dataset dataset, Dataset used) {
    int[] counts = used.classCounts();
    if (Math.min(counts[0], counts[1]) >= 2) {
      return;
    }
    boolean dropped = used.rows() < dataset.rows();
    throw new InvalidInput(
        "%s: %s (%d '%s', %d '%s'), 2 of each class are needed: %s"
            .formatted(
                dataset.name(),
                dropped
                    ? "%d of %d rows have every value".formatted(used.rows(), dataset.rows())
                    : "%d rows".formatted(dataset.rows()),
                counts[0],
                dataset.classNames().get(0),
                counts[1],
                dataset.classNames().get(1),
                dropped
                    ? "leave out -DmissingRows=drop, so that missing values are imputed"
                    : "collect more rows"));
  }

  /** The majority class of the training set. */
  public Baseline baseline() {
    return Baseline.fit(train.y());
  }

  /** One printed line: the accuracy of the majority class on the test set. */
  public String describeBaseline() {
    return String.format(
        Locale.ROOT,
        "accuracy %.3f by always answering '%s'; random guessing lands in %s (95%%)",
        baseline().accuracy(test.y()),
        dataset.classNames().get(baseline().label()),
        Interval.chance(test.rows()));
  }

  /** One printed line: the data. */
  public String describeData() {
    int[] counts = dataset.classCounts();
    return String.format(
        Locale.ROOT,
        "%s: %,d rows x %d features, %,d of '%s', %,d of '%s'",
        dataset.name(),
        dataset.rows(),
        dataset.columns().size(),
        counts[0],
        dataset.classNames().get(0),
        counts[1],
        dataset.classNames().get(1));
  }

  /** Printed lines: the data, and how a file of the user's own was read. */
  public List<String> loadLines() {
    List<String> lines = new ArrayList<>(List.of(describeData()));
    lines.addAll(dataset.notes());
    return lines;
  }

  /** Printed lines: the split, and how many test rows are seen in training. */
  public List<String> splitLines() {
    List<String> lines = new ArrayList<>(List.of(describeSplit()));
    SeenRows.of(this).describe().ifPresent(lines::add);
    return lines;
  }

  /**
   * Printed lines: the metrics on the test set, the accuracy on the rows that are new, and the
   * baseline.
   *
   * @param probabilities {@code [m]} of the class 1, for the rows of the test set
   */
  public List<String> testLines(
      Evaluation evaluation, double[] probabilities, Threshold threshold) {
    List<String> lines = new ArrayList<>(List.of(evaluation.toString()));
    SeenRows.of(this).describeAccuracy(test.y(), probabilities, threshold).ifPresent(lines::add);
    lines.add(describeBaseline());
    return lines;
  }

  /** One printed line: the split. */
  public String describeSplit() {
    return String.format(
        Locale.ROOT,
        "%,d rows to train, %,d to test, stratified%s, seed %d%s",
        train.rows(),
        test.rows(),
        kind == TrainTestSplit.Kind.GROUPED ? ", equal rows together" : "",
        seed,
        describeMissing().map(" (%s)"::formatted).orElse(""));
  }

  /** The number of rows with missing values and their treatment; empty if there are none. */
  public Optional<String> describeMissing() {
    int incomplete = dataset.incompleteRows();
    if (incomplete == 0) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%,d of %,d rows have missing values: %s",
            incomplete,
            dataset.rows(),
            missingRows.done()));
  }
}
