package workbench.benchmarks.measurement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The workbench's programs as {@code mvn package -DskipTests} builds them; without that, this JVM's
 * {@code java} and class path.
 *
 * @param home folder of the launchers, which need not exist
 */
record Distribution(Path home) {

  Distribution {
    home = home.toAbsolutePath();
  }

  boolean isBuilt() {
    return Files.exists(home.resolve("bin"));
  }

  /**
   * Command line of a role's class, with the flags of the role's launcher; the scientist's sample
   * has no start-up cache there.
   */
  List<String> line(String role, String mainClass, String... arguments) {
    if (!isBuilt()) {
      return java(List.of(), mainClass, arguments);
    }
    String lib = home + "/lib/";
    List<String> line = new ArrayList<>();
    line.add(home + "/runtime/bin/java");
    line.add("@" + lib + "java.flags");
    line.add("@" + lib + "launcher.flags");
    line.add("-Dorg.bytedeco.javacpp.cachedir=" + lib + "native");
    line.add("-Djava.library.path=" + lib + "native/lib");
    if (!mainClass.equals("ScientistSample")) {
      line.add("-XX:AOTCache=" + lib + role + ".aot");
    }
    line.addAll(List.of("-classpath", jars(role).getFirst().toString(), mainClass));
    line.addAll(List.of(arguments));
    return line;
  }

  /** Command line of a class, with the flags and the class path of this JVM and more flags. */
  static List<String> java(List<String> flags, String mainClass, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(flags);
    line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    line.addAll(List.of("-classpath", System.getProperty("java.class.path"), mainClass));
    line.addAll(List.of(arguments));
    return line;
  }

  /** What a role's program needs, the Java runtime included; empty if nothing is built. */
  List<String> files(String role) {
    if (!isBuilt()) {
      return List.of();
    }
    // Deeplearning4j's native libraries, unpacked, are the engineer's alone.
    Stream<String> libraries = role.equals("engineer") ? Stream.of("native") : Stream.empty();
    Stream<Path> others =
        Stream.concat(Stream.of("../runtime", role + ".aot"), libraries)
            .map(home.resolve("lib")::resolve);
    // The class path also names jars whose libraries are unpacked, and which are left out.
    return Stream.concat(jars(role).stream(), others)
        .filter(Files::exists)
        .map(Path::toString)
        .toList();
  }

  /** The jar of a role, then those of its class path. */
  private List<Path> jars(String role) {
    String module = role.equals("engineer") ? "engineer-pipeline" : "scientist-notebook";
    Path lib = home.resolve("lib");
    try (var found = Files.newDirectoryStream(lib, module + "-*.jar")) {
      Path main = found.iterator().next();
      try (var jar = new JarFile(main.toFile())) {
        String others = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        return Stream.concat(Stream.of(main), Stream.of(others.split(" ")).map(lib::resolve))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
