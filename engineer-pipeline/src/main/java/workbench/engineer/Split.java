package workbench.engineer;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import workbench.command.Commands;
import workbench.command.CommonOptions;
import workbench.data.Column;
import workbench.data.Dataset;
import workbench.data.Preparation;
import workbench.model.ModelRepository;

/** Writes the rows of the training set and of the test set, so that other tools train on them. */
@Command(
    name = "split",
    description = "Writes the training rows and the test rows of a data set as two CSV files.",
    sortOptions = false)
public final class Split implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "folder for the two files (default target/split)")
  private Path output = Path.of("target", "split");

  public static void main(String[] args) {
    System.exit(Commands.run(new Split(), args));
  }

  @Override
  public Integer call() throws IOException {
    if (common.asksForList()) {
      return Commands.list();
    }
    Preparation data = common.prepare(common.datasetOr("dummy"));
    CommonOptions.makeFolder("output", output);
    String name = ModelRepository.nameFor(data.dataset());
    write(data.trainRows(), name + "-train.csv");
    write(data.testRows(), name + "-test.csv");
    System.out.printf(
        "The last column is the label: 1 is '%s', 0 is '%s'.%n",
        data.dataset().classNames().get(1), data.dataset().classNames().get(0));
    return Commands.DONE;
  }

  private void write(Dataset rows, String name) throws IOException {
    Path file = output.resolve(name);
    try (Writer writer = Files.newBufferedWriter(file);
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer)) {
      List<String> names = new ArrayList<>(rows.columns().stream().map(Column::name).toList());
      names.add(rows.labelName());
      csv.writeRecord(names);
      for (int row = 0; row < rows.rows(); row++) {
        List<String> cells = new ArrayList<>();
        for (Column column : rows.columns()) {
          cells.add(cell(column, row));
        }
        cells.add(Integer.toString(rows.labels()[row]));
        csv.writeRecord(cells);
      }
    }
    System.out.printf("%s: %,d rows, %d features%n", file, rows.rows(), rows.columns().size());
  }

  private static String cell(Column column, int row) {
    if (column.isMissing(row)) {
      return "";
    }
    return switch (column) {
      case Column.Numeric numbers -> Double.toString(numbers.values()[row]);
      case Column.Categorical levels -> levels.levels().get(levels.codes()[row]);
    };
  }
}
