package workbench.scientist.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import workbench.testing.Printed;

class PrepareKernelTest {

  @TempDir Path temporary;

  private Path module;
  private Path kernel;
  private String out;
  private String err;

  @BeforeEach
  void folderWithASpaceAndAnUmlaut() throws IOException {
    module = Files.createDirectories(temporary.resolve("mein Übungs $HOME ordner"));
    kernel = Files.writeString(module.resolve("kernel.jar"), "");
  }

  @Test
  void kernelspecHasWhatJupyterNeeds() throws IOException {
    assertEquals(0, prepare(here(Map.of())));
    JsonNode json = kernelspec(kernels());
    assertEquals(
        List.of("argv", "display_name", "language", "interrupt_mode", "env"),
        List.copyOf(json.propertyNames()));
    List<String> argv = json.path("argv").valueStream().map(JsonNode::asString).toList();
    assertTrue(Files.isExecutable(Path.of(argv.get(0))), argv.get(0));
    assertEquals("@" + module.resolve("java.flags"), argv.get(1));
    assertEquals(List.of(JavaKernel.class.getName(), "{connection_file}"), argv.subList(4, 6));
    assertEquals("message", json.path("interrupt_mode").asString());
    assertEquals("Java (Two Workflows)", json.path("display_name").asString());
  }

  @Test
  void kernelComesAfterTheModulesOwnClassPath() throws IOException {
    prepare(onLinux());
    String classPath = kernelspec(kernels()).path("argv").path(3).asString();
    assertEquals(System.getProperty("java.class.path") + File.pathSeparator + kernel, classPath);
  }

  @Test
  void jupyterReplacesNothingInThePathOfTheInitScript() throws IOException {
    prepare(onLinux());
    String script = kernelspec(kernels()).path("env").path("RJK_INIT_SCRIPT").asString();
    assertTrue(script.contains("mein Übungs $$HOME ordner"), script);
    assertTrue(Files.exists(Path.of(script.replace("$$", "$"))), script);
  }

  @Test
  void secondRunWritesOverTheFirst() throws IOException {
    prepare(onLinux());
    Path file = kernels().resolve(Kernelspec.NAME).resolve("kernel.json");
    String first = Files.readString(file);
    Files.writeString(file, first + "more ".repeat(10_000));
    assertEquals(0, prepare(onLinux()));
    assertEquals(first, Files.readString(file));
  }

  @Test
  void saysHowToOpenTheNotebooks() {
    prepare(onLinux());
    assertTrue(
        out.contains(
            "    JUPYTER_PATH='"
                + module.resolve("target").resolve("jupyter")
                + "' jupyter lab '"
                + module.resolve("notebooks")
                + "'"),
        out);
    assertTrue(out.contains("    pipx install --include-deps jupyterlab"), out);
    assertEquals("", err);
  }

  @Test
  void usesTheShellsOfWindows() {
    prepare(new OperatingSystem("Windows 11", temporary, Map.of()));
    Path data = module.resolve("target").resolve("jupyter");
    assertTrue(
        out.contains("    set \"JUPYTER_PATH=" + data + "\" && jupyter lab \"" + module), out);
    assertTrue(out.contains("    $env:JUPYTER_PATH='" + data + "'; jupyter lab \"" + module), out);
  }

  @Test
  void omitsInstallingTwice() throws IOException {
    Path bin = Files.createDirectories(temporary.resolve("bin"));
    for (String command : List.of("jupyter", "jupyter-lab")) {
      Path file = Files.writeString(bin.resolve(command), "");
      assertTrue(file.toFile().setExecutable(true));
    }
    prepare(here(Map.of("PATH", "nowhere" + File.pathSeparator + bin)));
    assertFalse(out.contains("pipx"), out);
  }

  @Test
  void installsWhereJupyterLooks() throws IOException {
    Path data = temporary.resolve("data");
    assertEquals(
        0,
        prepare(
            new OperatingSystem("Linux", temporary, Map.of("JUPYTER_DATA_DIR", data.toString())),
            "--install=true"));
    Path installed = data.resolve("kernels").resolve(Kernelspec.NAME);
    assertTrue(out.startsWith("The Java kernel is installed: " + installed), out);
    assertTrue(out.contains("    jupyter lab '" + module.resolve("notebooks") + "'"), out);
    assertFalse(kernelspec(data.resolve("kernels")).path("argv").isEmpty());
  }

  @Test
  void installsNothingUnlessAsked() {
    prepare(onLinux());
    assertFalse(Files.exists(temporary.resolve(".local")));
  }

  @Test
  void everySystemHasItsOwnFolder() {
    // jupyter --paths on each of them
    assertEquals(temporary.resolve(".local/share/jupyter/kernels"), onLinux().userKernels());
    assertEquals(
        temporary.resolve("xdg/jupyter/kernels"),
        new OperatingSystem(
                "Linux", temporary, Map.of("XDG_DATA_HOME", temporary.resolve("xdg").toString()))
            .userKernels());
    assertEquals(
        temporary.resolve("Library/Jupyter/kernels"),
        new OperatingSystem("Mac OS X", temporary, Map.of()).userKernels());
    assertEquals(
        temporary.resolve("roaming/jupyter/kernels"),
        new OperatingSystem(
                "Windows 11", temporary, Map.of("APPDATA", temporary.resolve("roaming").toString()))
            .userKernels());
  }

  @Test
  void folderThatCannotBeWrittenIsOneLine() throws IOException {
    Files.writeString(module.resolve("target"), "a file");
    assertEquals(1, prepare(onLinux()));
    assertEquals(1, err.lines().count(), err);
    assertTrue(
        err.startsWith("Error: " + kernels() + ": the kernel cannot be written there ("), err);
  }

  @Test
  void kernelThatIsNotThereIsOneLine() throws IOException {
    Files.delete(kernel);
    assertEquals(1, prepare(onLinux()));
    assertEquals(
        "Error: kernel=" + kernel + ": there is no such file; mvn downloads it", err.strip());
  }

  private Path kernels() {
    return module.resolve("target").resolve("jupyter").resolve("kernels");
  }

  private OperatingSystem here(Map<String, String> environment) {
    return new OperatingSystem(System.getProperty("os.name"), temporary, environment);
  }

  private OperatingSystem onLinux() {
    return new OperatingSystem("Linux", temporary, Map.of());
  }

  private static JsonNode kernelspec(Path kernels) throws IOException {
    return new JsonMapper()
        .readTree(Files.readString(kernels.resolve(Kernelspec.NAME).resolve("kernel.json")));
  }

  private int prepare(OperatingSystem system, String... options) {
    String[] args =
        Stream.concat(
                Stream.of(
                    "--module=" + module,
                    "--kernel=" + kernel,
                    "--flags=" + module.resolve("java.flags")),
                Arrays.stream(options))
            .toArray(String[]::new);
    Printed<Integer> printed = Printed.of(new PrepareKernel(system), args);
    out = printed.out();
    err = printed.err();
    return printed.result();
  }
}
