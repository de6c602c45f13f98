package workbench.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program in another JVM, with the flags of .mvn/java.flags and the class path of the test. */
public final class JavaProcess {

  private JavaProcess() {}

  /**
   * Runs it to its end, and checks that its exit code is 0.
   *
   * @param flags of the JVM
   * @return its output, both streams
   */
  public static String output(Class<?> program, List<String> flags, List<String> args)
      throws IOException, InterruptedException {
    Process process = builder(program, flags, args).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  public static ProcessBuilder builder(Class<?> program, List<String> flags, List<String> args) {
    Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + module.resolveSibling(".mvn").resolve("java.flags"));
    String cache = System.getProperty("org.bytedeco.javacpp.cachedir");
    if (cache != null) {
      command.add("-Dorg.bytedeco.javacpp.cachedir=" + cache);
    }
    command.addAll(flags);
    command.add(program.getName());
    command.addAll(args);
    var builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder;
  }
}
