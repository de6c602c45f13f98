package workbench.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbench.cluster.generation.SyntheticRows;
import workbench.data.InvalidInput;

class InputRowsTest {

  private static SparkSession session;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    session = LocalSession.open();
  }

  @AfterAll
  static void close() throws Exception {
    session.close();
  }

  @Test
  void splitsTheSameRowsHoweverTheFilesAreCut() throws IOException {
    Dataset<Row> rows = SyntheticRows.of(2, 0.5, 1).draw(session, 2000, 2);
    Path one = folder.resolve("one.parquet");
    Path many = folder.resolve("many.parquet");
    rows.coalesce(1).write().parquet(one.toString());
    rows.orderBy("x1").repartition(5).write().parquet(many.toString());
    LabelledRows a = read(one);
    LabelledRows b = read(many);
    assertEquals(a.trainRows(), b.trainRows());
    assertArrayEquals(a.sample().train().x(), b.sample().train().x());
    assertArrayEquals(a.sample().test().x(), b.sample().test().x());
    assertArrayEquals(a.sample().test().y(), b.sample().test().y());
    assertEquals(a.sample().dataset().sha256(), b.sample().dataset().sha256());
    // A share of 0.3, within five standard errors.
    assertEquals(0.7 * 2000, a.trainRows(), 5 * Math.sqrt(2000 * 0.3 * 0.7));
    assertEquals(2000, a.trainRows() + a.test().count());
    assertEquals(List.of("x1", "x2"), a.featureNames());
  }

  @Test
  void readsCsvAsItReadsParquet() throws IOException {
    Dataset<Row> rows = SyntheticRows.of(2, 0.5, 1).draw(session, 300, 1);
    Path parquet = folder.resolve("rows.parquet");
    Path csv = folder.resolve("rows.csv");
    rows.write().parquet(parquet.toString());
    rows.write().option("header", true).csv(csv.toString());
    LabelledRows a = read(parquet);
    LabelledRows b = read(csv);
    assertArrayEquals(a.sample().train().x(), b.sample().train().x());
    assertArrayEquals(a.sample().test().y(), b.sample().test().y());
    assertEquals(a.sample().dataset().sha256(), b.sample().dataset().sha256());
  }

  @Test
  void keepsABoundedSampleInMemory() throws IOException {
    Path file = folder.resolve("rows.parquet");
    SyntheticRows.of(1, 0.5, 1).draw(session, 80_000, 2).write().parquet(file.toString());
    LabelledRows rows = read(file);
    // Of about 56,000 and 24,000.
    assertEquals(50_000, rows.sample().train().rows());
    assertEquals(80_000 - rows.trainRows(), rows.sample().test().rows());
    assertEquals(1, rows.findings().size());
  }

  @Test
  void anotherSeedGivesAnotherSplit() throws IOException {
    Path file = folder.resolve("rows.parquet");
    SyntheticRows.of(1, 0.5, 1).draw(session, 300, 1).write().parquet(file.toString());
    double[][] x = InputRows.read(session, file.toString(), 0.3, 1).sample().test().x();
    double[][] other = InputRows.read(session, file.toString(), 0.3, 2).sample().test().x();
    assertFalse(Arrays.deepEquals(x, other));
  }

  @Test
  void keepsRowsThatRepeatEachOtherOnTheSameSide() throws IOException {
    var csv = new StringBuilder("a,b,label\n");
    for (int i = 0; i < 200; i++) {
      csv.append("%d,1,%s\n".formatted(i % 50, i % 3 == 0 ? "yes" : "no"));
    }
    LabelledRows rows = read(csv.toString());
    Set<Double> train = values(rows.sample().train().x());
    Set<Double> test = values(rows.sample().test().x());
    assertEquals(50, train.size() + test.size());
    assertEquals(200, rows.sample().train().rows() + rows.sample().test().rows());
  }

  @Test
  void leavesOutAndCountsRowsInWhichAFeatureIsMissing() throws IOException {
    Path file = folder.resolve("rows.parquet");
    SyntheticRows.of(2, 0.5, 1)
        .draw(session, 500, 2)
        .selectExpr(
            "id",
            "case when id % 100 = 0 then null when id % 100 = 1 then double('NaN') else x1 end as"
                + " x1",
            "x2",
            "label")
        .write()
        .parquet(file.toString());
    LabelledRows rows = read(file);
    assertEquals(490, rows.train().count() + rows.test().count());
    assertEquals(List.of("missing values, so 10 rows are left out"), rows.findings());
    assertTrue(
        rows.splitDescription()
            .endsWith(
                ", by a hash of the id, seed 42 (10 of 500 rows left out: a value is missing)"),
        rows.splitDescription());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,label\\n1,x\\n2,\\n3,y | column 'label': the label is missing in 1 rows",
        "a,label\\n"
            + "1,x\\n"
            + "2,y\\n"
            + "3,z | column 'label': 'z' is a third class beside 'x' and 'y'; the label, in the"
            + " last column, has exactly two",
        "a,label\\n1,x\\n2,x | column 'label': every row has the label 'x'; two classes are needed",
        "a,label\\n | has no rows; rows of two classes are expected",
        "label\\n"
            + "x\\n"
            + "y | has the columns [label]; at least one feature and, last, the label are needed",
        "id,label\\n"
            + "1,x\\n"
            + "2,y | has the columns [id, label]; at least one feature and, last, the label are"
            + " needed",
        "a,label\\n1,x\\n1,y\\n1,x\\n1,y | no complete row of the class 'x' is in the",
        "a,label\\n1,x\\nmany,y | column 'a': 'many' is no finite number",
        "a,label\\n1,x\\n1e39,y | column 'a': '1e39' is no finite number in single precision",
        "a,label\\n1,x\\n-Infinity,y | column 'a': '-Infinity' is no finite number",
        "a,label\\n1,x\\n2,3,y | '2,3,y' has another number of cells than the header",
      })
  void refusesWhatDoesNotFitInOneLine(String csv, String expected) {
    InvalidInput e = assertThrows(InvalidInput.class, () -> read(csv.replace("\\n", "\n")));
    assertTrue(
        e.getMessage().startsWith("input=" + folder.resolve("rows.csv") + ": " + expected),
        e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  @Test
  void refusesAColumnOfText() {
    Path file = folder.resolve("rows.parquet");
    session
        .sql("select * from values ('north', 1, 'x'), ('south', 2, 'y') as t(side, a, label)")
        .write()
        .parquet(file.toString());
    InvalidInput e = assertThrows(InvalidInput.class, () -> read(file));
    assertEquals(
        "input="
            + file
            + ": column 'side' is string; features are numbers here, so write categories as columns"
            + " of 0 and 1",
        e.getMessage());
  }

  private LabelledRows read(String csv) throws IOException {
    return read(Files.writeString(folder.resolve("rows.csv"), csv));
  }

  private static LabelledRows read(Path path) throws IOException {
    return InputRows.read(session, path.toString(), 0.3, 42);
  }

  private static Set<Double> values(double[][] x) {
    Set<Double> values = new HashSet<>();
    Arrays.stream(x).forEach(row -> values.add(row[0]));
    return values;
  }
}
