package workbench.benchmarks.measurement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;
import workbench.data.InvalidInput;

/** The Python that the peers run with, and where their scripts are. */
final class Python {

  private final Path scripts;
  private final String interpreter;
  private final Map<String, String> versions = new TreeMap<>();

  private Python(Path scripts, String interpreter) {
    this.scripts = scripts;
    this.interpreter = interpreter;
  }

  /**
   * Looks for one.
   *
   * @param given by the user; null: the scripts' own environment, or else {@code python3}
   * @return empty if there is none
   * @throws InvalidInput if the user named one that does not run
   */
  static Optional<Python> find(Path scripts, Path given) {
    if (given != null) {
      if (!runs(given.toString())) {
        throw new InvalidInput(
            "python=%s: that does not run; name a Python 3, such as benchmarks/python/.venv/bin/python"
                .formatted(given));
      }
      return Optional.of(new Python(scripts, given.toAbsolutePath().toString()));
    }
    List<String> candidates = new ArrayList<>();
    for (String place : List.of(".venv/bin/python", ".venv/Scripts/python.exe")) {
      if (Files.exists(scripts.resolve(place))) {
        candidates.add(scripts.resolve(place).toAbsolutePath().toString());
      }
    }
    candidates.add("python3");
    return candidates.stream()
        .filter(Python::runs)
        .findFirst()
        .map(interpreter -> new Python(scripts, interpreter));
  }

  private static boolean runs(String interpreter) {
    try {
      Process process =
          new ProcessBuilder(interpreter, "-c", "import sys; sys.exit(sys.version_info < (3, 10))")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A command line of one of our scripts. */
  List<String> script(String name, List<String> arguments) {
    List<String> line =
        new ArrayList<>(List.of(interpreter, scripts.resolve(name).toAbsolutePath().toString()));
    line.addAll(arguments);
    return line;
  }

  /** A process whose libraries take as many threads as they like: Maven sets a limit for ours. */
  static ProcessBuilder process(List<String> line) {
    var builder = new ProcessBuilder(line);
    builder.environment().remove("OMP_NUM_THREADS");
    return builder;
  }

  /** Whether a module is there. */
  boolean has(String module) {
    try {
      return process(
                  List.of(
                      interpreter,
                      "-c",
                      "import importlib.util, sys; sys.exit(importlib.util.find_spec('%s') is None)"
                          .formatted(module)))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void saw(Map<String, String> found) {
    versions.putAll(found);
  }

  /** What the contestants said of themselves so far. */
  Map<String, String> versions() {
    return versions;
  }

  static String json(Object value) {
    return JsonMapper.shared().writeValueAsString(value);
  }
}
