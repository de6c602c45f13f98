package workbench.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Test of skill: does a model rank the rows of class 1 above those of class 0 more often than
 * chance explains? A model that always answers with the base rate gives every row the same
 * probability, so half of the pairs of a row of each class are in order (AUC 0.5).
 *
 * <p>The one-sided permutation test of the AUC, which is the Mann-Whitney U test with midranks for
 * ties (H. B. Mann and D. R. Whitney, The Annals of Mathematical Statistics 18, 1947). The
 * probabilities stay as they are, the labels of the rows are shuffled. If the labels do not depend
 * on the features, every order of the labels is equally likely, however overconfident the model is
 * and however rare a class is. Therefore at most 5% of the models without skill have a p-value of
 * 0.05 or less. The model must not have seen the labels of these rows.
 *
 * <p>The p-value is exact for small numbers of rows (rows times rows of the rarer class up to
 * {@value #LARGEST_EXACT}). For more, it is estimated from {@value #SHUFFLES} shuffles or, above
 * 10,000 rows of the rarer class, from fewer, and cannot be smaller than 1 / (shuffles + 1); it is
 * valid for any number of shuffles (B. Phipson and G. K. Smyth, Statistical Applications in
 * Genetics and Molecular Biology 9, 2010).
 *
 * @param auc area under the ROC curve; NaN if a class has no row
 * @param pValue probability that an AUC is as high without skill; 1 if a class has no row
 */
public record SkillTest(double auc, double pValue) {

  /** A model has shown skill if its p-value is below this level. */
  public static final double LEVEL = 0.05;

  /**
   * Largest product of all rows and the rows of one class that is computed exactly: up to about 0.2
   * s.
   */
  private static final int LARGEST_EXACT = 10_000;

  private static final int SHUFFLES = 9_999;

  /**
   * @param y {@code [m]}, 0 or 1
   * @param probabilities {@code [m]}, of the class 1
   */
  public static SkillTest of(int[] y, double[] probabilities) {
    int positive = Arrays.stream(y).sum();
    int rarer = positive <= y.length - positive ? 1 : 0;
    int rows = Math.min(positive, y.length - positive);
    if (rows == 0) {
      return new SkillTest(Double.NaN, 1);
    }
    // The rarer class's rows should have high scores.
    int[] scores = doubledRanks(probabilities, rarer == 1 ? 1 : -1);
    long observed =
        IntStream.range(0, y.length).filter(i -> y[i] == rarer).mapToLong(i -> scores[i]).sum();
    double pValue =
        (long) y.length * rows <= LARGEST_EXACT
            ? exact(scores, rows, (int) observed)
            : estimated(scores, rows, observed);
    return new SkillTest(Evaluation.auc(y, probabilities), pValue);
  }

  /** Returns whether chance is an unlikely explanation of the order of the rows. */
  public boolean shown() {
    return pValue < LEVEL;
  }

  /** Twice the midrank of each value, less 2, so that the lowest of all different values has 0. */
  private static int[] doubledRanks(double[] values, int sign) {
    double[] signed = Arrays.stream(values).map(value -> sign * value).toArray();
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted((a, b) -> Double.compare(signed[a], signed[b]))
            .mapToInt(i -> i)
            .toArray();
    int[] ranks = new int[values.length];
    for (int first = 0; first < order.length; ) {
      int next = first + 1;
      while (next < order.length && signed[order[next]] == signed[order[first]]) {
        next++;
      }
      for (int k = first; k < next; k++) {
        ranks[order[k]] = first + next - 1;
      }
      first = next;
    }
    return ranks;
  }

  /**
   * The share of all subsets of the rows whose scores sum up to as much, counted subset size by
   * subset size (B. Streitberg and J. Roehmel, Statistical Software Newsletter 12, 1986).
   */
  private static double exact(int[] scores, int size, int observed) {
    int[] sorted = Arrays.stream(scores).sorted().toArray();
    int largest = Arrays.stream(sorted, sorted.length - size, sorted.length).sum();
    double[][] subsets = new double[size + 1][largest + 1];
    subsets[0][0] = 1;
    int reached = 0;
    for (int i = 0; i < sorted.length; i++) {
      int score = sorted[i];
      reached = Math.min(reached + score, largest);
      for (int k = Math.min(i + 1, size); k >= 1; k--) {
        for (int sum = score; sum <= reached; sum++) {
          subsets[k][sum] += subsets[k - 1][sum - score];
        }
      }
    }
    double all = Arrays.stream(subsets[size]).sum();
    return Math.min(1, Arrays.stream(subsets[size], observed, largest + 1).sum() / all);
  }

  private static double estimated(int[] scores, int size, long observed) {
    int shuffles = Math.clamp(100_000_000L / size, 999, SHUFFLES);
    var random = new SplittableRandom(1);
    int[] shuffled = scores.clone();
    int asHigh = 0;
    for (int shuffle = 0; shuffle < shuffles; shuffle++) {
      long sum = 0;
      for (int i = 0; i < size; i++) {
        int j = random.nextInt(i, shuffled.length);
        int drawn = shuffled[j];
        shuffled[j] = shuffled[i];
        shuffled[i] = drawn;
        sum += drawn;
      }
      if (sum >= observed) {
        asHigh++;
      }
    }
    return (1 + asHigh) / (1.0 + shuffles);
  }
}
