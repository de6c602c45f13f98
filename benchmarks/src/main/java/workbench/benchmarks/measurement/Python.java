package workbench.benchmarks.measurement;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import workbench.data.InvalidInput;

/**
 * Python interpreter, and the folder of its scripts.
 *
 * @param interpreter a path or a name on the PATH; empty: there is none
 * @param versions of its libraries, by name; the peers add them
 */
record Python(Path scripts, String interpreter, Map<String, String> versions) {

  /**
   * Finds an interpreter.
   *
   * @param given by the user; null: the scripts' virtual environment, or else {@code python3}
   * @throws InvalidInput if the user's does not run
   */
  static Python find(Path scripts, Path given) {
    Path environment = scripts.resolve(".venv").toAbsolutePath();
    Stream<Path> candidates =
        given != null
            ? Stream.of(given.getNameCount() > 1 ? given.toAbsolutePath() : given)
            : Stream.of(
                environment.resolve("bin/python"),
                environment.resolve("Scripts/python.exe"),
                Path.of("python3"));
    String found = candidates.map(Path::toString).filter(Python::runs).findFirst().orElse("");
    if (given != null && found.isEmpty()) {
      throw new InvalidInput(
          "python=%s: that does not run; name a Python 3, such as benchmarks/python/.venv/bin/python"
              .formatted(given));
    }
    return new Python(scripts, found, new TreeMap<>());
  }

  private static boolean runs(String interpreter) {
    String check = "import sys; sys.exit(sys.version_info < (3, 10))";
    var builder = new ProcessBuilder(interpreter, "-c", check).redirectError(Redirect.DISCARD);
    try {
      return builder.start().onExit().join().exitValue() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  boolean isFound() {
    return !interpreter.isEmpty();
  }

  /** Command line of a script. */
  List<String> script(String name, String... arguments) {
    String file = scripts.resolve(name).toAbsolutePath().toString();
    return Stream.concat(Stream.of(interpreter, file), Stream.of(arguments)).toList();
  }
}
