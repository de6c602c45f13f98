package workbench.engineer.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A model of the columns size (a number, median 2) and kind (a or b; b adds 1). */
class RawColumnsServingTest {

  @TempDir static Path models;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    TestModels.publishColumns(models, "shop");
    server = new TestServer(models);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    // size, kind, sum
    "0.5, '\"a\"', 0.5",
    "0.5, '\"b\"', 1.5",
    // Missing: the median; of two levels equally frequent the first.
    "null, '\"b\"', 3",
    "0.5, null, 0.5",
    "0.5, '\"\"', 0.5",
    "null, null, 2",
    // A level that the training rows do not have counts as the first.
    "0.5, '\"c\"', 0.5"
  })
  void answersARawRow(String size, String kind, double sum) {
    HttpResponse<String> response = infer(size("[1,1]", size), kind("[1,1]", kind));
    assertEquals(200, response.statusCode(), response.body());
    assertEquals(TestModels.probability(sum), TestServer.probability(response), 1e-7);
  }

  @Test
  void takesColumnsInAnyOrderFlatOrNestedAndFieldsInAnyOrder() {
    HttpResponse<String> response =
        infer(
            "{\"data\":[[\"a\"],[\"b\"]],\"datatype\":\"BYTES\",\"shape\":[2,1],\"name\":\"kind\"}",
            "{\"data\":[1,2],\"shape\":[2],\"name\":\"size\",\"datatype\":\"INT8\"}");
    assertEquals(200, response.statusCode(), response.body());
    JsonNode data = TestServer.json(response).at("/outputs/0/data");
    assertEquals(TestModels.probability(1), data.get(0).asDouble(), 1e-7);
    assertEquals(TestModels.probability(3), data.get(1).asDouble(), 1e-7);
  }

  @Test
  void answersBinaryAsJson() {
    byte[] texts = {1, 0, 0, 0, 'b', 0, 0, 0, 0};
    byte[] numbers =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putDouble(0.5)
            .putDouble(Double.NaN)
            .array();
    HttpResponse<String> response =
        binary(
            binaryInput("kind", "BYTES", 2, texts.length),
            binaryInput("size", "FP64", 2, numbers.length),
            texts,
            numbers);
    assertEquals(200, response.statusCode(), response.body());
    JsonNode data = TestServer.json(response).at("/outputs/0/data");
    assertEquals(TestModels.probability(1.5), data.get(0).asDouble(), 1e-7);
    assertEquals(TestModels.probability(2), data.get(1).asDouble(), 1e-7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<S> | inputs: the column 'kind' is missing, the model takes 2 columns",
        "<S>,<K>,{'name':'price'} | inputs[2].name: the model has no column 'price'; it takes size,"
            + " kind",
        "<S>,<K>,<S> | inputs[2]: column 'size' is given twice",
        "<S>,{'name':'Kind'} | inputs[1].name: the model has no column 'Kind'; it takes size, kind",
        "{'name':'size','datatype':'BYTES','shape':[1,1],'data':['1']},<K> | inputs[0]: column"
            + " 'size' takes numbers, expected the datatype FP32, FP64, INT8, INT16, INT32, INT64,"
            + " UINT8, UINT16, UINT32 or UINT64, found 'BYTES'",
        "<S>,{'name':'kind','datatype':'FP32','shape':[1,1],'data':[1]} | inputs[1]: column 'kind'"
            + " takes text, expected the datatype BYTES, found 'FP32'",
        "{'name':'size','datatype':'FP32','shape':[1,1],'data':['big']},<K> | inputs[0]: column"
            + " 'size', row 0: expected a number or null, found the string 'big'",
        "<S>,{'name':'kind','datatype':'BYTES','shape':[1,1],'data':[3]} | inputs[1]: column"
            + " 'kind', row 0: expected a string or null, found 3",
        "<S>,{'name':'kind','datatype':'BYTES','shape':[2,1],'data':['a','b']} | inputs[1]: column"
            + " 'kind' has 2 rows, column 'size' has 1",
        "<S>,{'name':'kind','datatype':'BYTES','shape':[1,1],'data':['a','b']} | inputs[1]: column"
            + " 'kind': expected 1 values, found more",
        "<S>,{'name':'kind','datatype':'BYTES','shape':[1,1],'data':[]} | inputs[1]: column 'kind':"
            + " expected 1 values, found 0",
        "<S>,{'name':'kind','datatype':'BYTES','shape':[1,2],'data':['a']} | inputs[1]: column"
            + " 'kind' shape: expected [rows, 1], found [1,2]",
        "<S>,{'name':'kind','datatype':'BYTES','shape':[0,1],'data':[]} | inputs[1]: column 'kind'"
            + " shape: expected at least one row, found 0",
        "<S>,{'name':'kind','datatype':'BYTES','shape':[1,1]} | inputs[1]: column 'kind': expected"
            + " either data or parameters.binary_data_size, found neither",
        "<S>,{'name':'kind','datatype':'BYTES','shape':[1,1],'data':['\\ud83d']} | inputs[1]:"
            + " column 'kind', row 0: has half of a surrogate pair, a whole character is expected",
        "{'name':'size','datatype':'FP32','shape':[1,1],'data':[1e99]},<K> | inputs[0]: column"
            + " 'size', row 0 is 1e99, beyond FP32",
        "5 | inputs[0]: expected an object, found another value",
      })
  void refusesWithOneLineThatNamesTheColumn(String inputs, String message) {
    String json =
        inputs
            .replace("<S>", "{'name':'size','datatype':'FP32','shape':[1,1],'data':[1]}")
            .replace("<K>", "{'name':'kind','datatype':'BYTES','shape':[1,1],'data':['a']}")
            .replace('\'', '"');
    HttpResponse<String> response = infer(json);
    assertEquals(message, TestServer.error(response));
    assertEquals(400, response.statusCode());
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] texts = {1, 0, 0, 0, (byte) 0xff};
    byte[] numbers = new byte[4];
    HttpResponse<String> response =
        binary(
            binaryInput("kind", "BYTES", 1, texts.length),
            binaryInput("size", "FP32", 1, numbers.length),
            texts,
            numbers);
    assertEquals(
        "inputs[0]: column 'kind', row 0: the BYTES are not UTF-8", TestServer.error(response));
  }

  @Test
  void refusesTextThatIsLongerThanItsTensor() {
    byte[] texts = {9, 0, 0, 0, 'a'};
    HttpResponse<String> response =
        binary(
            binaryInput("kind", "BYTES", 1, texts.length),
            binaryInput("size", "FP32", 1, 4),
            texts,
            new byte[4]);
    assertEquals(
        "inputs[0]: column 'kind', row 0: expected a length of 4 bytes and as many bytes of text",
        TestServer.error(response));
  }

  @Test
  void metadataNameColumnsAndTypes() {
    assertEquals(
        "[{\"name\":\"size\",\"datatype\":\"FP32\",\"shape\":[-1,1]},"
            + "{\"name\":\"kind\",\"datatype\":\"BYTES\",\"shape\":[-1,1]}]",
        TestServer.json(server.get("/v2/models/shop")).path("inputs").toString());
  }

  @Test
  void catalogueNamesLevels() {
    JsonNode features = TestServer.json(server.get("/catalogue")).at("/models/0/features");
    assertEquals("number", features.get(0).path("type").asString());
    assertEquals("category", features.get(1).path("type").asString());
    assertEquals("[\"a\",\"b\"]", features.get(1).path("levels").toString());
  }

  /** A quarter of the training rows lacks the size, half have b, and all have a kind. */
  @Test
  void watchesTheSharesOfMissingValuesAndUnseenLevels() throws IOException {
    TestModels.publishColumns(models, "watched");
    try (var fresh = new TestServer(models)) {
      int n = 1000;
      String sizes =
          IntStream.range(0, n)
              .mapToObj(i -> i % 5 < 4 ? "null" : "2")
              .collect(Collectors.joining(","));
      String kinds =
          IntStream.range(0, n)
              .mapToObj(i -> i % 10 == 0 ? "null" : i % 2 == 0 ? "\"x\"" : "\"b\"")
              .collect(Collectors.joining(","));
      HttpResponse<String> response =
          fresh.post(
              "/v2/models/watched/infer",
              "{\"inputs\":[%s,%s]}".formatted(size("[1000,1]", sizes), kind("[1000,1]", kinds)));
      assertEquals(200, response.statusCode(), response.body());
      JsonNode features = TestServer.json(fresh.get("/catalogue")).at("/models/1/features");
      assertTrue(features.get(0).path("drift").asDouble() > 1, features.toString());
      assertTrue(features.get(1).path("drift").asDouble() > 1, features.toString());
      List<String> metrics =
          fresh.get("/metrics").body().lines().filter(line -> line.contains("watched")).toList();
      for (String line :
          List.of(
              "workbench_feature_missing_share{feature=\"size\",model=\"watched\",version=\"1\"}"
                  + " 0.8",
              "workbench_feature_missing_share{feature=\"kind\",model=\"watched\",version=\"1\"}"
                  + " 0.1",
              "workbench_feature_unseen_share{feature=\"kind\",model=\"watched\",version=\"1\"}"
                  + " 0.4")) {
        assertTrue(metrics.contains(line), String.join("\n", metrics));
      }
    }
  }

  private static String size(String shape, String data) {
    return "{\"name\":\"size\",\"datatype\":\"FP32\",\"shape\":%s,\"data\":[%s]}"
        .formatted(shape, data);
  }

  private static String kind(String shape, String data) {
    return "{\"name\":\"kind\",\"datatype\":\"BYTES\",\"shape\":%s,\"data\":[%s]}"
        .formatted(shape, data);
  }

  private static HttpResponse<String> infer(String... inputs) {
    return server.post(
        "/v2/models/shop/infer", "{\"inputs\":[%s]}".formatted(String.join(",", inputs)));
  }

  private static String binaryInput(String name, String datatype, int rows, int size) {
    return "{\"name\":\"%s\",\"datatype\":\"%s\",\"shape\":[%d,1],\"parameters\":{\"binary_data_size\":%d}}"
        .formatted(name, datatype, rows, size);
  }

  private static HttpResponse<String> binary(String first, String second, byte[]... tensors) {
    byte[] json = "{\"inputs\":[%s,%s]}".formatted(first, second).getBytes(StandardCharsets.UTF_8);
    var body = new ByteArrayOutputStream();
    body.writeBytes(json);
    Arrays.stream(tensors).forEach(body::writeBytes);
    return server.send(
        server
            .request("/v2/models/shop/infer")
            .header("Inference-Header-Content-Length", Integer.toString(json.length))
            .POST(BodyPublishers.ofByteArray(body.toByteArray())));
  }
}
