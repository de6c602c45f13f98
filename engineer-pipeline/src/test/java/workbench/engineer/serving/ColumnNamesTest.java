package workbench.engineer.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import workbench.data.Column;

/**
 * Columns of any name over HTTP: numbers with the median 1, but for a category of the levels plain
 * and 🐧, which adds 1.
 */
class ColumnNamesTest {

  private static final String CATEGORY = "kind 🐧";

  private static final List<String> NAMES =
      List.of(
          "a b",
          " blank before",
          "it's \"quoted\"",
          "x=y",
          "back\\slash",
          "größe",
          "𠮷",
          "Size",
          "size",
          "features",
          "n".repeat(500),
          CATEGORY);

  @TempDir static Path models;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    List<Column> columns = new ArrayList<>();
    for (String name : NAMES) {
      columns.add(
          name.equals(CATEGORY)
              ? new Column.Categorical(name, List.of("plain", "🐧"), new int[] {0, 1, 0})
              : new Column.Numeric(name, new double[] {0, 1, 2}));
    }
    TestModels.publishColumns(models, "odd", columns);
    server = new TestServer(models);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Each number counts by another weight of its position, so that no two can change places. */
  @Test
  void areAnsweredByTheirOwnValues() {
    double sum = 0;
    List<String> inputs = new ArrayList<>();
    for (int j = 0; j < NAMES.size(); j++) {
      boolean category = NAMES.get(j).equals(CATEGORY);
      double value = 0.01 * (1 << j) * (j % 2 == 0 ? 1 : -1);
      sum += category ? 1 : value;
      inputs.add(category ? text(NAMES.get(j), "\"🐧\"") : number(NAMES.get(j), "" + value));
    }
    HttpResponse<String> response = infer(inputs);
    assertEquals(200, response.statusCode(), response.body());
    assertEquals(TestModels.probability(sum), TestServer.probability(response), 1e-6);
  }

  @Test
  void mayAllBeMissing() {
    HttpResponse<String> response = infer(all());
    assertEquals(200, response.statusCode(), response.body());
    assertEquals(TestModels.probability(NAMES.size() - 1), TestServer.probability(response), 1e-6);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void areNamedInARefusalOfOneLine(int j) {
    String name = NAMES.get(j);
    boolean category = name.equals(CATEGORY);
    List<String> without = all();
    without.remove(j);
    assertRefused(without, name, "is missing, the model takes 12 columns");
    List<String> twice = all();
    twice.add(twice.get(j));
    assertRefused(twice, name, "is given twice");
    List<String> otherType = all();
    otherType.set(j, category ? number(name, "1") : text(name, "\"1\""));
    assertRefused(otherType, name, category ? "takes text" : "takes numbers");
    List<String> otherValue = all();
    otherValue.set(j, category ? text(name, "1") : number(name, "\"1\""));
    assertRefused(otherValue, name, category ? "expected a string" : "expected a number");
    List<String> rows = all();
    rows.set(j, all().get(j).replace("[1,1]", "[2,1]").replace("[null]", "[null,null]"));
    assertRefused(rows, "rows", j == 0 ? "has 1 rows" : "has 2 rows");
  }

  @Test
  void metadataAndCatalogueHaveThemAsTheyAre() {
    JsonNode inputs = TestServer.json(server.get("/v2/models/odd")).path("inputs");
    JsonNode features = TestServer.json(server.get("/catalogue")).at("/models/0/features");
    for (int j = 0; j < NAMES.size(); j++) {
      assertEquals(NAMES.get(j), inputs.get(j).path("name").asString());
      assertEquals(NAMES.get(j), features.get(j).path("name").asString());
    }
    assertEquals("[\"plain\",\"🐧\"]", features.get(11).path("levels").toString());
  }

  private static void assertRefused(List<String> inputs, String name, String reason) {
    HttpResponse<String> response = infer(inputs);
    assertEquals(400, response.statusCode(), response.body());
    String error = TestServer.error(response);
    assertTrue(error.contains(reason), error);
    assertTrue(error.contains(name.length() > 100 ? "nnnn" : name), error);
    assertFalse(error.contains("\n"), error);
    assertTrue(error.length() < 1000, error);
  }

  private static List<String> all() {
    return new ArrayList<>(
        IntStream.range(0, NAMES.size())
            .mapToObj(NAMES::get)
            .map(name -> name.equals(CATEGORY) ? text(name, "null") : number(name, "null"))
            .toList());
  }

  private static String number(String name, String value) {
    return input(name, "FP32", value);
  }

  private static String text(String name, String value) {
    return input(name, "BYTES", value);
  }

  private static String input(String name, String datatype, String value) {
    return "{\"name\":%s,\"datatype\":\"%s\",\"shape\":[1,1],\"data\":[%s]}"
        .formatted(JsonMapper.shared().writeValueAsString(name), datatype, value);
  }

  private static HttpResponse<String> infer(List<String> inputs) {
    return server.post(
        "/v2/models/odd/infer", "{\"inputs\":[%s]}".formatted(String.join(",", inputs)));
  }
}
