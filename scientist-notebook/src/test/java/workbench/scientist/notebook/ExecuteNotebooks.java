package workbench.scientist.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import workbench.command.Commands;
import workbench.data.InvalidInput;
import workbench.scientist.notebook.Notebook.Cell;

/**
 * Command line that executes the notebooks and stores their outputs, for use after you change one.
 * Outputs that are still right stay as they are: a picture has other bytes on another machine.
 */
@Command(
    name = "execute-notebooks",
    description = "Executes the notebooks and stores their outputs.")
final class ExecuteNotebooks implements Callable<Integer> {

  @Option(
      names = "--module",
      paramLabel = "DIR",
      description = "the folder with notebooks and target")
  private Path module = Path.of("");

  public static void main(String[] args) {
    System.exit(Commands.run(new ExecuteNotebooks(), args));
  }

  @Override
  public Integer call() throws IOException {
    var execution = new Execution(module.toAbsolutePath());
    for (Path file : Notebook.in(execution.notebooks())) {
      Notebook stored = Notebook.read(file);
      Notebook fresh = execution.of(stored);
      refuseErrors(fresh);
      boolean same = Comparison.of(stored, fresh).isEmpty();
      Files.writeString(file, (same ? stored : fresh).text());
      System.out.printf(
          "%s: %s%n", fresh.name(), same ? "its outputs are as stored" : "new outputs are stored");
    }
    return Commands.DONE;
  }

  private static void refuseErrors(Notebook notebook) {
    for (Cell cell : notebook.cells()) {
      for (Output output : cell.outputs()) {
        if (output.type().equals(Output.ERROR)) {
          throw new InvalidInput(
              "%s, cell %s fails: %s; nothing is stored"
                  .formatted(notebook.name(), cell.id(), output.parts()));
        }
      }
    }
  }
}
