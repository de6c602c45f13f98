package workbench.scientist.description;

import java.sql.SQLException;
import java.util.List;
import workbench.data.Dataset;
import workbench.data.InvalidInput;

/**
 * A data set in numbers, asked in SQL (DuckDB, in memory) of a table with its rows.
 *
 * @param queries the questions and their answers, in the order in which they were asked
 * @param columns a summary per feature, in the order of the file
 * @param duplicateRows number of rows that repeat an earlier row, label and all
 * @param contradictoryRows number of rows that have a twin with the same features and the other
 *     label
 * @param correlations of columns of numbers, the strongest first; without constant columns
 * @param correlationMatrix {@code [q, q]}, NaN where a column is constant
 * @param numericNames of the q columns of the matrix: the columns of numbers, at most 60
 * @param findings remarkable facts about the data
 */
public record Description(
    List<Query> queries,
    List<ColumnSummary> columns,
    int duplicateRows,
    int contradictoryRows,
    List<Pair> correlations,
    double[][] correlationMatrix,
    List<String> numericNames,
    List<Finding> findings) {

  public Description {
    queries = List.copyOf(queries);
    columns = List.copyOf(columns);
    correlations = List.copyOf(correlations);
    numericNames = List.copyOf(numericNames);
    findings = List.copyOf(findings);
  }

  /**
   * @param dataset all of its rows
   * @throws InvalidInput if the database fails
   */
  public static Description of(Dataset dataset) {
    try (Database database = Database.open()) {
      return new Inquiry(dataset, database).describe();
    } catch (SQLException e) {
      throw new InvalidInput(
          "%s: cannot be described in SQL (%s)".formatted(dataset.name(), Inquiry.firstLine(e)), e);
    }
  }
}
