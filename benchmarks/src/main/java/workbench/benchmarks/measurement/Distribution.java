package workbench.benchmarks.measurement;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The workbench's programs, run by what {@code mvn package} leaves, or else by this JVM's java and
 * class path.
 */
final class Distribution {

  private final Path home;

  /**
   * @param home of the launchers, whether it is there or not
   */
  Distribution(Path home) {
    this.home = home.toAbsolutePath();
  }

  boolean isBuilt() {
    return Files.exists(home.resolve("bin"));
  }

  /**
   * The command line of a role's sample, started as its launcher would start it.
   *
   * @param module the role's jar, without its version
   * @param sample its class
   */
  List<String> sample(String role, String module, String sample) {
    if (!isBuilt()) {
      return java(sample);
    }
    Path lib = home.resolve("lib");
    return List.of(
        home.resolve("runtime").resolve("bin").resolve("java").toString(),
        "@" + lib.resolve("java.flags"),
        "@" + lib.resolve("launcher.flags"),
        "-Dorg.bytedeco.javacpp.cachedir=" + lib.resolve("native"),
        "-XX:AOTCache=" + lib.resolve(role + ".aot"),
        "-classpath",
        jars(lib, module).getFirst().toString(),
        sample);
  }

  /** A class of the workbench, run with the flags and the class path of this JVM. */
  static List<String> java(String mainClass, String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    line.addAll(List.of("-classpath", System.getProperty("java.class.path"), mainClass));
    line.addAll(List.of(arguments));
    return line;
  }

  /**
   * The bytes of what a role's program needs, the Java runtime included.
   *
   * @param module the role's jar, without its version
   */
  double bytes(String role, String module) {
    if (!isBuilt()) {
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
              .mapToDouble(entry -> bytes(Path.of(entry)))
              .sum()
          + bytes(Path.of(System.getProperty("java.home")));
    }
    Path lib = home.resolve("lib");
    // Deeplearning4j's libraries, unpacked, are the engineer's alone.
    double unpacked = role.equals("engineer") ? bytes(lib.resolve("native")) : 0;
    return bytes(home.resolve("runtime"))
        + bytes(lib.resolve(role + ".aot"))
        + unpacked
        + jars(lib, module).stream().mapToDouble(Distribution::bytes).sum();
  }

  private static List<Path> jars(Path lib, String module) {
    try (Stream<Path> files = Files.list(lib)) {
      Path main =
          files
              .filter(file -> file.getFileName().toString().matches(module + "-.*\\.jar"))
              .findFirst()
              .orElseThrow();
      try (var jar = new JarFile(main.toFile())) {
        String others = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        return Stream.concat(Stream.of(main), Arrays.stream(others.split(" ")).map(lib::resolve))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double bytes(Path path) {
    if (!Files.exists(path)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).mapToDouble(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
