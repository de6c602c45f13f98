package workbench.scientist.notebook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Differences between operating systems in the use of Jupyter.
 *
 * @param name as Java's property {@code os.name} has it
 * @param home the user's folder
 * @param environment the environment variables
 */
record OperatingSystem(String name, Path home, Map<String, String> environment) {

  static OperatingSystem current() {
    return new OperatingSystem(
        System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
  }

  /**
   * The folder in which Jupyter looks for the kernels that this user installed.
   *
   * <p>«Data files» in the documentation of jupyter_core.
   */
  Path userKernels() {
    return variable("JUPYTER_DATA_DIR").map(Path::of).orElseGet(this::userData).resolve("kernels");
  }

  private Path userData() {
    if (isWindows()) {
      return variable("APPDATA")
          .map(Path::of)
          .orElse(home.resolve("AppData").resolve("Roaming"))
          .resolve("jupyter");
    }
    if (name.startsWith("Mac")) {
      return home.resolve("Library").resolve("Jupyter");
    }
    return variable("XDG_DATA_HOME")
        .map(Path::of)
        .orElse(home.resolve(".local").resolve("share"))
        .resolve("jupyter");
  }

  /** Returns whether this command is on the PATH. */
  boolean has(String command) {
    return Pattern.compile(Pattern.quote(isWindows() ? ";" : ":"))
        .splitAsStream(variable("PATH").or(() -> variable("Path")).orElse(""))
        .filter(folder -> !folder.isBlank())
        .map(folder -> folder.replace("\"", ""))
        .flatMap(folder -> Stream.of(command, command + ".exe").map(file -> Path.of(folder, file)))
        .anyMatch(Files::isExecutable);
  }

  /**
   * Lines to type, one for each shell that is usual here, which run a command with a variable set.
   */
  List<String> withVariable(String variable, String value, String command) {
    return isWindows()
        ? List.of(
            "set \"%s=%s\" && %s".formatted(variable, value, command),
            "$env:%s='%s'; %s".formatted(variable, value.replace("'", "''"), command))
        : List.of("%s=%s %s".formatted(variable, quoted(value), command));
  }

  /** A path as the shell reads it as one word. */
  String quoted(String path) {
    if (path.matches("[\\w/.:\\\\~-]+")) {
      return path;
    }
    return isWindows() ? '"' + path + '"' : "'" + path.replace("'", "'\\''") + "'";
  }

  boolean isWindows() {
    return name.startsWith("Windows");
  }

  private Optional<String> variable(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isEmpty());
  }
}
