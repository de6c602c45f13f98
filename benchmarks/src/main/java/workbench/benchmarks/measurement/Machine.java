package workbench.benchmarks.measurement;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the figures were measured on.
 *
 * @param memory in bytes
 */
public record Machine(String processor, int cores, long memory, String system, String java) {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  static Machine here() {
    return new Machine(
        model(),
        SYSTEM.getAvailableProcessors(),
        SYSTEM.getTotalMemorySize(),
        "%s %s %s".formatted(SYSTEM.getName(), SYSTEM.getVersion(), SYSTEM.getArch()),
        "%s %s".formatted(System.getProperty("java.vm.name"), Runtime.version()));
  }

  private static String model() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(SYSTEM.getArch());
    } catch (IOException e) {
      return SYSTEM.getArch();
    }
  }

  /**
   * How many processes wanted to run in the last minute, on average; negative if the system does
   * not say.
   */
  static double load() {
    return SYSTEM.getSystemLoadAverage();
  }
}
