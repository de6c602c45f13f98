package workbench.benchmarks.measurement;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import workbench.data.InvalidInput;

/**
 * Python interpreter of the peers, and the folder of their scripts.
 *
 * @param interpreter a path or a name on the PATH
 * @param versions of its libraries, by name; the peers add them
 */
record Python(Path scripts, String interpreter, Map<String, String> versions) {

  /**
   * Finds an interpreter.
   *
   * @param given by the user; null: the scripts' virtual environment, or else {@code python3}
   * @return empty if there is none
   * @throws InvalidInput if the user's does not run
   */
  static Optional<Python> find(Path scripts, Path given) {
    Path environment = scripts.resolve(".venv").toAbsolutePath();
    List<Path> candidates =
        given != null
            ? List.of(given.getNameCount() > 1 ? given.toAbsolutePath() : given)
            : List.of(
                environment.resolve("bin/python"),
                environment.resolve("Scripts/python.exe"),
                Path.of("python3"));
    Optional<Python> found =
        candidates.stream()
            .map(candidate -> new Python(scripts, candidate.toString(), new TreeMap<>()))
            .filter(Python::runs)
            .findFirst();
    if (given != null && found.isEmpty()) {
      throw new InvalidInput(
          "python=%s: that does not run; name a Python 3, such as benchmarks/python/.venv/bin/python"
              .formatted(given));
    }
    return found;
  }

  private boolean runs() {
    return new Program(
            List.of(interpreter, "-c", "import sys; sys.exit(sys.version_info < (3, 10))"))
        .succeeds();
  }

  /** Command line of a script. */
  List<String> script(String name, List<String> arguments) {
    List<String> line =
        new ArrayList<>(List.of(interpreter, scripts.resolve(name).toAbsolutePath().toString()));
    line.addAll(arguments);
    return line;
  }
}
