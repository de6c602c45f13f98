package workbench.scientist.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.evaluation.ConfusionMatrix;
import workbench.evaluation.Threshold;
import workbench.scientist.fit.Fits;
import workbench.scientist.fit.Learner;
import workbench.scientist.validation.Folds.Fold;

/**
 * Learning curve: the learner fitted on growing parts of each fold's training part, and its
 * accuracy there and on the test part, which stays the same. Each part holds the smaller ones and
 * is stratified.
 *
 * @param points one a size, the smallest first
 */
public record LearningCurve(List<Point> points) {

  /** Number of sizes, unless there are too few rows for so many. */
  public static final int SIZES = 8;

  private static final double SMALLEST_SHARE = 0.05;
  private static final int SMALLEST_OF_A_CLASS = 2;

  /**
   * One size.
   *
   * @param rows that were fitted on
   * @param trainingAccuracy on those rows, over the folds
   * @param validationAccuracy on the test parts, over the folds
   */
  public record Point(int rows, Summary trainingAccuracy, Summary validationAccuracy) {}

  /** Accuracies of one fit. */
  private record Accuracies(double training, double validation) {}

  public LearningCurve {
    points = List.copyOf(points);
  }

  /**
   * About {@value #SIZES} sizes at equal ratios, from 5% of the training part, or as many rows as
   * it takes to have two of each class, to the smallest training part whole. The fits run side by
   * side; the result is the same to the bit on every run.
   *
   * @param k folds, from 2
   * @param repeats from 1
   * @param step called once a fit, {@link #steps} times, from several threads
   * @throws InvalidInput if a class has fewer rows than there are folds, or if a training part has
   *     one row of a class
   */
  public static LearningCurve of(
      Examples e, Learner learner, int k, int repeats, long seed, Runnable step) {
    Folds folds = Folds.of(e, k, repeats, seed);
    List<int[]> orders = orders(e.y(), folds, seed);
    int[] sizes = sizes(e.y(), orders);
    List<Accuracies> fits =
        Fits.sideBySide(
            orders.size() * sizes.length,
            i -> {
              int fold = i / sizes.length;
              int[] train = Arrays.copyOf(orders.get(fold), sizes[i % sizes.length]);
              Accuracies accuracies =
                  fit(e.select(train), e.select(folds.folds().get(fold).test()), learner);
              step.run();
              return accuracies;
            });
    return new LearningCurve(
        IntStream.range(0, sizes.length)
            .mapToObj(
                size ->
                    point(
                        sizes[size],
                        IntStream.range(0, orders.size())
                            .mapToObj(fold -> fits.get(fold * sizes.length + size))
                            .toList()))
            .toList());
  }

  /**
   * Returns how often {@link #of} calls its step: once for each size and fold.
   *
   * @throws InvalidInput as {@link #of}
   */
  public static int steps(Examples e, int k, int repeats, long seed) {
    List<int[]> orders = orders(e.y(), Folds.of(e, k, repeats, seed), seed);
    return orders.size() * sizes(e.y(), orders).length;
  }

  private static Accuracies fit(Examples train, Examples test, Learner learner) {
    Learner.Fitted model = learner.fit(train);
    return new Accuracies(accuracy(train, model), accuracy(test, model));
  }

  private static double accuracy(Examples e, Learner.Fitted model) {
    return ConfusionMatrix.of(e.y(), model.probabilities(e.x()), Threshold.HALF).accuracy();
  }

  private static Point point(int rows, List<Accuracies> fits) {
    return new Point(
        rows,
        Summary.of(fits.stream().mapToDouble(Accuracies::training).toArray()),
        Summary.of(fits.stream().mapToDouble(Accuracies::validation).toArray()));
  }

  /** Sizes at equal ratios; where rounding makes two the same, one of them. */
  static int[] sizes(int[] y, List<int[]> orders) {
    int largest = orders.stream().mapToInt(order -> order.length).min().orElseThrow();
    int enough = orders.stream().mapToInt(order -> enough(y, order)).max().orElseThrow();
    int smallest = Math.min(largest, Math.max(enough, (int) Math.ceil(SMALLEST_SHARE * largest)));
    double ratio = largest / (double) smallest;
    return IntStream.range(0, SIZES)
        .map(i -> (int) Math.round(smallest * Math.pow(ratio, i / (SIZES - 1.0))))
        .distinct()
        .toArray();
  }

  /** Returns how many of the first rows are needed to have two of each class. */
  private static int enough(int[] y, int[] order) {
    int[] rows = new int[2];
    for (int i = 0; i < order.length; i++) {
      rows[y[order[i]]]++;
      if (Math.min(rows[0], rows[1]) == SMALLEST_OF_A_CLASS) {
        return i + 1;
      }
    }
    throw new InvalidInput(
        "a training part of %d rows has %d of its smaller class; a learning curve needs %d: use more rows"
            .formatted(order.length, Math.min(rows[0], rows[1]), SMALLEST_OF_A_CLASS));
  }

  /** Orders the training rows of each fold so that any number of the first is stratified. */
  static List<int[]> orders(int[] y, Folds folds, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<int[]> orders = new ArrayList<>();
    for (Fold fold : folds.folds()) {
      orders.add(stratified(y, fold.train(), random.split()));
    }
    return orders;
  }

  /** Each class shuffled, and the two merged at the rate of their shares. */
  private static int[] stratified(int[] y, int[] rows, SplittableRandom random) {
    int[][] classes = {shuffled(0, y, rows, random), shuffled(1, y, rows, random)};
    int[] order = new int[rows.length];
    int[] taken = new int[2];
    for (int i = 0; i < order.length; i++) {
      // The class that would be further behind its share; multiplied out, so that nothing is
      // rounded.
      long negative = (2L * taken[0] + 1) * classes[1].length;
      long positive = (2L * taken[1] + 1) * classes[0].length;
      int label = negative <= positive ? 0 : 1;
      order[i] = classes[label][taken[label]++];
    }
    return order;
  }

  private static int[] shuffled(int label, int[] y, int[] rows, SplittableRandom random) {
    return PermutationTest.shuffled(
        Arrays.stream(rows).filter(row -> y[row] == label).toArray(), random.nextLong());
  }
}
