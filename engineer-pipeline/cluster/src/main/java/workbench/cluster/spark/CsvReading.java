package workbench.cluster.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import workbench.data.csv.CsvOptions;

/**
 * Options with which Spark reads CSV files.
 *
 * @param options that the other commands have too
 * @param multiLine whether a cell may have line breaks; then one task reads a whole file
 */
public record CsvReading(CsvOptions options, boolean multiLine) {

  public static final CsvReading DEFAULT = of(CsvOptions.NONE);

  /** A line of the file is a row. */
  public static CsvReading of(CsvOptions options) {
    return new CsvReading(options, false);
  }

  /** The options that were given, by their names. */
  public Map<String, String> asMap() {
    Map<String, String> given = new LinkedHashMap<>(options.asMap());
    if (multiLine) {
      given.put("multiLine", "true");
    }
    return given;
  }
}
