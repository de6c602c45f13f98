package workbench.scientist.description;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import workbench.data.Column;
import workbench.data.Dataset;

/**
 * A DuckDB of its own in memory. It reads and writes no file and loads no extension, so it reaches
 * no network; one thread, so that sums are added up in the same order every time.
 */
final class Database implements AutoCloseable {

  private final Connection connection;

  /**
   * @param columns names
   * @param rows a value per column; null where there is none
   */
  record Answer(List<String> columns, List<List<Object>> rows) {}

  private Database(Connection connection) {
    this.connection = connection;
  }

  static Database open() throws SQLException {
    var database = new Database(DriverManager.getConnection("jdbc:duckdb:"));
    try {
      database.run("SET threads = 1");
      database.run("SET autoinstall_known_extensions = false");
      database.run("SET autoload_known_extensions = false");
      database.run("SET allow_community_extensions = false");
      database.run("SET allow_persistent_secrets = false");
      database.run("SET temp_directory = ''");
      database.run("SET enable_external_access = false");
      database.run("SET lock_configuration = true");
      return database;
    } catch (SQLException e) {
      database.close();
      throw e;
    }
  }

  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Fills a table.
   *
   * @param table its name, not quoted
   * @param dataset whose features and, last, label are its columns
   */
  void fill(String table, Dataset dataset) throws SQLException {
    try (DuckDBAppender rows = connection.unwrap(DuckDBConnection.class).createAppender(table)) {
      for (int i = 0; i < dataset.rows(); i++) {
        rows.beginRow();
        for (Column column : dataset.columns()) {
          append(rows, column, i);
        }
        rows.append(dataset.classNames().get(dataset.labels()[i])).endRow();
      }
    }
  }

  private static void append(DuckDBAppender rows, Column column, int row) throws SQLException {
    if (column.isMissing(row)) {
      rows.appendNull();
      return;
    }
    switch (column) {
      case Column.Numeric numbers -> rows.append(numbers.values()[row]);
      case Column.Categorical categories ->
          rows.append(categories.levels().get(categories.codes()[row]));
    }
  }

  Answer ask(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      ResultSetMetaData meta = result.getMetaData();
      List<String> columns = new ArrayList<>();
      for (int j = 1; j <= meta.getColumnCount(); j++) {
        columns.add(meta.getColumnLabel(j));
      }
      List<List<Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int j = 1; j <= columns.size(); j++) {
          row.add(result.getObject(j));
        }
        rows.add(row);
      }
      return new Answer(columns, rows);
    }
  }

  /** The words that a name may not be unless it is quoted, in lower case. */
  Set<String> keywords() throws SQLException {
    return ask("SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category <> 'unreserved'")
        .rows()
        .stream()
        .map(row -> (String) row.getFirst())
        .collect(Collectors.toSet());
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
