package workbench.scientist.description;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import workbench.data.Column;
import workbench.data.ColumnTransformer;
import workbench.data.Dataset;

/**
 * Readable SQL statements about the table of a data set. Names come from an untrusted file, so
 * every name is quoted unless it is a plain word. DuckDB's SUMMARIZE does not count distinct values
 * exactly, and knows no classes.
 */
final class Sql {

  /** Most columns of numbers that are summarised and correlated: the first ones. */
  static final int MAX_COLUMNS = 60;

  /** Most columns that one statement counts; DuckDB takes seconds to plan a thousand. */
  private static final int COUNTED_COLUMNS = 100;

  /** Most correlations that are shown: the strongest ones. */
  static final int SHOWN_PAIRS = 15;

  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

  private final Dataset dataset;
  private final Set<String> keywords;
  private final String tableName;
  private final String table;
  private final String label;
  private final List<String> names;

  /**
   * @param keywords words that must be quoted as names, in lower case
   */
  Sql(Dataset dataset, Set<String> keywords) {
    this.dataset = dataset;
    this.keywords = keywords;
    this.tableName = dataset.name();
    this.table = name(tableName);
    List<String> all = new ArrayList<>(dataset.columns().stream().map(Column::name).toList());
    all.add(dataset.labelName());
    this.names = different(all);
    this.label = name(names.getLast());
  }

  /** Quotes a text for SQL. */
  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private String name(String value) {
    return PLAIN.matcher(value).matches() && !keywords.contains(value)
        ? value
        : "\"" + value.replace("\"", "\"\"") + "\"";
  }

  /**
   * Makes the names differ for SQL, where «a» and «A» are one name: the second of them becomes
   * «A_2».
   */
  private static List<String> different(List<String> names) {
    Set<String> taken = new HashSet<>();
    List<String> result = new ArrayList<>();
    for (String name : names) {
      String candidate = name;
      for (int i = 2; taken.contains(candidate.toLowerCase(Locale.ROOT)); i++) {
        candidate = name + "_" + i;
      }
      taken.add(candidate.toLowerCase(Locale.ROOT));
      result.add(candidate);
    }
    return result;
  }

  /** A name that is neither a column's nor the table's. */
  private String fresh(String wanted) {
    String candidate = wanted;
    while (isTaken(candidate)) {
      candidate += "_";
    }
    return name(candidate);
  }

  private boolean isTaken(String candidate) {
    return tableName.equalsIgnoreCase(candidate)
        || names.stream().anyMatch(candidate::equalsIgnoreCase);
  }

  /** The table's name, quoted if it must be. */
  String table() {
    return table;
  }

  /** Returns the table's names of the features, in their order, and, last, of the label. */
  List<String> names() {
    return names;
  }

  /** The positions of the columns of numbers, at most {@value #MAX_COLUMNS}. */
  List<Integer> numeric() {
    return positions(Column.Numeric.class).stream().limit(MAX_COLUMNS).toList();
  }

  /** The positions of the categories that have few enough levels to list. */
  List<Integer> categorical() {
    return positions(Column.Categorical.class).stream()
        .filter(
            j ->
                ((Column.Categorical) dataset.columns().get(j)).levels().size()
                    <= ColumnTransformer.MAX_LEVELS)
        .limit(MAX_COLUMNS)
        .toList();
  }

  private List<Integer> positions(Class<? extends Column> kind) {
    return IntStream.range(0, dataset.columns().size())
        .filter(j -> kind.isInstance(dataset.columns().get(j)))
        .boxed()
        .toList();
  }

  /** Creates the empty table. */
  String create() {
    return IntStream.range(0, names.size())
        .mapToObj(j -> "  %s %s".formatted(name(names.get(j)), isNumeric(j) ? "DOUBLE" : "VARCHAR"))
        .collect(Collectors.joining(",\n", "CREATE TABLE %s (\n".formatted(table), "\n);"));
  }

  private boolean isNumeric(int column) {
    return column < dataset.columns().size()
        && dataset.columns().get(column) instanceof Column.Numeric;
  }

  String size() {
    return """
    SELECT
      count(*) AS "rows",
      (SELECT count(*) - 1 FROM duckdb_columns() WHERE table_name = %s) AS features
    FROM %s;\
    """
        .formatted(text(tableName), table);
  }

  /**
   * Counts missing values: a statement for the first columns, one for the next, and so on; the
   * label is the last.
   */
  List<String> missing() {
    return IntStream.iterate(0, from -> from < names.size(), from -> from + COUNTED_COLUMNS)
        .mapToObj(from -> missing(from, Math.min(from + COUNTED_COLUMNS, names.size())))
        .toList();
  }

  /**
   * Counts missing values in some columns, one after the other: only the different values of one
   * are in memory at a time.
   *
   * @param from position of the first, from 0
   * @param to position after the last
   */
  private String missing(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            j ->
                """
                SELECT
                  %s AS "column",
                  count(*) - count(%2$s) AS missing,
                  count(DISTINCT %2$s) AS "different values"
                FROM %3$s\
                """
                    .formatted(text(names.get(j)), name(names.get(j)), table))
        .collect(Collectors.joining("\nUNION ALL\n", "", ";"));
  }

  private String inOrderOfTheFile() {
    return "JOIN duckdb_columns() AS c ON c.table_name = %s AND c.column_name = v.%s"
        .formatted(text(tableName), fresh("feature"));
  }

  String classes() {
    return """
    SELECT
      %2$s,
      count(*) AS "rows",
      100.0 * count(*) / sum(count(*)) OVER () AS percent
    FROM %1$s
    GROUP BY %2$s
    ORDER BY count(*) DESC, %2$s;\
    """
        .formatted(table, label);
  }

  /**
   * Describes the numbers.
   *
   * @param byClass whether each class has rows of its own
   */
  String numbers(boolean byClass) {
    return """
    SELECT
      v.%2$s AS "column",%7$s
      count(*) AS "values",
      avg(v.%3$s) AS mean,
      stddev(v.%3$s) AS sd,
      min(v.%3$s) AS min,
      median(v.%3$s) AS median,
      max(v.%3$s) AS max
    FROM (
      FROM %1$s
      UNPIVOT (%3$s FOR %2$s IN (%4$s))
    ) AS v
    %5$s
    GROUP BY v.%2$s, c.column_index%6$s
    ORDER BY c.column_index%6$s;\
    """
        .formatted(
            table,
            fresh("feature"),
            fresh("value"),
            numericNames(),
            inOrderOfTheFile(),
            byClass ? ", v." + label : "",
            byClass ? "\n  v." + label + "," : "");
  }

  private String numericNames() {
    List<Integer> numeric = numeric();
    return numeric.size() == dataset.columns().size()
        ? "COLUMNS(* EXCLUDE (%s))".formatted(label)
        : list(numeric);
  }

  private String list(List<Integer> columns) {
    return columns.stream().map(j -> name(names.get(j))).collect(Collectors.joining(", "));
  }

  String categories() {
    String counts =
        dataset.classNames().stream()
            .map(
                name ->
                    "  count(*) FILTER (WHERE v.%s = %s) AS %s"
                        .formatted(label, text(name), name(name)))
            .collect(Collectors.joining(",\n"));
    return """
    SELECT
      v.%2$s AS "column",
      v.%3$s AS level,
    %4$s
    FROM (
      FROM %1$s
      UNPIVOT INCLUDE NULLS (%3$s FOR %2$s IN (%5$s))
    ) AS v
    %6$s
    GROUP BY v.%2$s, c.column_index, v.%3$s
    ORDER BY c.column_index, v.%3$s NULLS LAST;\
    """
        .formatted(
            table,
            fresh("feature"),
            fresh("level"),
            counts,
            list(categorical()),
            inOrderOfTheFile());
  }

  /**
   * All pairs, the strongest first; the report shows {@value #SHOWN_PAIRS}.
   *
   * @param step 1: every row; 7: every seventh
   * @param end such as {@code LIMIT 15}; empty: all pairs
   */
  String correlations(int step, String end) {
    String every = step == 1 ? "" : "\n  QUALIFY %s %% %d = 0".formatted(fresh("nr"), step);
    String numeric = numericNames();
    return """
    WITH %2$s AS (
      FROM (SELECT row_number() OVER () AS %3$s, %4$s FROM %1$s%7$s)
      UNPIVOT (%5$s FOR %6$s IN (%8$s))
    )
    SELECT
      x.%6$s AS one,
      y.%6$s AS other,
      corr(x.%5$s, y.%5$s) AS r,
      count(*) AS "rows"
    FROM %2$s AS x
    JOIN %2$s AS y ON x.%3$s = y.%3$s AND x.%6$s < y.%6$s
    GROUP BY x.%6$s, y.%6$s
    HAVING isfinite(corr(x.%5$s, y.%5$s))
    ORDER BY round(abs(corr(x.%5$s, y.%5$s)), 6) DESC, x.%6$s, y.%6$s%9$s;\
    """
        .formatted(
            table,
            fresh("cells"),
            fresh("nr"),
            numeric,
            fresh("value"),
            fresh("feature"),
            every,
            numeric.startsWith("COLUMNS")
                ? "COLUMNS(* EXCLUDE (%s))".formatted(fresh("nr"))
                : numeric,
            end.isEmpty() ? "" : "\n" + end);
  }

  String repeatedRows() {
    return """
    SELECT
      count(*) AS "rows",
      (SELECT count(*) FROM (SELECT DISTINCT * FROM %1$s)) AS "different rows"
    FROM %1$s;\
    """
        .formatted(table);
  }

  /** Rows that agree in every feature and not in the label. */
  String contradictions() {
    return """
    SELECT
      count(*) AS groups,
      coalesce(sum(%2$s), 0)::BIGINT AS "rows"
    FROM (
      SELECT COLUMNS(* EXCLUDE (%3$s)), count(*) AS %2$s
      FROM %1$s
      GROUP BY ALL
      HAVING min(%3$s) < max(%3$s)
    );\
    """
        .formatted(table, fresh("copies"), label);
  }
}
