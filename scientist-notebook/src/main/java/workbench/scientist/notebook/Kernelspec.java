package workbench.scientist.notebook;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kernel specification with which Jupyter starts the Java kernel.
 *
 * <p>«Kernel specs» in the documentation of jupyter_client.
 *
 * @param java the executable
 * @param flags a file of options for it
 * @param classPath of the cells
 * @param kernel the jar of the kernel
 */
public record Kernelspec(Path java, Path flags, List<Path> classPath, Path kernel) {

  /** Name of the kernel in the notebooks' metadata. */
  public static final String NAME = "two-workflows-java";

  public static final String DISPLAY_NAME = "Java (Two Workflows)";

  private static final JsonMapper MAPPER = new JsonMapper();

  /** Values are shown as text; the kernel's own default takes them for HTML. */
  private static final String INIT = "options().display().defaultMime(\"text/plain\");\n";

  /**
   * Writes it, over one that is there.
   *
   * @param kernels the folder {@code kernels} of one of Jupyter's data folders
   * @return the folder of this kernel
   * @throws IOException if it cannot be written
   */
  public Path write(Path kernels) throws IOException {
    Path folder = Files.createDirectories(kernels.resolve(NAME).toAbsolutePath());
    Path init = Files.writeString(folder.resolve("init.jshell"), INIT);
    Files.writeString(folder.resolve("kernel.json"), json(init));
    return folder;
  }

  private String json(Path init) {
    ObjectNode json = MAPPER.createObjectNode();
    json.set("argv", MAPPER.valueToTree(arguments()));
    json.put("display_name", DISPLAY_NAME);
    json.put("language", "java");
    // A signal would end the Java machine.
    json.put("interrupt_mode", "message");
    json.set("env", environment(init));
    return MAPPER
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(json)
            .replace(System.lineSeparator(), "\n")
        + "\n";
  }

  /**
   * Puts the kernel last on the class path: what its jar contains of other libraries must not hide
   * ours. The kernel's own variable RJK_CLASSPATH is not used: it takes paths for patterns, and
   * hides our service providers from the libraries.
   */
  private List<String> arguments() {
    String path =
        Stream.concat(classPath.stream(), Stream.of(kernel))
            .map(Kernelspec::absolute)
            .collect(Collectors.joining(File.pathSeparator));
    return List.of(
        absolute(java),
        "@" + absolute(flags),
        "-classpath",
        path,
        JavaKernel.class.getName(),
        "{connection_file}");
  }

  /** Jupyter replaces $NAME in the values. */
  private static ObjectNode environment(Path init) {
    return MAPPER
        .createObjectNode()
        .put("OMP_NUM_THREADS", "1")
        .put("RJK_INIT_SCRIPT", init.toString().replace("$", "$$"));
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().toString();
  }
}
