package workbench.scientist.description;

import java.nio.file.Path;
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

/**
 * A DuckDB of its own in memory. It loads no extension, and so reaches no network; one thread, so
 * that sums are added up in the same order every time.
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

  /**
   * @param scratch where it may write what its memory cannot hold
   */
  static Database open(Path scratch) throws SQLException {
    var database = new Database(DriverManager.getConnection("jdbc:duckdb:"));
    try {
      database.run("SET threads = 1");
      database.run("SET autoinstall_known_extensions = false");
      database.run("SET autoload_known_extensions = false");
      database.run("SET allow_community_extensions = false");
      database.run("SET allow_persistent_secrets = false");
      database.run("SET temp_directory = " + Sql.text(scratch.toString()));
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

  /** From here on it reads no file. */
  void closeFiles() throws SQLException {
    run("SET enable_external_access = false");
    run("SET lock_configuration = true");
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
