package workbench.scientist.description;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import workbench.data.Column;
import workbench.data.Dataset;

/** Asks the questions of a {@link Description} one after the other. */
final class Inquiry {

  /**
   * A join of more rows than this takes seconds, and one of more cells takes hundreds of megabytes:
   * then the correlations are those of every so many-th row.
   */
  private static final long MAX_JOINED_ROWS = 50_000_000;

  private static final long MAX_CELLS = 2_000_000;

  private final Dataset dataset;
  private final Database database;
  private final Sql sql;
  private final List<Query> queries = new ArrayList<>();

  Inquiry(Dataset dataset, Database database) throws SQLException {
    this.dataset = dataset;
    this.database = database;
    this.sql = new Sql(dataset, database.keywords());
  }

  Description describe() throws SQLException {
    database.run(sql.create());
    database.fill(dataset.name(), dataset);
    queries.add(new Query("The rows as a table", sql.create(), List.of(), List.of()));
    ask("Size", sql.size());
    List<List<Object>> missing = new ArrayList<>();
    for (String statement : sql.missing()) {
      missing.addAll(ask("Missing and different values", statement));
    }
    ask("Rows of each class", sql.classes());
    List<ColumnSummary> columns = summaries(missing);
    List<Pair> pairs = sql.numeric().size() < 2 ? List.of() : pairs();
    List<Object> rows = ask("Rows that repeat another", sql.repeatedRows()).getFirst();
    List<Object> contradictions =
        ask("Rows with the same features and another label", sql.contradictions()).getFirst();
    int duplicates = number(rows.get(0)) - number(rows.get(1));
    List<String> numericNames =
        sql.numeric().stream().map(j -> dataset.columns().get(j).name()).toList();
    return new Description(
        queries,
        columns,
        duplicates,
        number(contradictions.get(1)),
        pairs,
        matrix(columns, numericNames, pairs),
        numericNames,
        Findings.of(dataset, columns, pairs));
  }

  private List<ColumnSummary> summaries(List<List<Object>> missing) throws SQLException {
    Map<String, ColumnSummary.Numbers> all = new HashMap<>();
    Map<List<String>, ColumnSummary.Numbers> byClass = new HashMap<>();
    if (!sql.numeric().isEmpty()) {
      for (List<Object> row : ask("Numbers", sql.numbers(false))) {
        all.put((String) row.get(0), numbers(row.subList(1, row.size())));
      }
      for (List<Object> row : ask("Numbers by class", sql.numbers(true))) {
        byClass.put(
            List.of((String) row.get(0), (String) row.get(1)), numbers(row.subList(2, row.size())));
      }
    }
    Map<String, List<ColumnSummary.Level>> levels =
        sql.categorical().isEmpty()
            ? Map.of()
            : levels(ask("Categories by class", sql.categories()));
    List<ColumnSummary> summaries = new ArrayList<>();
    for (int j = 0; j < dataset.columns().size(); j++) {
      Column column = dataset.columns().get(j);
      String name = sql.names().get(j);
      int distinct = number(missing.get(j).get(2));
      if (column instanceof Column.Categorical) {
        summaries.add(
            new ColumnSummary.Categorical(
                column.name(), column.missing(), distinct, levels.getOrDefault(name, List.of())));
      } else {
        boolean counted = sql.numeric().contains(j);
        List<ColumnSummary.Numbers> classes =
            dataset.classNames().stream()
                .map(
                    label -> byClass.getOrDefault(List.of(name, label), ColumnSummary.Numbers.NONE))
                .toList();
        summaries.add(
            new ColumnSummary.Numeric(
                column.name(),
                column.missing(),
                distinct,
                Optional.ofNullable(all.get(name)),
                counted ? classes : List.of()));
      }
    }
    return summaries;
  }

  private static ColumnSummary.Numbers numbers(List<Object> cells) {
    double[] values =
        cells.stream()
            .mapToDouble(cell -> cell == null ? Double.NaN : ((Number) cell).doubleValue())
            .toArray();
    return new ColumnSummary.Numbers(
        (int) values[0], values[1], values[2], values[3], values[4], values[5]);
  }

  private static Map<String, List<ColumnSummary.Level>> levels(List<List<Object>> rows) {
    Map<String, List<ColumnSummary.Level>> levels = new HashMap<>();
    for (List<Object> row : rows) {
      if (row.get(1) != null) {
        levels
            .computeIfAbsent((String) row.get(0), name -> new ArrayList<>())
            .add(
                new ColumnSummary.Level(
                    (String) row.get(1), number(row.get(2)), number(row.get(3))));
      }
    }
    return levels;
  }

  private List<Pair> pairs() throws SQLException {
    int q = sql.numeric().size();
    long cells = (long) dataset.rows() * q;
    int step = (int) (1 + Math.max(cells * (q - 1) / 2 / MAX_JOINED_ROWS, cells / MAX_CELLS));
    Database.Answer answer = database.ask(sql.correlations(step, ""));
    String title =
        step == 1
            ? "Strongest correlations"
            : "Strongest correlations, on one row in %d".formatted(step);
    queries.add(
        query(
            title,
            sql.correlations(step, "LIMIT " + Sql.SHOWN_PAIRS),
            new Database.Answer(
                answer.columns(), answer.rows().stream().limit(Sql.SHOWN_PAIRS).toList())));
    return answer.rows().stream().map(this::pair).toList();
  }

  private Pair pair(List<Object> row) {
    int one = sql.names().indexOf((String) row.get(0));
    int other = sql.names().indexOf((String) row.get(1));
    return new Pair(
        dataset.columns().get(Math.min(one, other)).name(),
        dataset.columns().get(Math.max(one, other)).name(),
        (Double) row.get(2),
        number(row.get(3)));
  }

  private static double[][] matrix(
      List<ColumnSummary> columns, List<String> names, List<Pair> pairs) {
    double[][] matrix = new double[names.size()][names.size()];
    for (double[] row : matrix) {
      Arrays.fill(row, Double.NaN);
    }
    Map<String, Integer> position = new HashMap<>();
    for (int j = 0; j < names.size(); j++) {
      position.put(names.get(j), j);
    }
    for (ColumnSummary column : columns) {
      Integer j = position.get(column.name());
      if (j != null && column.distinct() > 1) {
        matrix[j][j] = 1;
      }
    }
    for (Pair pair : pairs) {
      int i = position.get(pair.one());
      int j = position.get(pair.other());
      matrix[i][j] = pair.correlation();
      matrix[j][i] = pair.correlation();
    }
    return matrix;
  }

  private List<List<Object>> ask(String title, String statement) throws SQLException {
    Database.Answer answer = database.ask(statement);
    queries.add(query(title, statement, answer));
    return answer.rows();
  }

  private static Query query(String title, String statement, Database.Answer answer) {
    return new Query(
        title,
        statement,
        answer.columns(),
        answer.rows().stream().map(row -> row.stream().map(Inquiry::shown).toList()).toList());
  }

  private static int number(Object cell) {
    return ((Number) cell).intValue();
  }

  /** A number with four digits, and all of those before the point. */
  static String shown(Object cell) {
    if (cell == null) {
      return "";
    }
    if (!(cell instanceof Double number)) {
      return cell.toString();
    }
    if (!Double.isFinite(number)) {
      return number.toString();
    }
    var exact = new BigDecimal(Double.toString(number));
    boolean large = Math.abs(number) >= 1e15;
    int digits = large ? 4 : Math.max(4, exact.precision() - exact.scale());
    BigDecimal rounded =
        exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    boolean small = number != 0 && Math.abs(number) < 1e-5;
    return large || small ? rounded.toString() : rounded.toPlainString();
  }

  static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage())
        .lines()
        .map(line -> line.replaceFirst("^.*\\bError: ", ""))
        .filter(line -> !line.startsWith("Attempting to execute"))
        .findFirst()
        .orElse("");
  }
}
