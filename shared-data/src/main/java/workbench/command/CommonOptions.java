package workbench.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import workbench.data.Dataset;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.InvalidInput;
import workbench.data.InvalidOption;
import workbench.data.MissingRows;
import workbench.data.Preparation;
import workbench.data.Source;
import workbench.data.TrainTestSplit;
import workbench.text.TerminalText;

/** The options that every command of the workbench has; a picocli mixin. */
public final class CommonOptions {

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description =
          "dummy, synthetic, penguins, breast-cancer or the path of a CSV file; ? lists them")
  String dataset;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "rows of dummy (default 100) or synthetic (1000)")
  Integer rows;

  @Option(
      names = "--features",
      paramLabel = "P",
      description = "features of dummy or synthetic (default 5)")
  Integer features;

  @Option(
      names = "--balance",
      paramLabel = "SHARE",
      description = "share of class 1 in synthetic (default 0.5)")
  Double balance;

  @Option(names = "--seed", paramLabel = "S", description = "random seed of the run (default 42)")
  Long seed;

  @Option(
      names = "--testSize",
      paramLabel = "SHARE",
      description = "share of the rows to test on (default 0.2)")
  Double testSize;

  @Option(
      names = "--split",
      paramLabel = "KIND",
      description = "grouped: rows with the same features go to one part (default stratified)")
  String split;

  @Option(
      names = "--missingRows",
      paramLabel = "WAY",
      description =
          "rows with missing values: impute, indicator (impute and mark) or drop (default impute)")
  String missingRows;

  @Mixin private CsvArguments csv = new CsvArguments();

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "folder for the models (default models)")
  Path models = Path.of("models");

  /** Cause of a full memory, in words, and its options; null: no data set was loaded. */
  private String loaded;

  private LargeData advice;

  /** Returns whether the user asks for the list of data sets. */
  public boolean asksForList() {
    return "?".equals(dataset);
  }

  /** Returns whether the user named a data set. */
  public boolean hasDataset() {
    return dataset != null;
  }

  /** Returns whether the user named a seed. */
  public boolean hasSeed() {
    return seed != null;
  }

  public long seed() {
    return seed == null ? 42 : seed;
  }

  public double testSize() {
    double share = testSize == null ? 0.2 : testSize;
    if (!(share > 0 && share < 1)) {
      throw new InvalidOption("testSize", share, "a share above 0 and below 1, such as 0.2");
    }
    return share;
  }

  /** The folder for the models. */
  public Path models() {
    return models;
  }

  /**
   * Makes a folder that an option names, if it is not there.
   *
   * @param option its name
   * @throws InvalidInput if that is not possible
   */
  public static void makeFolder(String option, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InvalidInput(
          "%s=%s: no folder can be made there (%s); choose another one"
              .formatted(option, folder, e),
          e);
    }
  }

  /** The treatment of rows that have missing values. */
  public MissingRows missingRows() {
    return MissingRows.of(missingRows);
  }

  /** Returns the kind of split. */
  public TrainTestSplit.Kind split() {
    return TrainTestSplit.Kind.of(split);
  }

  /**
   * The data set that the user named, or else this one.
   *
   * @throws InvalidOption if a value is not possible
   */
  public DatasetOptions datasetOr(String other) {
    return new DatasetOptions(
        dataset == null ? other : dataset, rows, features, balance, csv.options(), seed());
  }

  /**
   * The options that decide which rows there are and how they are divided, as they were typed, by
   * their names.
   *
   * @param options of the data set
   */
  public Map<String, String> given(DatasetOptions options) {
    Map<String, String> given = options.asMap();
    if (testSize != null) {
      given.put("testSize", testSize.toString());
    }
    if (split != null) {
      given.put("split", split);
    }
    if (missingRows != null) {
      given.put("missingRows", missingRows);
    }
    return given;
  }

  /**
   * Takes options that were given to an earlier command, unless the user gives others.
   *
   * @param earlier by their names, as {@link #given} has them
   * @return those that were taken
   * @throws InvalidInput if there is no such option, or a value is not possible
   */
  public Map<String, String> takeOver(Map<String, String> earlier) {
    Map<String, String> taken = new TreeMap<>(earlier);
    taken.keySet().removeAll(given(datasetOr("")).keySet());
    if (csv.drop != null || csv.keep != null) {
      taken.keySet().removeAll(List.of("drop", "keep"));
    }
    taken.forEach(this::set);
    return taken;
  }

  private void set(String option, String value) {
    try {
      switch (option) {
        case "rows" -> rows = Integer.valueOf(value);
        case "features" -> features = Integer.valueOf(value);
        case "balance" -> balance = Double.valueOf(value);
        case "testSize" -> testSize = Double.valueOf(value);
        case "split" -> split = value;
        case "missingRows" -> missingRows = value;
        default -> csv.set(option, value);
      }
    } catch (NumberFormatException e) {
      throw new InvalidOption(option, value, "a number is expected");
    }
  }

  /**
   * Loads a data set and divides its rows.
   *
   * @throws InvalidInput if that is not possible
   */
  public Preparation prepare(DatasetOptions options) {
    // A value that is not possible is refused before anything is read.
    testSize();
    split();
    missingRows();
    return prepare(load(options), seed());
  }

  /**
   * Divides the rows of a data set.
   *
   * @param seed of the split
   * @throws InvalidInput if that is not possible
   */
  public Preparation prepare(Dataset dataset, long seed) {
    return Preparation.of(dataset, testSize(), seed, split(), missingRows());
  }

  /**
   * Loads a data set, and prints a line if it is large for one process.
   *
   * @throws InvalidInput if that is not possible
   */
  public Dataset load(DatasetOptions options) {
    advice = advice(options);
    loaded = "the rows of " + options.dataset();
    Dataset data = Datasets.load(options);
    loaded = LargeData.size(data);
    advice
        .note(data)
        .ifPresent(
            line ->
                TerminalText.wrapped(TerminalText.line(line), 0, 0).forEach(System.out::println));
    return data;
  }

  /** The line where memory ran out; empty if no data set was loaded or is being loaded. */
  Optional<String> outOfMemory() {
    return Optional.ofNullable(loaded).map(what -> advice.outOfMemory(what));
  }

  private LargeData advice(DatasetOptions options) {
    Map<String, String> typed = given(options);
    if (seed != null) {
      typed.put("seed", seed.toString());
    }
    boolean file = Datasets.source(options) instanceof Source.UserFile;
    return new LargeData(options.dataset(), !file, typed);
  }
}
