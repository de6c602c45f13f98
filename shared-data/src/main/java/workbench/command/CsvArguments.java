package workbench.command;

import picocli.CommandLine.Option;
import workbench.data.InvalidOption;
import workbench.data.csv.CsvOptions;

/** The options for a CSV file of the user's own; a picocli mixin. */
public final class CsvArguments {

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "of a CSV file: name or position of the label (default the last column)")
  String label;

  @Option(
      names = "--positive",
      paramLabel = "VALUE",
      description = "of a CSV file: the label's value that is class 1 (default the later one)")
  String positive;

  @Option(
      names = "--drop",
      paramLabel = "COLUMNS",
      description = "of a CSV file: columns to leave out, names or positions: id,name")
  String drop;

  @Option(
      names = "--keep",
      paramLabel = "COLUMNS",
      description = "of a CSV file: the only features, names or positions: age,sex")
  String keep;

  @Option(
      names = "--missing",
      paramLabel = "TEXTS",
      description = "of a CSV file: more texts that are missing values: -9,unknown; or only:-9")
  String missing;

  @Option(
      names = "--separator",
      paramLabel = "S",
      description = "of a CSV file: comma, semicolon, tab, pipe, blank or a character")
  String separator;

  @Option(
      names = "--decimal",
      paramLabel = "MARK",
      description = "of a CSV file: the decimal mark, . or ,")
  String decimal;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "of a CSV file: its character set, such as windows-1252")
  String encoding;

  @Option(
      names = "--header",
      paramLabel = "BOOL",
      description = "of a CSV file: false if its first line is data")
  String header;

  /**
   * @throws InvalidOption if there is no such option
   */
  void set(String option, String value) {
    switch (option) {
      case "label" -> label = value;
      case "positive" -> positive = value;
      case "drop" -> drop = value;
      case "keep" -> keep = value;
      case "missing" -> missing = value;
      case "separator" -> separator = value;
      case "decimal" -> decimal = value;
      case "encoding" -> encoding = value;
      case "header" -> header = value;
      default -> throw new InvalidOption(option, value, "there is no such option of a data set");
    }
  }

  /**
   * @throws workbench.data.InvalidOption if a value is not possible for any file
   */
  public CsvOptions options() {
    return new CsvOptions(
        label, positive, drop, keep, missing, separator, decimal, encoding, header);
  }
}
