package workbench.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
    List<Column> columns = dataset.columns();
    int[] hashes = new int[dataset.rows()];
    for (Column column : columns) {
      Arrays.setAll(hashes, row -> 31 * hashes[row] + Double.hashCode(value(column, row)));
    }
    // An open hash table of the groups' first rows, numbered from 1; 0 is a free place.
    int[] table = new int[Integer.highestOneBit(Math.max(1, dataset.rows())) << 2];
    int[] groups = new int[dataset.rows()];
    int count = 0;
    for (int row = 0; row < groups.length; row++) {
      int place = spread(hashes[row]) & table.length - 1;
      while (table[place] != 0
          && !(hashes[table[place] - 1] == hashes[row] && equal(columns, table[place] - 1, row))) {
        place = place + 1 & table.length - 1;
      }
      if (table[place] == 0) {
        table[place] = row + 1;
        groups[row] = count++;
      } else {
        groups[row] = groups[table[place] - 1];
      }
    }
    return groups;
  }

  /** The hashes of small whole numbers differ in few bits (the finalizer of MurmurHash3). */
  private static int spread(int hash) {
    int h = (hash ^ hash >>> 16) * 0x85ebca6b;
    h = (h ^ h >>> 13) * 0xc2b2ae35;
    return h ^ h >>> 16;
  }

  private static boolean equal(List<Column> columns, int one, int other) {
    for (Column column : columns) {
      if (Double.compare(value(column, one), value(column, other)) != 0) {
        return false;
      }
    }
    return true;
  }

  /** A number for each value; 0.0 and -0.0 are one. */
  private static double value(Column column, int row) {
    return switch (column) {
      case Column.Numeric numbers -> numbers.values()[row] + 0.0;
      case Column.Categorical categories -> categories.codes()[row];
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
