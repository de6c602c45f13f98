package workbench.cluster.scoring;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * Counts the rows that a model of raw columns answered although a value is missing, or is a level
 * that it does not know. Spark adds the counts of a task once, when it has succeeded: scoring and
 * writing are one stage, which ends the job.
 *
 * @param names of the inputs, {@code [p]}
 * @param imputed {@code [p]}, rows with a missing value
 * @param unknown {@code [p]}, rows with an unknown level
 */
record Remarks(List<String> names, List<LongAccumulator> imputed, List<LongAccumulator> unknown)
    implements Serializable {

  static Remarks of(SparkContext context, List<String> names) {
    return new Remarks(names, counters(context, names), counters(context, names));
  }

  private static List<LongAccumulator> counters(SparkContext context, List<String> names) {
    return names.stream().map(_ -> context.longAccumulator()).toList();
  }

  /** Rows by the name of the input; those without any are left out. */
  Map<String, Long> imputedRows() {
    return counts(imputed);
  }

  /** Rows by the name of the input; those without any are left out. */
  Map<String, Long> unknownRows() {
    return counts(unknown);
  }

  private Map<String, Long> counts(List<LongAccumulator> counters) {
    Map<String, Long> counts = new TreeMap<>();
    for (int j = 0; j < names.size(); j++) {
      if (counters.get(j).sum() > 0) {
        counts.put(names.get(j), counters.get(j).sum());
      }
    }
    return counts;
  }
}
