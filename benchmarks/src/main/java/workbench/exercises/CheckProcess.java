package workbench.exercises;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
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

  static final String VERDICT = "verdict.txt";

  /** Bytes that the learner's code may print. */
  private static final int MOST_OUTPUT = 1 << 20;

  /** Lines of its output that are shown. */
  private static final int SHOWN = 20;

  /** Characters of a line that are shown. */
  static final int LONGEST_LINE = 200;

  /** Sets the time limit that learners have. */
  CheckProcess() {
    this(Duration.ofSeconds(30));
  }

  /**
   * @param file the learner's file
   * @param folder for the compiled classes; it is emptied first
   * @param print gets what the learner's code printed, at most 20 lines of 200 characters
   * @throws IOException if the folder cannot be written or no JVM can be started
   */
  Verdict check(Entry exercise, Path file, Path folder, Consumer<String> print) throws IOException {
    Path classes = folder.resolve("classes");
    Optional<String> error = compile(exercise, file, classes);
    return error.isPresent() ? new Verdict(false, error.get()) : run(exercise, folder, print);
  }

  /**
   * @return why the file cannot be checked, in one line, such as the first error of the compiler;
   *     empty if it can
   * @throws IOException if the folder cannot be written
   */
  static Optional<String> compile(Entry exercise, Path file, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new InvalidInput("this Java has no compiler: run the command with a JDK");
    }
    String source;
    try {
      // Some editors begin a file with a byte order mark, which is no part of the text.
      source = Files.readString(file).replaceFirst("^\\uFEFF", "");
    } catch (CharacterCodingException _) {
      return Optional.of(file.getFileName() + " is not UTF-8 text: save it with this encoding");
    } catch (IOException e) {
      return Optional.of(
          "%s cannot be read (%s)".formatted(file.getFileName(), e.getClass().getSimpleName()));
    }
    delete(classes);
    Files.createDirectories(classes);
    var unit =
        new SimpleJavaFileObject(file.toUri(), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> flags =
          List.of(
              "-g",
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
              .getTask(new StringWriter(), files, diagnostics, flags, null, List.of(unit))
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
    if (Files.exists(classes.resolve(exercise.className() + ".class"))) {
      return Optional.empty();
    }
    try (Stream<Path> made = Files.list(classes)) {
      return Optional.of(
          made.anyMatch(Files::isDirectory)
              ? "%s has a package: remove the line that begins with «package»"
                  .formatted(file.getFileName())
              : "%s has no class %s: was it renamed, or is it in a comment? -Dreset=true restores the starter"
                  .formatted(file.getFileName(), exercise.className()));
    }
  }

  /** Deletes a folder with all that is in it, if there is one. */
  static void delete(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String describe(Diagnostic<?> error, Path file) {
    // The second line names, for example, the symbol that cannot be found.
    String text =
        error.getMessage(Locale.ENGLISH).lines().limit(2).collect(Collectors.joining(", "));
    return "%s does not compile, line %d: %s"
        .formatted(
            file.getFileName(),
            error.getLineNumber(),
            TerminalText.line(text.replaceAll("\\s+", " ")));
  }

  private Verdict run(Entry exercise, Path folder, Consumer<String> print) throws IOException {
    Path result = folder.resolve(VERDICT);
    Files.deleteIfExists(result);
    ProcessBuilder builder =
        new ProcessBuilder(command(exercise, folder.toAbsolutePath()))
            // What the learner's code writes to the current folder is no part of the project.
            .directory(folder.toFile())
            .redirectErrorStream(true);
    // Networks this small train faster with one thread, most of all on a busy computer.
    builder.environment().put("OMP_NUM_THREADS", "1");
    Process process = builder.start();
    String token = UUID.randomUUID().toString();
    try (OutputStream in = process.getOutputStream()) {
      in.write(token.getBytes(StandardCharsets.US_ASCII));
    }
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
      String written = Files.exists(result) ? Files.readString(result) : "";
      if (written.startsWith(token)) {
        return Json.read(written.substring(token.length()), Verdict.class);
      }
      return text.contains("java.lang.OutOfMemoryError")
          ? Verdict.notYet("%s", NO_MEMORY)
          : Verdict.notYet(
              "your code ended the JVM (exit code %d): remove System.exit, or the call of a method"
                  + " that ends with it, such as main",
              process.exitValue());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the check ran", e);
    } finally {
      kill(process);
      Runtime.getRuntime().removeShutdownHook(stop);
    }
  }

  private static void show(String text, Consumer<String> print) {
    List<String> lines =
        text.lines().map(line -> TerminalText.shortened(line, LONGEST_LINE)).toList();
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
   * The JVM of a check: writes the token that it reads and its verdict to {@code verdict.txt}. The
   * learner's code does not have the token, so it cannot write a verdict of its own.
   *
   * @param args the exercise's name, the folder
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    String token = new String(System.in.readAllBytes(), StandardCharsets.US_ASCII);
    Entry exercise =
        Entry.all().stream().filter(each -> each.name().equals(args[0])).findFirst().orElseThrow();
    Verdict verdict = verdict(exercise, folder.resolve("classes"));
    System.out.flush();
    Files.writeString(folder.resolve(VERDICT), token + Json.write(verdict));
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
    } catch (RuntimeException e) {
      return Verdict.notYet(
          "the check cannot judge what your code returned or changed (%s)",
          TerminalText.shortened(e.toString(), LONGEST_LINE));
    }
  }
}
