package workbench.engineer.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import workbench.data.Column;
import workbench.data.Dataset;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.data.RepeatedRows;
import workbench.data.SuspectedLeakage;

/**
 * Checks of the data before the training. Data on which no useful model can be trained are refused;
 * other problems are findings.
 *
 * @param findings a sentence each; empty if there are none
 */
public record DataValidation(List<String> findings) {

  /**
   * The largest number in single precision, in which the network and the exported model compute.
   */
  private static final double LARGEST = Float.MAX_VALUE;

  private static final double RARE_CLASS = 0.05;

  /**
   * @throws InvalidInput if a value is beyond single precision, or if no feature varies
   */
  public static DataValidation of(Preparation data) {
    List<String> findings = new ArrayList<>();
    ranges(data, findings);
    missing(data, findings);
    balance(data.dataset(), findings);
    levels(data.dataset(), findings);
    RepeatedRows.of(data.dataset()).describe().ifPresent(findings::add);
    SuspectedLeakage.of(data).describe().ifPresent(findings::add);
    return new DataValidation(findings);
  }

  /** The findings, or that there are none. */
  public String describe() {
    return findings.isEmpty()
        ? "no missing values, no duplicate rows, no rare class"
        : String.join("; ", findings);
  }

  private static void ranges(Preparation data, List<String> findings) {
    Examples train = data.train();
    List<String> constant = new ArrayList<>();
    for (int j = 0; j < train.features(); j++) {
      int feature = j;
      double largest =
          Arrays.stream(train.x()).mapToDouble(row -> Math.abs(row[feature])).max().orElseThrow();
      if (largest > LARGEST) {
        throw new InvalidInput(
            "%s: column '%s' reaches %s, beyond single precision (%.1e): use a larger unit"
                .formatted(data.dataset().name(), train.featureNames().get(j), largest, LARGEST));
      }
      if (Arrays.stream(train.x()).allMatch(row -> row[feature] == train.x()[0][feature])) {
        constant.add(train.featureNames().get(j));
      }
    }
    if (constant.size() == train.features()) {
      throw new InvalidInput(
          "%s: no feature varies in the training set, so nothing can be learned"
              .formatted(data.dataset().name()));
    }
    if (!constant.isEmpty()) {
      findings.add(
          "constant features, which carry no information: %s"
              .formatted(String.join(", ", constant)));
    }
  }

  private static void missing(Preparation data, List<String> findings) {
    Dataset dataset = data.dataset();
    int incomplete = dataset.incompleteRows();
    if (incomplete > 0) {
      String columns =
          dataset.columns().stream()
              .filter(column -> column.missing() > 0)
              .map(column -> "%s %d".formatted(column.name(), column.missing()))
              .collect(Collectors.joining(", "));
      findings.add(
          "missing values: %s, in %d of %d rows: %s"
              .formatted(columns, incomplete, dataset.rows(), data.missingRows().done()));
    }
  }

  private static void balance(Dataset dataset, List<String> findings) {
    int[] counts = dataset.classCounts();
    int rare = counts[0] < counts[1] ? 0 : 1;
    double share = counts[rare] / (double) dataset.rows();
    if (share < RARE_CLASS) {
      findings.add(
          String.format(
              Locale.ROOT,
              "the class '%s' is rare: %.1f%% of the rows",
              dataset.classNames().get(rare),
              100 * share));
    }
  }

  private static void levels(Dataset dataset, List<String> findings) {
    for (Column column : dataset.columns()) {
      if (column instanceof Column.Categorical categories) {
        categories.similarLevels().ifPresent(findings::add);
      }
    }
  }
}
