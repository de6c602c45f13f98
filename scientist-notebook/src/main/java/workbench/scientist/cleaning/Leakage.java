package workbench.scientist.cleaning;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import workbench.evaluation.Baseline;
import workbench.evaluation.Interval;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.validation.Folds;
import workbench.scientist.validation.StratifiedSample;

/**
 * Leakage by feature selection before the cross-validation, shown on columns of noise. The columns
 * that correlate best with the label are selected once on all rows, and for comparison on the
 * training rows of each fold. Only the second accuracy is unbiased.
 *
 * <p>T. Hastie, R. Tibshirani, J. Friedman, «The Elements of Statistical Learning», second edition,
 * 2009, section 7.10.2.
 *
 * @param rows that were used
 * @param noiseColumns that have nothing to do with the label
 * @param kept number of them that were chosen
 * @param leakedRight number of rows that were classified rightly, the columns chosen on all rows
 * @param honestRight the same number, the columns chosen within each fold
 * @param baselineRight the same number by always answering the larger class
 */
public record Leakage(
    int rows, int noiseColumns, int kept, int leakedRight, int honestRight, int baselineRight) {

  private static final int MAX_ROWS = 500;
  private static final int[] ALONE = {};

  /** Returns how often {@link #of} calls its step. */
  public static int steps(int k) {
    return 2 * k;
  }

  /**
   * @param y {@code [n]}, 0 and 1; of more than 500 rows a stratified sample of 500 is used
   * @param noiseColumns to draw, standard normal
   * @param kept how many to choose, at most {@code noiseColumns}
   * @param k folds
   * @param step is called {@link #steps} times
   * @throws workbench.data.InvalidInput if a class has fewer rows than there are folds
   */
  public static Leakage of(int[] y, int noiseColumns, int kept, int k, long seed, Runnable step) {
    int[] labels = select(y, StratifiedSample.of(y, ALONE, MAX_ROWS, k, seed));
    Folds folds = Folds.stratified(labels, k, 1, seed);
    // Not the stream that deals out the folds.
    SplittableRandom random = new SplittableRandom(seed).split();
    double[][] columns = new double[noiseColumns][];
    for (int j = 0; j < noiseColumns; j++) {
      columns[j] =
          IntStream.range(0, labels.length).mapToDouble(i -> random.nextGaussian()).toArray();
    }
    int[] chosenOnAllRows =
        best(columns, labels, IntStream.range(0, labels.length).toArray(), kept);
    int leaked = 0;
    int honest = 0;
    int baseline = 0;
    for (Folds.Fold fold : folds.folds()) {
      leaked += right(columns, labels, fold, chosenOnAllRows);
      step.run();
      honest += right(columns, labels, fold, best(columns, labels, fold.train(), kept));
      step.run();
      int majority = Baseline.fit(select(labels, fold.train())).label();
      baseline += (int) Arrays.stream(fold.test()).filter(row -> labels[row] == majority).count();
    }
    return new Leakage(labels.length, noiseColumns, kept, leaked, honest, baseline);
  }

  /** The columns that correlate best with the label on some rows, whichever the sign. */
  private static int[] best(double[][] columns, int[] y, int[] rows, int kept) {
    double[] strength =
        Arrays.stream(columns)
            .mapToDouble(column -> Math.abs(correlation(column, y, rows)))
            .toArray();
    return IntStream.range(0, columns.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer j) -> -strength[j]))
        .limit(kept)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Pearson's r but for a factor that is the same for all columns: the spread of the label. */
  private static double correlation(double[] column, int[] y, int[] rows) {
    double meanX = Arrays.stream(rows).mapToDouble(row -> column[row]).average().orElseThrow();
    double meanY = Arrays.stream(rows).map(row -> y[row]).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    for (int row : rows) {
      xx += (column[row] - meanX) * (column[row] - meanX);
      xy += (column[row] - meanX) * (y[row] - meanY);
    }
    return xy / Math.sqrt(xx);
  }

  private static int right(double[][] columns, int[] y, Folds.Fold fold, int[] chosen) {
    var model =
        StandardizedRegression.fit(rows(columns, chosen, fold.train()), select(y, fold.train()));
    double[][] x = rows(columns, chosen, fold.test());
    int[] truth = select(y, fold.test());
    return (int)
        IntStream.range(0, truth.length).filter(i -> model.predict(x[i]) == truth[i]).count();
  }

  private static double[][] rows(double[][] columns, int[] chosen, int[] rows) {
    return Arrays.stream(rows)
        .mapToObj(row -> Arrays.stream(chosen).mapToDouble(j -> columns[j][row]).toArray())
        .toArray(double[][]::new);
  }

  private static int[] select(int[] y, int[] rows) {
    return Arrays.stream(rows).map(row -> y[row]).toArray();
  }

  /** The accuracy that the mistake promises. */
  public double leaked() {
    return (double) leakedRight / rows;
  }

  /** The accuracy that new rows will see. */
  public double honest() {
    return (double) honestRight / rows;
  }

  /** The accuracy of always answering the larger class. */
  public double baseline() {
    return (double) baselineRight / rows;
  }

  /** Returns the 95% interval of the promised accuracy (Wilson), as if it were honest. */
  public Interval leakedInterval() {
    return Interval.wilson(rows, leakedRight);
  }

  /** Returns the 95% interval of the honest accuracy (Wilson). */
  public Interval honestInterval() {
    return Interval.wilson(rows, honestRight);
  }
}
