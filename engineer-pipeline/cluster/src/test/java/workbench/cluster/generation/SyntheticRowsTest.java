package workbench.cluster.generation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import workbench.cluster.LocalSession;
import workbench.data.Generated;

class SyntheticRowsTest {

  private static SparkSession session;

  @BeforeAll
  static void open() {
    session = LocalSession.open();
  }

  @AfterAll
  static void close() throws Exception {
    session.close();
  }

  @Test
  void areTheSameHoweverTheWorkIsDivided() {
    SyntheticRows rows = SyntheticRows.of(3, 0.5, 42);
    List<Row> whole = rows.draw(session, 1000, 1).collectAsList();
    assertEquals(whole, rows.draw(session, 1000, 7).collectAsList());
    // Of more rows, the first are the same.
    assertEquals(whole, rows.draw(session, 5000, 4).orderBy("id").limit(1000).collectAsList());
  }

  @Test
  void differForAnotherSeed() throws Exception {
    SyntheticRows rows = SyntheticRows.of(3, 0.5, 42);
    SyntheticRows others = SyntheticRows.of(3, 0.5, 43);
    for (long id = 0; id < 100; id++) {
      assertNotEquals(rows.call(id).getDouble(1), others.call(id).getDouble(1));
      // Not those of the row before or after either.
      assertNotEquals(rows.call(id + 1).getDouble(1), others.call(id).getDouble(1));
    }
  }

  @Test
  void haveTheModelAndTheColumnsOfTheDataSet() {
    Generated.Synthetic dataset = Generated.synthetic(10, 4, 0.3, 1);
    SyntheticRows rows = SyntheticRows.of(4, 0.3, 1);
    assertEquals(dataset.intercept(), rows.intercept());
    assertArrayEquals(dataset.coefficients(), rows.coefficients());
    assertArrayEquals(
        new String[] {"id", "x1", "x2", "x3", "x4", "label"}, rows.draw(session, 10, 1).columns());
  }

  @Test
  void areDrawnFromTheDistributionThatTheySay() {
    int n = 40_000;
    Row figures =
        SyntheticRows.of(2, 0.3, 7)
            .draw(session, n, 3)
            .selectExpr(
                "avg(x1)",
                "var_pop(x1)",
                "avg(x2)",
                "var_pop(x2)",
                "corr(x1, x2)",
                "avg(label)",
                "max(id)")
            .first();
    // Five standard errors: 1 / sqrt(n) of a mean and a correlation, sqrt(2 / n) of a variance.
    assertEquals(0, figures.getDouble(0), 5 / Math.sqrt(n));
    assertEquals(1, figures.getDouble(1), 5 * Math.sqrt(2.0 / n));
    assertEquals(0, figures.getDouble(2), 5 / Math.sqrt(n));
    assertEquals(1, figures.getDouble(3), 5 * Math.sqrt(2.0 / n));
    assertEquals(0, figures.getDouble(4), 5 / Math.sqrt(n));
    assertEquals(0.3, figures.getDouble(5), 5 * Math.sqrt(0.3 * 0.7 / n));
    assertEquals(n - 1, figures.getLong(6));
  }
}
