package workbench.cluster.scoring;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;
import workbench.data.csv.CsvCells;

/**
 * An input of text.
 *
 * @param cells which cells of a CSV file are missing values; null where the column has values of
 *     its own, and null alone is missing
 * @param levels that the model knows; empty if its file does not say
 */
record CategoryFeature(String name, int column, CsvCells cells, List<String> levels)
    implements Feature {

  /** Reads batches one after the other; a text that comes again is decoded once. */
  Reader reader() {
    return new Reader();
  }

  /** A text as the model takes it. */
  private record Level(String text, boolean isUnknown) {}

  private static final Level MISSING = new Level("", false);

  /** Reader of one task. */
  final class Reader {

    /** More different texts than this are not remembered. */
    private static final int MOST = 10_000;

    private final Map<UTF8String, Level> seen = new HashMap<>();
    private final Set<String> known = new HashSet<>(levels);
    private boolean[] unknown = new boolean[0];

    /**
     * @param values the column
     * @param rows number of rows
     * @return {@code [rows]}, the empty string where a value is missing
     */
    String[] read(ColumnVector values, int rows) {
      var texts = new String[rows];
      unknown = new boolean[rows];
      for (int row = 0; row < rows; row++) {
        Level level = values.isNullAt(row) ? MISSING : level(values.getUTF8String(row));
        texts[row] = level.text();
        unknown[row] = level.isUnknown();
      }
      return texts;
    }

    /** Whether the model does not know the text of a row of the batch that was read last. */
    boolean isUnknown(int row) {
      return unknown[row];
    }

    private Level level(UTF8String value) {
      Level level = seen.get(value);
      if (level == null) {
        level = decoded(value.toString());
        if (seen.size() < MOST) {
          // Spark uses the bytes of a batch again.
          seen.put(value.copy(), level);
        }
      }
      return level;
    }

    private Level decoded(String value) {
      String text = cells == null ? value : cells.text(value);
      return text.isEmpty() ? MISSING : new Level(text, !known.isEmpty() && !known.contains(text));
    }
  }
}
