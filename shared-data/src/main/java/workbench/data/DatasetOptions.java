package workbench.data;

import java.util.LinkedHashMap;
import java.util.Map;
import workbench.data.csv.CsvOptions;

/**
 * Options of a data set: its name or file, and the size of a generated one.
 *
 * @param dataset a name of {@link Datasets#names()} or the path of a CSV file
 * @param rows of a generated set; null: the set's own default
 * @param features of a generated set; null: the set's own default
 * @param balance the share of the class 1 in {@code synthetic}; null: a half
 * @param csv how a CSV file of the user's own is read
 * @param seed not 0, which Deeplearning4j takes for «no seed»
 */
public record DatasetOptions(
    String dataset, Integer rows, Integer features, Double balance, CsvOptions csv, long seed) {

  public DatasetOptions {
    atLeastOne("rows", rows);
    atLeastOne("features", features);
    if (balance != null && !(balance > 0 && balance < 1)) {
      throw new InvalidOption("balance", balance, "a share above 0 and below 1, such as 0.5");
    }
    if (seed == 0) {
      throw new InvalidOption(
          "seed", seed, "any whole number but 0, which Deeplearning4j takes for 'no seed'");
    }
  }

  /** Options of a bundled or generated data set. */
  public DatasetOptions(String dataset, Integer rows, Integer features, Double balance, long seed) {
    this(dataset, rows, features, balance, CsvOptions.NONE, seed);
  }

  /** The defaults of a data set. */
  public static DatasetOptions of(String dataset, long seed) {
    return new DatasetOptions(dataset, null, null, null, seed);
  }

  /**
   * Checks a count.
   *
   * @param option its name
   * @param value null: not given
   * @throws InvalidOption if it is below 1
   */
  public static void atLeastOne(String option, Integer value) {
    if (value != null && value < 1) {
      throw new InvalidOption(option, value, "a whole number from 1");
    }
  }

  /** The options beside the data set and the seed that are given, as typed, by their names. */
  public Map<String, String> asMap() {
    Map<String, String> given = new LinkedHashMap<>();
    put(given, "rows", rows);
    put(given, "features", features);
    put(given, "balance", balance);
    given.putAll(csv.asMap());
    return given;
  }

  private static void put(Map<String, String> given, String option, Object value) {
    if (value != null) {
      given.put(option, value.toString());
    }
  }

  int rowsOr(int other) {
    return rows == null ? other : rows;
  }

  int featuresOr(int other) {
    return features == null ? other : features;
  }

  double balanceOr(double other) {
    return balance == null ? other : balance;
  }

  void refuseGeneratorOptions() {
    refuse("rows", rows);
    refuse("features", features);
    refuse("balance", balance);
  }

  private void refuse(String option, Object value) {
    if (value != null) {
      throw new InvalidOption(
          option,
          value,
          "it is for dummy and synthetic, which are generated; %s has its rows".formatted(dataset));
    }
  }
}
