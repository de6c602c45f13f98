package workbench.scientist.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import workbench.data.InvalidInput;

/**
 * Stratified k-fold cross-validation, repeated: in each repeat every row is in the test part of
 * exactly one fold, and each class is dealt out evenly.
 *
 * @param k folds of one repeat
 * @param repeats how often the rows are dealt out anew
 * @param folds {@code k * repeats}, those of the first repeat first
 */
public record Folds(int k, int repeats, List<Fold> folds) {

  /**
   * One fold.
   *
   * @param repeat from 0
   * @param train row numbers, ascending
   * @param test row numbers, ascending
   */
  public record Fold(int repeat, int[] train, int[] test) {}

  public Folds {
    folds = List.copyOf(folds);
  }

  /**
   * @param y {@code [n]}, 0 and 1
   * @param k from 2
   * @param repeats from 1
   * @throws InvalidInput if a class has fewer rows than there are folds
   * @throws IllegalArgumentException if there would be no training part, or no fold
   */
  public static Folds stratified(int[] y, int k, int repeats, long seed) {
    if (k < 2 || repeats < 1) {
      throw new IllegalArgumentException("%d folds, %d times".formatted(k, repeats));
    }
    int positive = Arrays.stream(y).sum();
    int smaller = Math.min(positive, y.length - positive);
    if (smaller < k) {
      throw new InvalidInput(
          "the smaller class has %d of %d rows; %d folds need as many in each class: use fewer folds or more rows"
              .formatted(smaller, y.length, k));
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<Fold> folds = new ArrayList<>();
    for (int repeat = 0; repeat < repeats; repeat++) {
      int[] fold = deal(y, k, random);
      for (int number = 0; number < k; number++) {
        folds.add(new Fold(repeat, rows(fold, number, false), rows(fold, number, true)));
      }
    }
    return new Folds(k, repeats, folds);
  }

  /**
   * The fold of each row: the rows of a class, shuffled, are dealt out in turn, and the next class
   * goes on from there.
   */
  private static int[] deal(int[] y, int k, SplittableRandom random) {
    int[] fold = new int[y.length];
    int next = 0;
    for (int label = 0; label < 2; label++) {
      int wanted = label;
      int[] rows = IntStream.range(0, y.length).filter(i -> y[i] == wanted).toArray();
      for (int left = rows.length; left > 0; left--) {
        int drawn = random.nextInt(left);
        fold[rows[drawn]] = next++ % k;
        rows[drawn] = rows[left - 1];
      }
    }
    return fold;
  }

  private static int[] rows(int[] fold, int number, boolean inside) {
    return IntStream.range(0, fold.length).filter(i -> (fold[i] == number) == inside).toArray();
  }
}
