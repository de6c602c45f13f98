package workbench.scientist.notebook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import workbench.command.Commands;

/** The command line that compares notebooks which Jupyter executed with the stored ones. */
@Command(
    name = "compare-notebooks",
    description = "Compares executed notebooks with the stored ones.")
final class CompareNotebooks implements Callable<Integer> {

  @Option(
      names = "--module",
      paramLabel = "DIR",
      description = "the folder with notebooks and target")
  private Path module = Path.of("");

  @Option(
      names = "--fresh",
      paramLabel = "DIR",
      required = true,
      description = "the executed notebooks")
  private Path fresh;

  public static void main(String[] args) {
    System.exit(Commands.run(new CompareNotebooks(), args));
  }

  @Override
  public Integer call() throws IOException {
    List<String> differences = new ArrayList<>();
    List<Path> files = Notebook.in(new Execution(module.toAbsolutePath()).notebooks());
    for (Path file : files) {
      differences.addAll(
          Comparison.of(Notebook.read(file), Notebook.read(fresh.resolve(file.getFileName()))));
    }
    differences.forEach(System.out::println);
    System.out.printf("%d notebooks compared, %d differences%n", files.size(), differences.size());
    return differences.isEmpty() ? Commands.DONE : Commands.FAILED;
  }
}
