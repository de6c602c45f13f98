package workbench.benchmarks.measurement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Program that runs in a process of its own. It inherits this process's environment but for the
 * limit of OpenMP threads, which Maven sets for our JVMs.
 *
 * @param line the command line
 * @param environment additional variables
 * @param folder the working directory
 */
record Program(List<String> line, Map<String, String> environment, Path folder) {

  Program(List<String> line) {
    this(line, Map.of(), Path.of("."));
  }

  /**
   * Runs the program to its end.
   *
   * @return its standard output
   * @throws IllegalStateException with the last line of its errors if its exit code is not 0
   * @throws UncheckedIOException if it cannot be started
   */
  String run() {
    try (Running running = start()) {
      byte[] output = running.process.getInputStream().readAllBytes();
      if (running.process.waitFor() != 0) {
        throw new IllegalStateException(
            "%s failed: %s".formatted(line.getFirst(), running.lastError()));
      }
      return new String(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns whether the program can be started and its exit code is 0. */
  boolean succeeds() {
    try {
      run();
      return true;
    } catch (IllegalStateException | UncheckedIOException _) {
      return false;
    }
  }

  /**
   * Starts the program.
   *
   * @throws UncheckedIOException if it cannot be started
   */
  Running start() {
    try {
      var builder = new ProcessBuilder(line).directory(folder.toFile());
      builder.environment().remove("OMP_NUM_THREADS");
      builder.environment().putAll(environment);
      Path errors = Files.createTempFile("program", ".log");
      errors.toFile().deleteOnExit();
      return new Running(builder.redirectError(errors.toFile()).start(), errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Started program; {@code close} ends it. */
  record Running(Process process, Path errors) implements AutoCloseable {

    /** The last line that the program wrote to its standard error. */
    String lastError() {
      try {
        return Files.readString(errors).strip().lines().reduce("no message", (_, line) -> line);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
        Files.deleteIfExists(errors);
      } catch (IOException | InterruptedException _) {
        process.destroyForcibly();
      }
    }
  }
}
