package workbench.scientist.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import workbench.data.Examples;
import workbench.data.InvalidInput;

/**
 * Stratified k-fold cross-validation, repeated: in each repeat every row is in the test part of
 * exactly one fold, and each class is dealt out evenly. Rows of a group are in the same fold.
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
   * Folds of examples, which keep their groups together.
   *
   * @param k from 2
   * @param repeats from 1
   * @throws InvalidInput if a class has fewer rows than there are folds, or if the groups leave a
   *     fold without a class
   */
  public static Folds of(Examples e, int k, int repeats, long seed) {
    return e.isGrouped()
        ? grouped(e.groups(), e.y(), k, repeats, seed)
        : stratified(e.y(), k, repeats, seed);
  }

  /**
   * Folds of single rows.
   *
   * @param y {@code [n]}, 0 and 1
   * @param k from 2
   * @param repeats from 1
   * @throws InvalidInput if a class has fewer rows than there are folds
   * @throws IllegalArgumentException if there would be no training part, or no fold
   */
  public static Folds stratified(int[] y, int k, int repeats, long seed) {
    check(k, repeats);
    refuseTooFew(y, k);
    SplittableRandom random = new SplittableRandom(seed);
    return repeated(k, repeats, () -> deal(y, k, random));
  }

  /**
   * Folds of whole groups: each group in turn goes to the fold that has fewest rows of its rarer
   * class, the groups with most of these rows first.
   *
   * @param groups {@code [n]}, any numbers
   * @param y {@code [n]}, 0 and 1
   * @param k from 2
   * @param repeats from 1
   * @throws InvalidInput if the groups leave a fold without a class
   */
  public static Folds grouped(int[] groups, int[] y, int k, int repeats, long seed) {
    check(k, repeats);
    SplittableRandom random = new SplittableRandom(seed);
    return repeated(k, repeats, () -> dealGroups(groups, y, k, random));
  }

  private static Folds repeated(int k, int repeats, Supplier<int[]> deal) {
    List<Fold> folds = new ArrayList<>();
    for (int repeat = 0; repeat < repeats; repeat++) {
      int[] fold = deal.get();
      for (int number = 0; number < k; number++) {
        folds.add(new Fold(repeat, rows(fold, number, false), rows(fold, number, true)));
      }
    }
    return new Folds(k, repeats, folds);
  }

  private static void check(int k, int repeats) {
    if (k < 2 || repeats < 1) {
      throw new IllegalArgumentException("%d folds, %d times".formatted(k, repeats));
    }
  }

  private static void refuseTooFew(int[] y, int k) {
    int positive = Arrays.stream(y).sum();
    int smaller = Math.min(positive, y.length - positive);
    if (smaller < k) {
      throw new InvalidInput(
          "the smaller class has %d of %d rows; %d folds need as many in each class: use fewer folds or more rows"
              .formatted(smaller, y.length, k));
    }
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

  /** The fold of each row, equal for the rows of a group. */
  private static int[] dealGroups(int[] groups, int[] y, int k, SplittableRandom random) {
    int rarer = 2 * Arrays.stream(y).sum() <= y.length ? 1 : 0;
    Map<Integer, int[]> sizes = new LinkedHashMap<>();
    for (int i = 0; i < y.length; i++) {
      sizes.computeIfAbsent(groups[i], _ -> new int[2])[y[i]]++;
    }
    List<Integer> order = new ArrayList<>(sizes.keySet());
    Collections.shuffle(order, random);
    order.sort(
        Comparator.<Integer>comparingInt(group -> -sizes.get(group)[rarer])
            .thenComparingInt(group -> -sizes.get(group)[1 - rarer]));
    int[][] rows = new int[k][2];
    Map<Integer, Integer> foldOf = new HashMap<>();
    for (int group : order) {
      int[] size = sizes.get(group);
      int first = size[rarer] > 0 ? rarer : 1 - rarer;
      int fold =
          IntStream.range(0, k)
              .boxed()
              .min(
                  Comparator.<Integer>comparingInt(f -> rows[f][first])
                      .thenComparingInt(f -> rows[f][1 - first]))
              .orElseThrow();
      rows[fold][0] += size[0];
      rows[fold][1] += size[1];
      foldOf.put(group, fold);
    }
    if (Arrays.stream(rows).anyMatch(fold -> Math.min(fold[0], fold[1]) == 0)) {
      throw new InvalidInput(
          "split=grouped: %d groups of equal rows leave one of %d folds without a class: each class needs rows in %2$d groups; use more rows or -Dsplit=stratified"
              .formatted(sizes.size(), k));
    }
    return Arrays.stream(groups).map(foldOf::get).toArray();
  }

  private static int[] rows(int[] fold, int number, boolean inside) {
    return IntStream.range(0, fold.length).filter(i -> (fold[i] == number) == inside).toArray();
  }
}
