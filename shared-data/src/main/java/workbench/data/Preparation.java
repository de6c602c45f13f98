package workbench.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A data set made ready for fitting, in the same way for both roles: incomplete rows left out,
 * split at random within each class, categories as columns of 0 and 1, with the levels of the
 * training part.
 *
 * @param dataset as it was loaded
 * @param incomplete how many of its rows were left out because a value is missing
 * @param split of the remaining rows
 * @param columns what turns raw columns into features, fitted on the training part
 * @param train as measured, not standardised; of a grouped split, with the groups of equal rows
 * @param test as measured, not standardised
 * @param seed of the split
 * @param kind of the split
 */
public record Preparation(
    Dataset dataset,
    int incomplete,
    TrainTestSplit split,
    ColumnTransformer columns,
    Examples train,
    Examples test,
    long seed,
    TrainTestSplit.Kind kind) {

  /** Of number columns, stratified. */
  public Preparation(
      Dataset dataset, TrainTestSplit split, Examples train, Examples test, long seed) {
    this(
        dataset,
        0,
        split,
        ColumnTransformer.ofNumbers(train.featureNames()),
        train,
        test,
        seed,
        TrainTestSplit.Kind.STRATIFIED);
  }

  /** With a stratified split. */
  public static Preparation of(Dataset dataset, double testSize, long seed) {
    return of(dataset, testSize, seed, TrainTestSplit.Kind.STRATIFIED);
  }

  /**
   * @param testSize the share of the rows to test on, above 0 and below 1
   * @throws InvalidInput if a part would lack a class, or if missing values leave too few rows to
   *     split
   */
  public static Preparation of(
      Dataset dataset, double testSize, long seed, TrainTestSplit.Kind kind) {
    Dataset complete = dataset.completeCases();
    refuseTooFew(dataset, complete);
    boolean grouped = kind == TrainTestSplit.Kind.GROUPED;
    int[] groups = grouped ? RepeatedRows.groups(complete) : new int[0];
    TrainTestSplit split =
        grouped
            ? TrainTestSplit.grouped(groups, complete.labels(), testSize, seed)
            : TrainTestSplit.stratified(complete.labels(), testSize, seed);
    Dataset trainRows = complete.select(split.train());
    ColumnTransformer columns = ColumnTransformer.fit(trainRows);
    Examples train = Examples.of(trainRows, columns);
    if (grouped) {
      train = train.grouped(Arrays.stream(split.train()).map(row -> groups[row]).toArray());
    }
    return new Preparation(
        dataset,
        dataset.rows() - complete.rows(),
        split,
        columns,
        train,
        Examples.of(complete.select(split.test()), columns),
        seed,
        kind);
  }

  /**
   * Where rows stand in the data set.
   *
   * @param complete numbers of complete rows, as in the split
   * @return their numbers among all rows, from 0
   */
  public int[] rowNumbers(int[] complete) {
    if (incomplete == 0) {
      return complete.clone();
    }
    int[] all = dataset.completeRows();
    return Arrays.stream(complete).map(row -> all[row]).toArray();
  }

  /** The test part as it was loaded. */
  public Dataset testRows() {
    return dataset.select(rowNumbers(split.test()));
  }

  /** The training part as it was loaded. */
  public Dataset trainRows() {
    return dataset.select(rowNumbers(split.train()));
  }

  /**
   * What a model needs to take raw columns; empty where the features are the raw columns: numbers,
   * of which none is missing in the training part.
   */
  public Optional<ColumnTransformer> rawColumns() {
    boolean needed = columns.hasCategories() || trainRows().incompleteRows() > 0;
    return needed ? Optional.of(columns) : Optional.empty();
  }

  /**
   * All rows except those of the test part: the training rows and the incomplete ones, in the order
   * of the data set. A description of these rows reveals nothing about the test part.
   */
  public Dataset withoutTestPart() {
    boolean[] tested = new boolean[dataset.rows()];
    Arrays.stream(rowNumbers(split.test())).forEach(row -> tested[row] = true);
    return dataset.select(IntStream.range(0, dataset.rows()).filter(row -> !tested[row]).toArray());
  }

  /** Two rows of a class are the fewest that can be split. */
  private static void refuseTooFew(Dataset dataset, Dataset complete) {
    int[] counts = complete.classCounts();
    if (Math.min(counts[0], counts[1]) >= 2) {
      return;
    }
    String advice = "collect more rows";
    if (complete.rows() < dataset.rows()) {
      Column emptiest =
          dataset.columns().stream().max(Comparator.comparingInt(Column::missing)).orElseThrow();
      advice =
          "fill cells or remove columns, such as '%s', where %d are missing"
              .formatted(emptiest.name(), emptiest.missing());
    }
    throw new InvalidInput(
        "%s: %d of %d rows have every value (%d '%s', %d '%s'), 2 of each class are needed: %s"
            .formatted(
                dataset.name(),
                complete.rows(),
                dataset.rows(),
                counts[0],
                dataset.classNames().get(0),
                counts[1],
                dataset.classNames().get(1),
                advice));
  }

  /** The majority class of the training part. */
  public Baseline baseline() {
    return Baseline.fit(train.y());
  }

  /** One printed line: what the majority class alone does on the test part. */
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

  /** One printed line: the split. */
  public String describeSplit() {
    String left =
        incomplete == 0
            ? ""
            : String.format(
                Locale.ROOT,
                " (%,d of %,d rows left out: a value is missing)",
                incomplete,
                dataset.rows());
    return String.format(
        Locale.ROOT,
        "%,d rows to train, %,d to test, stratified%s, seed %d%s",
        train.rows(),
        test.rows(),
        kind == TrainTestSplit.Kind.GROUPED ? ", equal rows together" : "",
        seed,
        left);
  }
}
