package workbench.scientist.description;

import java.util.List;

/**
 * A question to the data and its answer.
 *
 * @param title the question, in a few words
 * @param sql the statement as it was run, but for the path of the file, which is here given by its
 *     plain name
 * @param columns the names of the answer's columns; empty for a statement that has no answer
 * @param rows a text per cell, numbers with four digits; a missing value is empty
 */
public record Query(String title, String sql, List<String> columns, List<List<String>> rows) {

  public Query {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }
}
