package workbench.scientist.notebook;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import workbench.scientist.notebook.Notebook.Cell;

/**
 * Executes notebooks with the kernel that {@link PrepareKernel} made ready.
 *
 * @param module the folder with notebooks and target
 */
record Execution(Path module) {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** The module that Maven builds. */
  static Execution ofThisModule() {
    return new Execution(Path.of(System.getProperty("basedir", "")).toAbsolutePath());
  }

  Path notebooks() {
    return module.resolve("notebooks");
  }

  private Path kernelspec() {
    return module.resolve("target").resolve("jupyter").resolve("kernels").resolve(Kernelspec.NAME);
  }

  /**
   * The notebook with the outputs that come out now; the cells after one that fails are not
   * executed.
   *
   * @throws IOException if a cell takes longer than three minutes, or the kernel ends
   */
  Notebook of(Notebook notebook) throws IOException {
    List<Cell> executed = new ArrayList<>();
    int count = 0;
    boolean failed = false;
    try (Kernel kernel = new Kernel(kernelspec(), notebooks(), LIMIT)) {
      for (Cell cell : notebook.cells()) {
        if (!cell.isCode() || failed) {
          executed.add(cell.executed(0, List.of()));
        } else {
          List<Output> outputs = kernel.execute(cell.source());
          failed = outputs.stream().anyMatch(output -> output.type().equals(Output.ERROR));
          executed.add(cell.executed(++count, outputs));
        }
      }
    }
    return new Notebook(notebook.name(), executed);
  }
}
