package workbench.scientist.validation;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import workbench.data.Examples;

/**
 * A random sample of rows, stratified by class. A class whose share of the sample would be too
 * small for the folds keeps more rows than its share: at least one for each fold.
 */
public final class StratifiedSample {

  private StratifiedSample() {}

  /** All examples, or a sample of so many, in whose groups rows stay together. */
  public static Examples upTo(int size, Examples all, int k, long seed) {
    return all.rows() <= size ? all : all.select(of(all.y(), all.groups(), size, k, seed));
  }

  /**
   * Draws the sample.
   *
   * @param y {@code [n]}, 0 and 1
   * @param groups {@code [n]}; empty if each row is on its own
   * @param size rows to keep, as nearly as whole rows and the smaller class allow
   * @param k folds, each of which needs a row of each class, or a group with such a row
   * @return row numbers, ascending; all of them if there are no more than {@code size}
   */
  public static int[] of(int[] y, int[] groups, int size, int k, long seed) {
    if (y.length <= size) {
      return IntStream.range(0, y.length).toArray();
    }
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, 2)
        .flatMap(label -> ofClass(label, y, groups, size, k, random.nextLong()))
        .sorted()
        .toArray();
  }

  private static IntStream ofClass(int label, int[] y, int[] groups, int size, int k, long seed) {
    int[] rows =
        PermutationTest.shuffled(
            IntStream.range(0, y.length).filter(i -> y[i] == label).toArray(), seed);
    int share = (int) Math.round((double) size * rows.length / y.length);
    IntUnaryOperator group = row -> groups.length == 0 ? row : groups[row];
    Set<Integer> keptGroups = new HashSet<>();
    Set<Integer> kept = new LinkedHashSet<>();
    for (int i = 0; i < rows.length; i++) {
      boolean isNew = keptGroups.size() < k && keptGroups.add(group.applyAsInt(rows[i]));
      if (i < share || isNew) {
        kept.add(rows[i]);
      }
    }
    for (int i = 0; i < rows.length && kept.size() < k; i++) {
      kept.add(rows[i]);
    }
    return kept.stream().mapToInt(Integer::intValue);
  }
}
