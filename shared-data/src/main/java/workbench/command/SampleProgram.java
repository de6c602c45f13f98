package workbench.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import workbench.command.SampleRun.State;

/**
 * A role's sample, run in a JVM of its own: a sample that does not compile, throws or hangs fails
 * alone.
 *
 * @param name of its class in the unnamed package
 * @param source its file, run as it is now by the source launcher; empty: the compiled class runs
 * @param saves whether it has to leave a model file
 * @param limit the longest time that it may take
 */
public record SampleProgram(String name, Optional<Path> source, boolean saves, Duration limit) {

  /** The longest time that a sample may take. */
  public static final Duration LIMIT = Duration.ofSeconds(60);

  /** The longest wait for output that the sample's own children may hold back. */
  private static final Duration READ = Duration.ofSeconds(5);

  private static final Path FOLDER = Path.of("target");

  private static final Pattern MODEL = Pattern.compile(".*\\.(zip|keras|h5|onnx)");

  /** Flags of this JVM alone: its debugger, its agents, the start-up cache that it writes. */
  private static final Pattern NOT_INHERITED =
      Pattern.compile(
          "-agent|-javaagent|-Xdebug|-Xrunjdwp|-XX:AOT(CacheOutput|Configuration|Mode)");

  /**
   * Start-up cache. The scientist's sample loads few classes: with it, it would start 40 ms sooner
   * and need 80 MiB instead of 50.
   */
  private static final String CACHE = "-XX:AOTCache=";

  /** Bytes of the output that are kept. */
  private static final int KEPT = 1 << 20;

  /** The engineer's sample, which saves its model. */
  public static SampleProgram engineer(Optional<Path> source) {
    return new SampleProgram("EngineerSample", source, true, LIMIT);
  }

  /** The scientist's sample. */
  public static SampleProgram scientist(Optional<Path> source) {
    return new SampleProgram("ScientistSample", source, false, LIMIT);
  }

  private String file() {
    return source.map(Path::getFileName).map(Path::toString).orElse(name + ".java");
  }

  /**
   * Runs it in the working directory, with the class path and the flags of this JVM. What it prints
   * is printed while it runs; an error of its own is printed on the standard error.
   *
   * @throws IOException if no JVM can be started
   */
  public SampleRun run() throws IOException {
    Files.createDirectories(FOLDER);
    Map<Path, FileTime> before = models();
    Process process =
        new ProcessBuilder(command(ManagementFactory.getRuntimeMXBean().getInputArguments()))
            .redirectInput(ProcessBuilder.Redirect.INHERIT)
            .start();
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    Thread outReader =
        Thread.ofVirtual().start(() -> copy(process.getInputStream(), System.out, out));
    Thread errReader = Thread.ofVirtual().start(() -> copy(process.getErrorStream(), null, err));
    var stop = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(stop);
    boolean ended;
    try {
      ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      outReader.join(READ);
      errReader.join(READ);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while %s ran".formatted(file()), e);
    } finally {
      Runtime.getRuntime().removeShutdownHook(stop);
    }
    List<String> lines = lines(out, System.out);
    List<String> errors = lines(err, System.err).stream().filter(this::concernsTheSample).toList();
    errors.forEach(System.err::println);
    Optional<Path> saved = changed(before);
    if (!ended) {
      return result(
          State.TIMED_OUT,
          lines,
          saved,
          "did not end within %d s and was stopped".formatted(limit.toSeconds()));
    }
    if (process.exitValue() != 0) {
      return failed(errors, process.exitValue(), lines, saved);
    }
    if (lines.isEmpty()) {
      return result(State.PRINTED_NOTHING, lines, saved, "printed nothing");
    }
    if (saves && saved.isEmpty()) {
      return result(
          State.SAVED_NOTHING,
          lines,
          saved,
          "saved no model: there is no new .zip, .keras, .h5 or .onnx file in the folder "
              + FOLDER);
    }
    return new SampleRun(file(), State.DONE, lines, saved, "");
  }

  private SampleRun failed(
      List<String> errors, int exitCode, List<String> lines, Optional<Path> saved) {
    if (errors.contains("error: compilation failed")) {
      return result(
          State.DOES_NOT_COMPILE, lines, saved, "does not compile: see javac's message above");
    }
    String exception =
        errors.stream()
            .filter(line -> line.startsWith("Exception in thread") || line.startsWith("error: "))
            .findFirst()
            .map(line -> line.replaceFirst("Exception in thread \"[^\"]*\" ", ""))
            .orElse("it ended with the exit code " + exitCode);
    Pattern frame = Pattern.compile("\\tat .*\\(%s:(\\d+)\\)".formatted(Pattern.quote(file())));
    String where =
        errors.stream()
            .map(frame::matcher)
            .filter(Matcher::matches)
            .findFirst()
            .map(found -> " in line " + found.group(1))
            .orElse("");
    return result(State.FAILED, lines, saved, "failed%s: %s".formatted(where, exception));
  }

  private SampleRun result(State state, List<String> lines, Optional<Path> saved, String what) {
    return new SampleRun(file(), state, lines, saved, "%s %s".formatted(file(), what));
  }

  /**
   * @param flags of this JVM
   */
  List<String> command(List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    flags.stream()
        .filter(flag -> !NOT_INHERITED.matcher(flag).lookingAt())
        .filter(flag -> !flag.startsWith(CACHE) || name.equals("EngineerSample"))
        .forEach(command::add);
    command.add("-Dstdout.encoding=" + System.out.charset());
    command.add("-Dstderr.encoding=" + System.err.charset());
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add(source.map(Path::toString).orElse(name));
    return command;
  }

  /** Returns whether a line of a stack trace is in the sample: only those concern its reader. */
  private boolean concernsTheSample(String line) {
    return !line.startsWith("\tat ") && !line.startsWith("\t... ")
        || line.contains("(" + file() + ":");
  }

  private static Map<Path, FileTime> models() throws IOException {
    Map<Path, FileTime> models = new HashMap<>();
    for (Path folder : List.of(Path.of(""), FOLDER)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file :
            files.filter(each -> MODEL.matcher(each.getFileName().toString()).matches()).toList()) {
          models.put(file, Files.getLastModifiedTime(file));
        }
      }
    }
    return models;
  }

  /** The newest model file that is new or was changed. */
  private static Optional<Path> changed(Map<Path, FileTime> before) throws IOException {
    Map<Path, FileTime> after = models();
    after.entrySet().removeAll(before.entrySet());
    return after.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  private static void copy(InputStream from, PrintStream shown, ByteArrayOutputStream kept) {
    byte[] bytes = new byte[8192];
    try (from) {
      for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
        if (shown != null) {
          shown.write(bytes, 0, n);
          shown.flush();
        }
        kept.write(bytes, 0, Math.min(n, KEPT - kept.size()));
      }
    } catch (IOException _) {
      // The process was stopped.
    }
  }

  private static List<String> lines(ByteArrayOutputStream kept, PrintStream stream) {
    return Arrays.stream(kept.toString(stream.charset()).split("\\r?\\n"))
        .map(line -> line.substring(line.lastIndexOf('\r') + 1))
        .dropWhile(String::isEmpty)
        .toList();
  }
}
