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
 * The workbench's programs as {@code mvn package -DskipTests} builds them; without that, this JVM's
 * {@code java} and class path.
 */
final class Distribution {

  private final Path home;

  /**
   * @param home folder of the launchers, which need not exist
   */
  Distribution(Path home) {
    this.home = home.toAbsolutePath();
  }

  boolean isBuilt() {
    return Files.exists(home.resolve("bin"));
  }

  /** Command line of a role's class, with the flags of the role's launcher. */
  List<String> line(String role, String mainClass, String... arguments) {
    if (!isBuilt()) {
      return java(mainClass, arguments);
    }
    Path lib = home.resolve("lib");
    List<String> line =
        new ArrayList<>(
            List.of(
                home.resolve("runtime").resolve("bin").resolve("java").toString(),
                "@" + lib.resolve("java.flags"),
                "@" + lib.resolve("launcher.flags"),
                "-Dorg.bytedeco.javacpp.cachedir=" + lib.resolve("native"),
                "-Djava.library.path=" + lib.resolve("native/lib"),
                "-XX:AOTCache=" + lib.resolve(role + ".aot"),
                "-classpath",
                jars(role).getFirst().toString(),
                mainClass));
    line.addAll(List.of(arguments));
    return line;
  }

  /** Command line of a class, with the flags and the class path of this JVM. */
  static List<String> java(String mainClass, String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    line.addAll(List.of("-classpath", System.getProperty("java.class.path"), mainClass));
    line.addAll(List.of(arguments));
    return line;
  }

  /** Bytes on the disk of what a role's program needs, the Java runtime included. */
  double bytes(String role) {
    if (!isBuilt()) {
      String classPath = System.getProperty("java.class.path");
      return diskUsage(
          Stream.concat(
              Stream.of(System.getProperty("java.home")),
              Arrays.stream(classPath.split(File.pathSeparator))));
    }
    Path lib = home.resolve("lib");
    // Deeplearning4j's native libraries, unpacked, are the engineer's alone.
    String unpacked = role.equals("engineer") ? "native" : "";
    return diskUsage(
        Stream.concat(
                jars(role).stream(),
                Stream.of("../runtime", role + ".aot", unpacked)
                    .filter(name -> !name.isEmpty())
                    .map(lib::resolve))
            .map(Path::toString));
  }

  /**
   * Bytes on the disk as {@code du} counts them: whole blocks, no link followed, no file counted
   * twice.
   */
  static double diskUsage(Stream<String> paths) {
    Stream<String> there = paths.filter(path -> Files.exists(Path.of(path)));
    // With the slash, du counts the folder behind a link, such as that of an installed JDK.
    return new Program(
            Stream.concat(
                    Stream.of("du", "-sk"),
                    there.map(path -> Files.isDirectory(Path.of(path)) ? path + "/" : path))
                .toList())
        .run()
        .lines()
        .mapToDouble(line -> 1024 * Double.parseDouble(line.split("\\s")[0]))
        .sum();
  }

  private List<Path> jars(String role) {
    String module = role.equals("engineer") ? "engineer-pipeline" : "scientist-notebook";
    Path lib = home.resolve("lib");
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
}
