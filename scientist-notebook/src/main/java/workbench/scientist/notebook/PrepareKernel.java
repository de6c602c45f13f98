package workbench.scientist.notebook;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import workbench.command.Commands;
import workbench.data.InvalidInput;

/**
 * The command line that prepares the Java kernel for Jupyter and prints how to open the notebooks.
 */
@Command(
    name = "notebook",
    description = "Prepares the Java kernel for Jupyter and prints how to open the notebooks.",
    sortOptions = false)
public final class PrepareKernel implements Callable<Integer> {

  private final OperatingSystem system;

  @Option(
      names = "--module",
      paramLabel = "DIR",
      description = "the folder with notebooks and target")
  private Path module = Path.of("");

  @Option(names = "--kernel", paramLabel = "JAR", required = true, description = "the kernel")
  private Path kernel;

  @Option(
      names = "--flags",
      paramLabel = "FILE",
      required = true,
      description = "file with options of the JVM")
  private Path flags;

  @Option(
      names = "--install",
      paramLabel = "true|false",
      description = "also install into this user's data folder of Jupyter (default false)")
  private boolean install;

  @Option(names = "--quiet", description = "print nothing")
  private boolean quiet;

  PrepareKernel(OperatingSystem system) {
    this.system = system;
  }

  public static void main(String[] args) {
    System.exit(Commands.run(new PrepareKernel(OperatingSystem.current()), args));
  }

  @Override
  public Integer call() {
    if (!Files.isRegularFile(kernel)) {
      throw new InvalidInput(
          "kernel=%s: there is no such file; mvn downloads it".formatted(kernel));
    }
    Path data = module.toAbsolutePath().resolve("target").resolve("jupyter");
    Path written = write(data.resolve("kernels"));
    String notebooks = system.quoted(fromHere(module.resolve("notebooks")));
    if (install) {
      Path installed = write(system.userKernels());
      say("The Java kernel is installed: %s".formatted(installed));
      say("");
      say("JupyterLab:");
      say("    jupyter lab " + notebooks);
    } else {
      say("The Java kernel is ready: %s".formatted(fromHere(written)));
      say("");
      say(
          system.isWindows()
              ? "JupyterLab, from the command prompt or from PowerShell:"
              : "JupyterLab:");
      system
          .withVariable("JUPYTER_PATH", data.toString(), "jupyter lab " + notebooks)
          .forEach(line -> say("    " + line));
    }
    say(
        "VS Code with its extension Jupyter%s:"
            .formatted(install ? "" : ", once -Dinstall=true was given here"));
    say("    open a notebook, Select Kernel, Jupyter Kernel, " + Kernelspec.DISPLAY_NAME);
    if (!system.has("jupyter") || !system.has("jupyter-lab")) {
      say("");
      say("JupyterLab is not on the PATH. One of these installs it:");
      say("    pipx install --include-deps jupyterlab");
      say("    %s -m pip install jupyterlab".formatted(system.isWindows() ? "py" : "python3"));
    }
    return Commands.DONE;
  }

  private Path write(Path kernels) {
    try {
      return kernelspec().write(kernels);
    } catch (IOException e) {
      throw new InvalidInput(
          "%s: the kernel cannot be written there (%s)".formatted(kernels, e), e);
    }
  }

  private Kernelspec kernelspec() {
    Path java =
        Path.of(System.getProperty("java.home"), "bin", system.isWindows() ? "java.exe" : "java");
    List<Path> classPath =
        Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(System.getProperty("java.class.path"))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .toList();
    return new Kernelspec(java, flags, classPath, kernel);
  }

  /** Shortens a path below the current folder to a relative one. */
  private static String fromHere(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path there = path.toAbsolutePath();
    return (there.startsWith(here) ? here.relativize(there) : there).toString();
  }

  private void say(String line) {
    if (!quiet) {
      System.out.println(line);
    }
  }
}
