package workbench.benchmarks.comparison;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import workbench.model.Build;

/**
 * Provenance of a comparison.
 *
 * @param command that makes it again
 * @param seed of everything that is drawn
 * @param started when
 * @param seconds wall time from then until the page was written
 * @param machine operating system, processor, how many of them
 * @param load of the machine when the run ended: how many processes want a processor, mean of a
 *     minute; negative: not known
 * @param revision of the source
 * @param libraries version by name
 */
public record Provenance(
    String command,
    long seed,
    Instant started,
    double seconds,
    String machine,
    double load,
    String revision,
    Map<String, String> libraries) {

  private static final Path LINUX_PROCESSORS = Path.of("/proc/cpuinfo");

  private static final String[] LIBRARIES = {
    "Deeplearning4j", "Helidon", "Smile", "Tribuo", "DuckDB"
  };

  /**
   * The provenance of this run.
   *
   * @param options as they were given
   */
  public static Provenance of(List<String> options, long seed, Instant started, double seconds) {
    return new Provenance(
        command(options),
        seed,
        started,
        seconds,
        describeMachine(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Build.revision(),
        Build.libraries(LIBRARIES));
  }

  /** The Maven command with these options of the command line; without what Maven always passes. */
  static String command(List<String> options) {
    return Stream.concat(
            Stream.of("mvn -q compile exec:exec@compare"),
            options.stream()
                .filter(option -> option.startsWith("--"))
                .filter(
                    option ->
                        !option.matches(
                            "--(models|output|stacktrace|engineerSample|scientistSample)\\b.*|--force=false"))
                .map(option -> "-D" + option.substring(2))
                .map(option -> option.matches("[\\w./:=+-]+") ? option : "\"" + option + "\""))
        .collect(Collectors.joining(" "));
  }

  private static String describeMachine() {
    return String.format(
        Locale.ROOT,
        "%s %s, %s, %d processors",
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        processor(),
        Runtime.getRuntime().availableProcessors());
  }

  private static String processor() {
    String architecture = System.getProperty("os.arch");
    if (!Files.isReadable(LINUX_PROCESSORS)) {
      return architecture;
    }
    try (Stream<String> lines = Files.lines(LINUX_PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .map(name -> name + " (" + architecture + ")")
          .orElse(architecture);
    } catch (IOException e) {
      return architecture;
    }
  }
}
