package workbench.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import workbench.evaluation.Evaluation;

/**
 * Columns that alone rank the classes almost perfectly in the training rows. Such a column is often
 * known only together with the label: a copy of it, a result of it, or a number of rows that were
 * sorted by it.
 *
 * @param columns in the order of the data set
 */
public record SuspectedLeakage(List<Suspect> columns) {

  /**
   * One column.
   *
   * @param auc area under the ROC curve of its values, in the better of the two directions; of a
   *     category, whose levels have no order, of the leave-one-out share of class 1 in its level
   */
  public record Suspect(String column, double auc) {}

  private static final double SUSPECT = 0.99;

  /**
   * Fewest rows for a suspicion: on fewer, columns of noise reach such an AUC: with 5 of 50 rows
   * one in 200,000 does.
   */
  private static final int FEWEST_ROWS = 50;

  private static final int FEWEST_OF_A_CLASS = 5;
  private static final int MOST_ROWS = 20_000;

  public SuspectedLeakage {
    columns = List.copyOf(columns);
  }

  /**
   * Looks at the training rows, at 20,000 of them at most. No column is suspected on fewer than 50
   * rows or on fewer than 5 of a class.
   */
  public static SuspectedLeakage of(Preparation data) {
    // The training rows are in random order.
    int[] train = data.split().train();
    Dataset rows =
        data.dataset()
            .select(data.rowNumbers(Arrays.copyOf(train, Math.min(train.length, MOST_ROWS))));
    if (!enough(rows)) {
      return new SuspectedLeakage(List.of());
    }
    return new SuspectedLeakage(
        rows.columns().stream()
            .map(column -> new Suspect(column.name(), auc(column, rows)))
            .filter(suspect -> suspect.auc() > SUSPECT)
            .toList());
  }

  /**
   * Returns the AUC of the rows that have the value, or of having a value at all, if that is
   * higher.
   */
  private static double auc(Column column, Dataset all) {
    if (column.missing() == 0) {
      return auc(column, all.labels());
    }
    int[] present = IntStream.range(0, all.rows()).filter(row -> !column.isMissing(row)).toArray();
    Dataset rows = all.select(present);
    double missing =
        better(
            Evaluation.auc(
                all.labels(),
                IntStream.range(0, all.rows())
                    .mapToDouble(row -> column.isMissing(row) ? 1 : 0)
                    .toArray()));
    return enough(rows) ? Math.max(missing, auc(column.select(present), rows.labels())) : missing;
  }

  private static boolean enough(Dataset rows) {
    int[] counts = rows.classCounts();
    return rows.rows() >= FEWEST_ROWS && Math.min(counts[0], counts[1]) >= FEWEST_OF_A_CLASS;
  }

  private static double better(double area) {
    return Math.max(area, 1 - area);
  }

  private static double auc(Column column, int[] y) {
    return switch (column) {
      case Column.Numeric numbers -> better(Evaluation.auc(y, numbers.values()));
      case Column.Categorical categories -> Evaluation.auc(y, sharesOfOthers(categories, y));
    };
  }

  /**
   * {@code [n]}: the leave-one-out share of class 1 in the level of each row; in a level of one
   * row, the share among all rows.
   */
  private static double[] sharesOfOthers(Column.Categorical column, int[] y) {
    int[] rows = new int[column.levels().size()];
    int[] positive = new int[rows.length];
    for (int i = 0; i < y.length; i++) {
      rows[column.codes()[i]]++;
      positive[column.codes()[i]] += y[i];
    }
    double all = Arrays.stream(y).sum() / (double) y.length;
    double[] shares = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      int level = column.codes()[i];
      shares[i] = rows[level] == 1 ? all : (positive[level] - y[i]) / (rows[level] - 1.0);
    }
    return shares;
  }

  /** The finding in words, with its numbers; empty if no column is suspected. */
  public Optional<String> describe() {
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    boolean one = columns.size() == 1;
    return Optional.of(
        "%s alone %s the classes almost perfectly in the training rows: %s known before the label? If not, leave %s out with -Ddrop=%s"
            .formatted(
                columns.stream()
                    .map(
                        suspect ->
                            String.format(
                                Locale.ROOT, "'%s' (AUC %.3f)", suspect.column(), suspect.auc()))
                    .collect(Collectors.joining(", ")),
                one ? "ranks" : "each rank",
                one ? "is it" : "are they",
                one ? "it" : "them",
                columns.stream().map(Suspect::column).collect(Collectors.joining(","))));
  }
}
