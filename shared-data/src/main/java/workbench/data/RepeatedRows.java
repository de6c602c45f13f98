package workbench.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Counts rows with the same features as others. They are no mistake in themselves: a few categories
 * give a few different rows.
 *
 * @param rows n
 * @param repeating rows whose features an earlier row has
 * @param contradicting rows whose features another row has with the other label
 */
public record RepeatedRows(int rows, int repeating, int contradicting) {

  public static RepeatedRows of(Dataset dataset) {
    int[] groups = groups(dataset);
    int count = Arrays.stream(groups).max().orElse(-1) + 1;
    int[][] sizes = new int[count][2];
    for (int i = 0; i < groups.length; i++) {
      sizes[groups[i]][dataset.labels()[i]]++;
    }
    int contradicting =
        Arrays.stream(sizes)
            .filter(size -> size[0] > 0 && size[1] > 0)
            .mapToInt(size -> size[0] + size[1])
            .sum();
    return new RepeatedRows(groups.length, groups.length - count, contradicting);
  }

  /**
   * The group of each row, numbered from 0 in the order of their first rows: the rows of a group
   * have the same features.
   *
   * @return {@code [n]}
   */
  public static int[] groups(Dataset dataset) {
    double[][] columns =
        dataset.columns().stream().map(RepeatedRows::numbers).toArray(double[][]::new);
    int[] hashes = new int[dataset.rows()];
    for (double[] column : columns) {
      Arrays.setAll(hashes, i -> 31 * hashes[i] + Double.hashCode(column[i]));
    }
    Comparator<Integer> byValues =
        (a, b) -> {
          for (double[] column : columns) {
            int order = Double.compare(column[a], column[b]);
            if (order != 0) {
              return order;
            }
          }
          return 0;
        };
    Comparator<Integer> byHash = Comparator.comparingInt(row -> hashes[row]);
    Integer[] order = IntStream.range(0, dataset.rows()).boxed().toArray(Integer[]::new);
    // The sort is stable: the first row of a group comes before its others.
    Arrays.sort(order, byHash.thenComparing(byValues));
    int[] first = new int[order.length];
    for (int k = 0; k < order.length; k++) {
      boolean same = k > 0 && byValues.compare(order[k - 1], order[k]) == 0;
      first[order[k]] = same ? first[order[k - 1]] : order[k];
    }
    int[] groups = new int[order.length];
    int count = 0;
    for (int i = 0; i < groups.length; i++) {
      groups[i] = first[i] == i ? count++ : groups[first[i]];
    }
    return groups;
  }

  private static double[] numbers(Column column) {
    return switch (column) {
      // 0.0 and -0.0 are one number.
      case Column.Numeric numbers ->
          Arrays.stream(numbers.values()).map(value -> value + 0.0).toArray();
      case Column.Categorical categories ->
          Arrays.stream(categories.codes()).asDoubleStream().toArray();
    };
  }

  /** The finding in words, with its numbers; empty if no row repeats another. */
  public Optional<String> describe() {
    if (repeating == 0) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%,d of %,d rows repeat the features of an earlier row%s",
            repeating,
            rows,
            contradicting == 0
                ? ""
                : String.format(
                    Locale.ROOT,
                    ", and %,d rows have the features of a row with the other label",
                    contradicting)));
  }
}
