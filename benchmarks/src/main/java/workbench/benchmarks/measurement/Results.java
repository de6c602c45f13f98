package workbench.benchmarks.measurement;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Results of a run, as its JSON file has them.
 *
 * @param loadBefore load average before the first row; {@code loadAfter}: after the last row;
 *     negative if the system has none
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
    List<RowResult> rows) {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final Pattern JAR =
      Pattern.compile(
          "(deeplearning4j-nn|smile-core|tribuo-classification-sgd|onnxruntime|helidon-webserver|jmh-core)-([\\d.]+\\S*)\\.jar");

  /**
   * Machine on which a run was measured.
   *
   * @param memory in bytes
   */
  public record Machine(String processor, int cores, long memory, String system, String java) {

    static Machine here() {
      return new Machine(
          processorModel(),
          SYSTEM.getAvailableProcessors(),
          SYSTEM.getTotalMemorySize(),
          "%s %s %s".formatted(SYSTEM.getName(), SYSTEM.getVersion(), SYSTEM.getArch()),
          "%s %s".formatted(System.getProperty("java.vm.name"), Runtime.version()));
    }

    private static String processorModel() {
      try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(SYSTEM.getArch());
      } catch (IOException _) {
        return SYSTEM.getArch();
      }
    }
  }

  /**
   * Result of a row.
   *
   * @param size rows of data, for the growth plot; 0: the row is in no plot
   * @param figures ours first; empty if the row was not timed
   * @param notes which contenders are left out and why, one sentence each
   * @param refusal why the row was not timed; empty: it was
   */
  public record RowResult(
      String group,
      String name,
      String work,
      double size,
      List<Figure> figures,
      List<String> notes,
      String refusal) {

    boolean isRefused() {
      return !refusal.isEmpty();
    }
  }

  /**
   * Measurements of one contender by one metric.
   *
   * @param advantage speed-up, or saving of memory or disk, within each round; null for ours
   * @param target the least {@code advantage} aimed at; 0: none
   */
  public record Figure(
      String contender, Metric metric, Spread spread, Spread advantage, double target) {

    boolean isOurs() {
      return advantage == null;
    }

    boolean isMissed() {
      return target > 0 && advantage.median() < target;
    }
  }

  /**
   * Median and range of repeated measurements.
   *
   * @param rounds the number of measurements
   */
  public record Spread(double median, double min, double max, int rounds) {

    /**
     * @throws IllegalArgumentException if there are no measurements
     */
    static Spread of(double... measurements) {
      if (measurements.length == 0) {
        throw new IllegalArgumentException("no measurements");
      }
      double[] sorted = Arrays.stream(measurements).sorted().toArray();
      int n = sorted.length;
      return new Spread((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[0], sorted[n - 1], n);
    }
  }

  /** The load average of the last minute; negative if the system has none. */
  static double load() {
    return SYSTEM.getSystemLoadAverage();
  }

  /** Versions of our libraries, by the names of the jars on the class path. */
  static Map<String, String> ourVersions() {
    Map<String, String> versions = new TreeMap<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Matcher matcher = JAR.matcher(new File(entry).getName());
      if (matcher.matches()) {
        versions.put(matcher.group(1), matcher.group(2));
      }
    }
    return versions;
  }
}
