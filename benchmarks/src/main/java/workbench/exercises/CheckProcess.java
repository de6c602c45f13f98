package workbench.exercises;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import workbench.data.InvalidInput;
import workbench.model.Json;
import workbench.text.TerminalText;

/**
 * Compiles the learner's file alone and checks it in a JVM of its own, so that no fault of the
 * learner's code reaches the command.
 *
 * @param limit the longest time that a check may take
 */
record CheckProcess(Duration limit) {

  static final String NO_MEMORY =
      "the memory of 512 MB does not suffice: is there a list or an array that grows without end?";

  /** Bytes that the learner's code may print. */
  private static final int MOST_OUTPUT = 1 << 20;

  /** Lines of its output that are shown. */
  private static final int SHOWN = 20;

  /** Sets the time limit that learners have. */
  CheckProcess() {
    this(Duration.ofSeconds(30));
  }

  /**
   * @param file the learner's file
   * @param folder for the compiled classes; it is emptied first
   * @param print gets what the learner's code printed, at most 20 lines
   * @throws IOException if the folder cannot be written or no JVM can be started
   */
  Verdict check(Entry exercise, Path file, Path folder, Consumer<String> print) throws IOException {
    Path classes = folder.resolve("classes");
    Optional<String> error = compile(exercise, file, classes);
    return error.isPresent() ? new Verdict(false, error.get()) : run(exercise, folder, print);
  }

  /**
   * @return the first error of the compiler, in one line; empty if there is none
   * @throws IOException if the file cannot be read or the folder cannot be written
   */
  static Optional<String> compile(Entry exercise, Path file, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new InvalidInput("this Java has no compiler: run the command with a JDK");
    }
    Files.createDirectories(classes);
    try (var old = Files.list(classes)) {
      for (Path each : old.toList()) {
        Files.delete(each);
      }
    }
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> flags =
          List.of(
              "-proc:none",
              "-implicit:none",
              "-cp",
              System.getProperty("java.class.path"),
              "-sourcepath",
              classes.toString(),
              "-d",
              classes.toString());
      boolean done =
          compiler
              .getTask(
                  new StringWriter(),
                  files,
                  diagnostics,
                  flags,
                  null,
                  files.getJavaFileObjects(file))
              .call();
      if (!done) {
        return Optional.of(
            diagnostics.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .findFirst()
                .map(each -> describe(each, file))
                .orElse(file.getFileName() + " does not compile"));
      }
    }
    return Files.exists(classes.resolve(exercise.className() + ".class"))
        ? Optional.empty()
        : Optional.of(
            "%s has no class %s without a package: -Dreset=true restores the starter"
                .formatted(file.getFileName(), exercise.className()));
  }

  private static String describe(Diagnostic<?> error, Path file) {
    String text = error.getMessage(Locale.ENGLISH).lines().findFirst().orElse("");
    return "%s does not compile, line %d: %s"
        .formatted(file.getFileName(), error.getLineNumber(), text);
  }

  private Verdict run(Entry exercise, Path folder, Consumer<String> print) throws IOException {
    Path result = folder.resolve("verdict.json");
    Files.deleteIfExists(result);
    Process process =
        new ProcessBuilder(command(exercise, folder)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var stop = new Thread(() -> kill(process));
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      var output = new ByteArrayOutputStream();
      Thread reader = Thread.ofVirtual().start(() -> read(process, output));
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      kill(process);
      reader.join(Duration.ofSeconds(5));
      String text = output.toString(StandardCharsets.UTF_8);
      boolean flood = output.size() >= MOST_OUTPUT;
      show(text, print);
      if (flood) {
        return Verdict.notYet("your code printed more than 1 MB and was stopped");
      }
      if (!ended) {
        return Verdict.notYet(
            "the check did not end within %d s and was stopped: is there a loop without end, or is"
                + " the computer busy?",
            limit.toSeconds());
      }
      if (Files.exists(result)) {
        return Json.read(Files.readString(result), Verdict.class);
      }
      return text.contains("java.lang.OutOfMemoryError")
          ? Verdict.notYet("%s", NO_MEMORY)
          : Verdict.notYet(
              "your code ended the JVM (exit code %d): remove System.exit", process.exitValue());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the check ran", e);
    } finally {
      kill(process);
      Runtime.getRuntime().removeShutdownHook(stop);
    }
  }

  private static void show(String text, Consumer<String> print) {
    List<String> lines = text.lines().map(TerminalText::line).toList();
    lines.stream().limit(SHOWN).forEach(print);
    if (lines.size() > SHOWN) {
      print.accept("... (%,d more lines)".formatted(lines.size() - SHOWN));
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static void read(Process process, ByteArrayOutputStream output) {
    byte[] bytes = new byte[8192];
    try (InputStream in = process.getInputStream()) {
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        output.write(bytes, 0, n);
        if (output.size() >= MOST_OUTPUT) {
          kill(process);
          return;
        }
      }
    } catch (IOException _) {
      // The process was stopped.
    }
  }

  private static List<String> command(Entry exercise, Path folder) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.matches("--.*|-D.*"))
        .forEach(command::add);
    command.add("-Xmx512m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-Dstdout.encoding=UTF-8");
    command.add("-Dstderr.encoding=UTF-8");
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add(CheckProcess.class.getName());
    command.add(exercise.name());
    command.add(folder.toString());
    return command;
  }

  /**
   * The JVM of a check: writes its verdict to {@code verdict.json}.
   *
   * @param args the exercise's name, the folder
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    Entry exercise =
        Entry.all().stream().filter(each -> each.name().equals(args[0])).findFirst().orElseThrow();
    Verdict verdict = verdict(exercise, folder.resolve("classes"));
    System.out.flush();
    Files.writeString(folder.resolve("verdict.json"), Json.write(verdict));
    // Threads of the learner's code do not hold the JVM.
    Runtime.getRuntime().halt(0);
  }

  /** The verdict on compiled classes, in this JVM. */
  static Verdict verdict(Entry exercise, Path classes) throws IOException {
    try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      return exercise.check().check(new Answer(loader.loadClass(exercise.className())));
    } catch (NotYet e) {
      return new Verdict(false, e.getMessage());
    } catch (ClassNotFoundException | LinkageError e) {
      return Verdict.notYet("the class cannot be used: %s", TerminalText.line(e.toString()));
    }
  }
}
