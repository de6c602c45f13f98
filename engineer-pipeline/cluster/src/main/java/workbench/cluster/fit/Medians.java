package workbench.cluster.fit;

import org.apache.spark.api.java.JavaRDD;

/**
 * Exact medians of columns of any length, by radix selection: each pass over the rows counts the
 * next digit of the values that begin as the median does, so that memory does not grow with the
 * rows. MLlib's Imputer takes the lower of the two middle values, and Spark's {@code percentile}
 * holds every different value in memory.
 */
public final class Medians {

  private static final int DIGIT = 11;

  private Medians() {}

  /**
   * @param rows {@code [p]} values each, NaN where one is missing
   * @param counts {@code [p]}, the values that are not missing
   * @return {@code [p]}, as {@link workbench.data.ColumnTransformer} has it: of an even number of
   *     values the mean of the two in the middle; 0 where there is no value
   */
  public static double[] of(JavaRDD<double[]> rows, long[] counts) {
    int p = counts.length;
    // Of each column the lower and the upper value in the middle.
    long[] ranks = new long[2 * p];
    long[] keys = new long[2 * p];
    for (int t = 0; t < 2 * p; t++) {
      ranks[t] = (counts[t / 2] - 1 + t % 2) / 2;
    }
    for (int high = Long.SIZE; high > 0; high -= DIGIT) {
      int shift = Math.max(0, high - DIGIT);
      int digits = 1 << (high - shift);
      long[] histogram = histogram(rows, keys.clone(), high, shift, digits);
      for (int t = 0; t < 2 * p; t++) {
        if (counts[t / 2] > 0) {
          int digit = 0;
          while (ranks[t] >= histogram[t * digits + digit]) {
            ranks[t] -= histogram[t * digits + digit++];
          }
          keys[t] |= (long) digit << shift;
        }
      }
    }
    double[] medians = new double[p];
    for (int j = 0; j < p; j++) {
      if (counts[j] > 0) {
        double lower = value(keys[2 * j]);
        double upper = value(keys[2 * j + 1]);
        medians[j] = lower == upper ? lower : lower / 2 + upper / 2;
      }
    }
    return medians;
  }

  /** {@code [2p, digits]}, row after row. */
  private static long[] histogram(
      JavaRDD<double[]> rows, long[] keys, int high, int shift, int digits) {
    return rows.treeAggregate(
        new long[keys.length * digits],
        (counts, row) -> {
          for (int t = 0; t < keys.length; t++) {
            double value = row[t / 2];
            if (!Double.isNaN(value)) {
              long key = key(value);
              if (high == Long.SIZE || key >>> high == keys[t] >>> high) {
                counts[t * digits + (int) (key >>> shift & digits - 1)]++;
              }
            }
          }
          return counts;
        },
        (a, b) -> {
          for (int i = 0; i < a.length; i++) {
            a[i] += b[i];
          }
          return a;
        });
  }

  /** Key in the order of the values, as a number without sign; 0 and -0 have the same key. */
  private static long key(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
  }

  private static double value(long key) {
    return Double.longBitsToDouble(key < 0 ? key ^ Long.MIN_VALUE : ~key);
  }
}
