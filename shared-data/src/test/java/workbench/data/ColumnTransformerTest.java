package workbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import workbench.testing.Fixture;

/** The figures are scikit-learn's, see benchmarks/python/make_column_fixtures.py. */
class ColumnTransformerTest {

  private static final Column SIZE = new Column.Numeric("size", new double[] {1, Double.NaN, 4, 2});
  private static final Column COLOUR =
      new Column.Categorical("colour", List.of("blue", "green", "red"), new int[] {2, 1, -1, 2});

  @ParameterizedTest
  @CsvSource({
    "penguins, false",
    "penguins, true",
    "mixed, false",
    "mixed, true",
    "gaps, false",
    "gaps, true"
  })
  void featuresEqualScikitLearns(String name, boolean indicators) throws IOException {
    JsonNode set = fixture().path("sets").path(name);
    JsonNode expected = set.path(indicators ? "indicators" : "plain");
    Dataset train = dataset(set, "train");
    ColumnTransformer columns = ColumnTransformer.fit(train, indicators);
    var standardizer = Standardizer.fit(columns.transform(train));
    assertEquals(
        expected.path("names").valueStream().map(JsonNode::asString).toList(),
        columns.featureNames());
    assertRows(
        expected.path("test"), standardizer.transform(columns.transform(dataset(set, "test"))));
  }

  @Test
  void missingValueIsNotANumberUntilItIsImputed() {
    double[][] encoded = ColumnTransformer.fit(rows(SIZE, COLOUR)).encode(rows(SIZE, COLOUR));
    assertArrayEquals(new double[][] {{1, 1}, {Double.NaN, 0}, {4, Double.NaN}, {2, 1}}, encoded);
  }

  @Test
  void imputerCanBeFittedOnFewerRowsThanTheEncoder() {
    ColumnTransformer columns = ColumnTransformer.fit(rows(SIZE, COLOUR));
    double[][] encoded = columns.encode(rows(SIZE, COLOUR));
    // Of the first two rows: the median of 1, and of red and green the first.
    double[] fill = columns.refit(new double[][] {encoded[0], encoded[1]}).fill();
    assertArrayEquals(new double[] {1, 0}, fill);
  }

  @Test
  void columnWithoutAValueAndCategoryOfOneLevelAreNoInputs() {
    Column empty = new Column.Numeric("empty", new double[] {Double.NaN, Double.NaN});
    Column same = new Column.Categorical("same", List.of("a", "b"), new int[] {1, 1});
    Column size = new Column.Numeric("size", new double[] {1, 2});
    ColumnTransformer columns = ColumnTransformer.fit(rows(empty, same, size));
    assertEquals(List.of("size"), columns.featureNames());
    assertEquals(1, columns.inputs().size());
  }

  @Test
  void refusesRowsWithoutAColumn() {
    ColumnTransformer columns = ColumnTransformer.fit(rows(SIZE, COLOUR));
    assertEquals(
        "shop: has no column 'size', which the model needs",
        assertThrows(InvalidInput.class, () -> columns.transform(rows(COLOUR))).getMessage());
  }

  @Test
  void refusesTextWhereNumbersWere() {
    ColumnTransformer columns = ColumnTransformer.fit(rows(SIZE));
    Column text = new Column.Categorical("size", List.of("S", "M"), new int[] {0, 1, 0, 1});
    assertEquals(
        "shop: column 'size' has text, the model needs numbers",
        assertThrows(InvalidInput.class, () -> columns.transform(rows(text))).getMessage());
  }

  private static void assertRows(JsonNode expected, double[][] found) {
    assertEquals(expected.size(), found.length);
    for (int i = 0; i < found.length; i++) {
      double[] row = expected.get(i).valueStream().mapToDouble(JsonNode::asDouble).toArray();
      double[] scaled = found[i].clone();
      for (int j = 0; j < row.length; j++) {
        // Relative where a test row is far outside the training rows.
        double unit = Math.max(1, Math.abs(row[j]));
        row[j] /= unit;
        scaled[j] /= unit;
      }
      assertArrayEquals(row, scaled, 1e-12);
    }
  }

  private static Dataset rows(Column... columns) {
    return new Dataset(
        "shop", List.of(columns), "bought", List.of("no", "yes"), new int[columns[0].rows()], "");
  }

  /** The levels of both parts, sorted, as a file that holds both would have them. */
  private static Dataset dataset(JsonNode set, String part) {
    List<Column> columns = new ArrayList<>();
    for (String name : set.path("train").propertyNames()) {
      List<JsonNode> values = set.path(part).path(name).valueStream().toList();
      boolean text = set.path("train").path(name).valueStream().anyMatch(JsonNode::isString);
      if (text) {
        var sorted = new TreeSet<String>();
        for (String each : List.of("train", "test")) {
          set.path(each)
              .path(name)
              .valueStream()
              .filter(JsonNode::isString)
              .forEach(value -> sorted.add(value.asString()));
        }
        List<String> levels = List.copyOf(sorted);
        columns.add(
            new Column.Categorical(
                name,
                levels,
                values.stream()
                    .mapToInt(value -> value.isNull() ? -1 : levels.indexOf(value.asString()))
                    .toArray()));
      } else {
        columns.add(
            new Column.Numeric(
                name,
                values.stream()
                    .mapToDouble(value -> value.isNull() ? Double.NaN : value.asDouble())
                    .toArray()));
      }
    }
    return rows(columns.toArray(Column[]::new));
  }

  private static JsonNode fixture() {
    return Fixture.read(ColumnTransformerTest.class, "column-transformer.json");
  }
}
