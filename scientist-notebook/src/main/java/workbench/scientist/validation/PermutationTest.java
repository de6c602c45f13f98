package workbench.scientist.validation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.scientist.fit.Fits;
import workbench.scientist.fit.Learner;

/**
 * Permutation test of a cross-validated score: the same learner on the same rows, but with the
 * labels shuffled, so that there is nothing to learn. How often is it as good? (M. Ojala and G. C.
 * Garriga, «Permutation tests for studying classifier performance», Journal of Machine Learning
 * Research 11, 2010, test 1.)
 *
 * @param observed mean score over the folds, with the labels as they are
 * @param permuted {@code [permutations]}, the same with shuffled labels
 * @param pValue {@code (1 + #{permuted >= observed}) / (1 + permutations)}
 */
public record PermutationTest(double observed, double[] permuted, double pValue) {

  /** Two means that are equal can differ by the order in which their folds were added up. */
  private static final double ROUNDING = 1e-12;

  private static final int ATTEMPTS = 1_000;

  private record FoldedRows(Examples rows, Folds folds) {}

  /**
   * Shuffled labels keep the number of each class, and their folds are stratified by them. The fits
   * run side by side; the result is the same to the bit on every run.
   *
   * @param statistic the score, larger for a better model: the accuracy, or, where one class is
   *     rare and no model is more often right than always answering with the other, the area under
   *     the ROC curve
   * @param k folds, from 2
   * @param permutations from 1; the smallest p-value there can be is {@code 1 / (1 + permutations)}
   * @param step called once a fit, {@link #steps} times, from several threads
   * @throws InvalidInput if a class has fewer rows, or groups, than there are folds
   */
  public static PermutationTest of(
      Examples e,
      Learner learner,
      ToDoubleFunction<Scores> statistic,
      int k,
      int permutations,
      long seed,
      Runnable step) {
    long[] seeds = new SplittableRandom(seed).longs(permutations).toArray();
    List<Double> means =
        Fits.sideBySide(
            1 + permutations,
            i -> {
              FoldedRows folded =
                  i == 0
                      ? new FoldedRows(e, Folds.of(e, k, 1, seed))
                      : shuffledInFolds(e, k, seed, seeds[i - 1]);
              return mean(folded.rows(), learner, statistic, folded.folds(), step);
            });
    double observed = means.get(0);
    double[] permuted = means.stream().skip(1).mapToDouble(Double::doubleValue).toArray();
    return new PermutationTest(observed, permuted, pValue(observed, permuted));
  }

  /**
   * Returns how often {@link #of} calls its step: once a fold, for the labels as they are and for
   * each permutation.
   */
  public static int steps(int k, int permutations) {
    return k * (1 + permutations);
  }

  static double pValue(double observed, double[] permuted) {
    return (1 + reached(observed, permuted)) / (1.0 + permuted.length);
  }

  /** Returns how many of the permutations have a score as high as the observed one. */
  public int reached() {
    return reached(observed, permuted);
  }

  private static int reached(double observed, double[] permuted) {
    return (int) Arrays.stream(permuted).filter(v -> v >= observed - ROUNDING).count();
  }

  /**
   * Returns whether no permutation reached the score: the p-value is the smallest so many can give.
   */
  public boolean isSmallest() {
    return reached() == 0;
  }

  /**
   * Shuffled labels and their folds. Where shuffled labels come together in so few groups that a
   * fold would lack a class, they are shuffled again.
   */
  private static FoldedRows shuffledInFolds(Examples e, int k, long seed, long shuffle) {
    SplittableRandom random = new SplittableRandom(shuffle);
    long next = shuffle;
    for (int attempt = 1; ; attempt++) {
      Examples shuffled = e.withLabels(shuffled(e.y(), next));
      try {
        return new FoldedRows(shuffled, Folds.of(shuffled, k, 1, seed));
      } catch (InvalidInput tooFewGroups) {
        if (attempt == ATTEMPTS) {
          throw tooFewGroups;
        }
        next = random.nextLong();
      }
    }
  }

  /** The mean score over the folds. */
  static double mean(
      Examples e, Learner learner, ToDoubleFunction<Scores> statistic, Folds folds, Runnable step) {
    return folds.folds().stream()
        .mapToDouble(
            fold -> {
              double[] p = CrossValidation.probabilities(e, learner, fold);
              step.run();
              return statistic.applyAsDouble(Scores.of(CrossValidation.labels(e, fold.test()), p));
            })
        .average()
        .orElseThrow();
  }

  /** Shuffles in place, after Fisher and Yates. */
  static int[] shuffled(int[] y, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] shuffled = y.clone();
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int label = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = label;
    }
    return shuffled;
  }
}
