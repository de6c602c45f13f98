package workbench.cluster.spark;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import workbench.command.CsvArguments;

/** The options for CSV files that Spark reads; a picocli mixin. */
public final class CsvReadingArguments {

  @Mixin private CsvArguments csv = new CsvArguments();

  @Option(
      names = "--multiLine",
      description = "of a CSV file: cells may have line breaks; one task reads a whole file")
  boolean multiLine;

  /**
   * @throws workbench.data.InvalidOption if a value is not possible for any file
   */
  public CsvReading options() {
    return new CsvReading(csv.options(), multiLine);
  }
}
