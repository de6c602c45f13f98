package workbench.scientist.description;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import workbench.data.Column;
import workbench.data.ColumnTransformer;
import workbench.data.Dataset;
import workbench.data.RepeatedRows;

/** Findings about the columns and rows of a data set that a reader should know. */
final class Findings {

  private static final double NEARLY_PERFECT = 0.95;
  private static final double IMBALANCE = 0.8;
  private static final int RARE_ROWS = 20;
  private static final int MANY_LEVELS = 20;
  private static final int TELLING_ROWS = 20;
  private static final double OUTLIER = 8;
  private static final int NAMED = 5;

  private final Dataset dataset;
  private final List<ColumnSummary> columns;
  private final List<Finding> findings = new ArrayList<>();

  private Findings(Dataset dataset, List<ColumnSummary> columns) {
    this.dataset = dataset;
    this.columns = columns;
  }

  static List<Finding> of(Dataset dataset, List<ColumnSummary> columns, List<Pair> pairs) {
    var findings = new Findings(dataset, columns);
    findings.size();
    findings.classes();
    findings.missing();
    findings.repeatedRows();
    findings.constant();
    List<List<String>> identical = findings.identical();
    findings.correlated(pairs, identical);
    findings.levels();
    findings.rowNumbers();
    findings.outliers();
    return findings.findings;
  }

  private void add(String format, Object... values) {
    findings.add(new Finding(String.format(Locale.ROOT, format, values)));
  }

  private void size() {
    if (columns.size() > dataset.rows()) {
      add(
          "There are more columns (%,d) than rows (%,d): a model can fit such rows perfectly and"
              + " have learnt nothing.",
          columns.size(), dataset.rows());
    }
    long numeric = of(ColumnSummary.Numeric.class).count();
    if (numeric > Sql.MAX_COLUMNS) {
      add(
          "Of the %,d columns of numbers only the first %d are summarised and correlated.",
          numeric, Sql.MAX_COLUMNS);
    }
  }

  private void classes() {
    int[] counts = dataset.classCounts();
    for (int label = 0; label < 2; label++) {
      if (counts[label] < RARE_ROWS) {
        add(
            "Only %s '%s': too few to say how well it is recognised.",
            counts[label] == 1 ? "1 row is" : counts[label] + " rows are",
            dataset.classNames().get(label));
      }
    }
    int larger = counts[0] >= counts[1] ? 0 : 1;
    double share = (double) counts[larger] / dataset.rows();
    if (share > IMBALANCE) {
      add(
          "%.1f%% of the rows are '%s': always answering that is right as often, so accuracy alone"
              + " says little.",
          100 * share, dataset.classNames().get(larger));
    }
  }

  private void missing() {
    int incomplete = dataset.incompleteRows();
    if (incomplete > 0) {
      add(
          "%,d of %,d rows lack a value: %s.",
          incomplete,
          dataset.rows(),
          some(
              columns.stream()
                  .filter(column -> column.missing() > 0)
                  .sorted((a, b) -> b.missing() - a.missing())
                  .toList(),
              column -> "%s in %,d".formatted(quoted(column.name()), column.missing())));
    }
    List<Column> numbers =
        dataset.columns().stream().filter(Column.Numeric.class::isInstance).toList();
    long empty =
        IntStream.range(0, dataset.rows())
            .filter(row -> numbers.stream().allMatch(column -> column.isMissing(row)))
            .count();
    if (numbers.size() > 1 && empty > 0) {
      add(
          "%s none of the %d numbers: filling them in would invent %s.",
          empty == 1 ? "1 row has" : "%,d rows have".formatted(empty),
          numbers.size(),
          empty == 1 ? "a row" : "rows");
    }
  }

  private void repeatedRows() {
    RepeatedRows.of(dataset).describe().ifPresent(text -> findings.add(new Finding(text + ".")));
  }

  private void constant() {
    List<ColumnSummary> constant =
        columns.stream().filter(column -> column.distinct() == 1).toList();
    if (!constant.isEmpty()) {
      add(
          "%s the same value in every row that has one: %s.",
          constant.size() == 1 ? "1 column has" : "%d columns have".formatted(constant.size()),
          some(constant, column -> quoted(column.name())));
    }
  }

  private List<List<String>> identical() {
    Map<List<Object>, List<String>> byContent = new LinkedHashMap<>();
    for (int j = 0; j < columns.size(); j++) {
      if (columns.get(j).distinct() > 1) {
        byContent
            .computeIfAbsent(content(dataset.columns().get(j)), content -> new ArrayList<>())
            .add(columns.get(j).name());
      }
    }
    List<List<String>> identical =
        byContent.values().stream().filter(names -> names.size() > 1).toList();
    if (!identical.isEmpty()) {
      add(
          "Columns are the same in every row: %s; one of each is enough.",
          some(identical, names -> some(names, Findings::quoted).replace(", ", " and ")));
    }
    return identical;
  }

  /**
   * Equal for columns with the same values; a list of the values themselves would be as large as
   * the data.
   */
  private static List<Object> content(Column column) {
    if (column instanceof Column.Numeric numbers) {
      double[] values = Arrays.stream(numbers.values()).map(value -> value + 0.0).toArray();
      return List.of(ByteBuffer.wrap(bytes(values)));
    }
    Column.Categorical categories = (Column.Categorical) column;
    return List.of(categories.levels(), Arrays.stream(categories.codes()).boxed().toList());
  }

  private static byte[] bytes(double[] values) {
    var buffer = ByteBuffer.allocate(Double.BYTES * values.length);
    buffer.asDoubleBuffer().put(values);
    return buffer.array();
  }

  private void correlated(List<Pair> pairs, List<List<String>> identical) {
    List<Pair> strong =
        pairs.stream()
            .filter(pair -> pair.rows() > 2 && Math.abs(pair.correlation()) > NEARLY_PERFECT)
            .filter(
                pair ->
                    identical.stream()
                        .noneMatch(names -> names.containsAll(List.of(pair.one(), pair.other()))))
            .toList();
    if (!strong.isEmpty()) {
      add(
          "%s above %.2f or below -%.2f: %s; both columns of a pair tell nearly the same about the"
              + " label.",
          strong.size() == 1
              ? "1 pair of columns correlates"
              : strong.size() + " pairs of columns correlate",
          NEARLY_PERFECT,
          NEARLY_PERFECT,
          some(
              strong,
              pair ->
                  String.format(
                      Locale.ROOT,
                      "%s and %s (%.3f)",
                      quoted(pair.one()),
                      quoted(pair.other()),
                      pair.correlation())));
    }
  }

  private void levels() {
    for (Column column : dataset.columns()) {
      if (column instanceof Column.Categorical categories) {
        categories.similarLevels().ifPresent(text -> findings.add(new Finding(text + ".")));
      }
    }
    of(ColumnSummary.Categorical.class)
        .forEach(
            column -> {
              if (column.distinct() > ColumnTransformer.MAX_LEVELS) {
                add(
                    "%s is text with %,d different values: more than %d are not read as categories,"
                        + " so leave it out with -Ddrop=%s.",
                    quoted(column.name()),
                    column.distinct(),
                    ColumnTransformer.MAX_LEVELS,
                    column.name());
              } else if (column.distinct() > MANY_LEVELS) {
                add(
                    "%s has %d different values, %.0f rows each on average: few to learn from.",
                    quoted(column.name()),
                    column.distinct(),
                    (double) (dataset.rows() - column.missing()) / column.distinct());
              }
              column.levels().stream()
                  .filter(
                      level ->
                          level.rows() >= TELLING_ROWS
                              && Math.min(level.negative(), level.positive()) == 0)
                  .forEach(
                      level ->
                          add(
                              "All %,d rows with %s = '%s' are '%s': does that hold for rows to"
                                  + " come?",
                              level.rows(),
                              quoted(column.name()),
                              line(level.name()),
                              dataset.classNames().get(level.positive() > 0 ? 1 : 0)));
            });
  }

  /** A column that only ever rises is an order of the rows, not a property. */
  private void rowNumbers() {
    for (Column column : dataset.columns()) {
      if (column instanceof Column.Numeric numbers
          && dataset.rows() >= TELLING_ROWS
          && rises(numbers.values())) {
        add(
            "%s rises from row to row: it looks like a row number or a time.",
            quoted(column.name()));
      }
    }
  }

  private static boolean rises(double[] values) {
    return IntStream.range(1, values.length).allMatch(i -> values[i] > values[i - 1]);
  }

  private void outliers() {
    List<ColumnSummary.Numeric> far =
        of(ColumnSummary.Numeric.class)
            .filter(column -> column.all().isPresent() && distance(column) > OUTLIER)
            .sorted(Comparator.comparingDouble(Findings::distance).reversed())
            .toList();
    if (!far.isEmpty()) {
      add(
          "%s a value more than %.0f standard deviations from the mean: %s.",
          far.size() == 1 ? "1 column has" : "%d columns have".formatted(far.size()),
          OUTLIER,
          some(
              far,
              column ->
                  String.format(
                      Locale.ROOT,
                      "%s %s (%.1f)",
                      quoted(column.name()),
                      Inquiry.shown(farthest(column.all().orElseThrow())),
                      distance(column))));
    }
  }

  /** Returns the distance of the most extreme value from the mean, in standard deviations. */
  private static double distance(ColumnSummary.Numeric column) {
    ColumnSummary.Numbers all = column.all().orElseThrow();
    return Math.abs(farthest(all) - all.mean()) / all.standardDeviation();
  }

  private static double farthest(ColumnSummary.Numbers all) {
    return all.max() - all.mean() > all.mean() - all.min() ? all.max() : all.min();
  }

  private <T extends ColumnSummary> Stream<T> of(Class<T> kind) {
    return columns.stream().filter(kind::isInstance).map(kind::cast);
  }

  private static <T> String some(List<T> items, Function<T, String> text) {
    String named = items.stream().limit(NAMED).map(text).collect(Collectors.joining(", "));
    return items.size() <= NAMED ? named : named + " and %,d more".formatted(items.size() - NAMED);
  }

  private static String quoted(String name) {
    return "'" + name + "'";
  }

  private static String line(String text) {
    return text.replaceAll("\\R", " ");
  }
}
