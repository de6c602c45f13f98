package workbench.benchmarks.measurement;

import java.util.List;
import java.util.Map;

/**
 * Everything that came of a run, for its JSON file.
 *
 * @param loadBefore the load average before the first row, and {@code loadAfter} after the last
 * @param versions of the libraries, by name
 */
public record Results(
    Machine machine,
    boolean quick,
    int rounds,
    long seed,
    double loadBefore,
    double loadAfter,
    Map<String, String> versions,
    List<RowResult> rows) {}
