package workbench.engineer.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.engineer.serving.protocol.Datatype;

/** Inference requests in JSON and with binary tensor data, and how bad ones are refused. */
class InferenceHandlerTest {

  private static final String PATH = "/v2/models/demo/infer";

  @TempDir static Path models;

  static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    TestModels.publish(models, "demo", 2, 0);
    server = new TestServer(models);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String inputs(String input) {
    return "{\"inputs\":[{\"name\":\"features\"," + input + "}]}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'shape':[2,2],'datatype':'FP32','data':[1,2,-0.5,0.25]",
        "'shape':[2,2],'datatype':'FP32','data':[[1,2],[-0.5,0.25]]",
        "'data':[[1,2],[-0.5,0.25]],'shape':[2,2],'datatype':'FP32'",
        "'data':[1,2,-0.5,25e-2],'datatype':'FP64','shape':[2,2],'more':{'a':[1,{}]}",
        "'shape':[2,2],'datatype':'FP64','parameters':{'any':'thing'},'data':[1,2.0,-0.5,0.25]"
      })
  void takesDataFlatAndNestedInAnyOrder(String input) {
    HttpResponse<String> response = server.post(PATH, inputs(input.replace('\'', '"')));
    assertEquals(200, response.statusCode(), response.body());
    var data = TestServer.json(response).at("/outputs/0/data");
    assertEquals(TestModels.probability(0, 1, 2), data.get(0).asDouble(), 1e-6);
    assertEquals(TestModels.probability(0, -0.5, 0.25), data.get(1).asDouble(), 1e-6);
  }

  @Test
  void nullInAnOptionalFieldIsAbsent() {
    HttpResponse<String> response =
        server.post(
            PATH,
            """
            {"id":null,"parameters":{"binary_data_output":null},"outputs":null,
             "inputs":[{"name":"features","shape":[1,2],"datatype":"FP32","data":[1,2],
             "parameters":{"binary_data_size":null}}]}\
            """);
    assertEquals(200, response.statusCode(), response.body());
    assertEquals(TestModels.probability(0, 1, 2), TestServer.probability(response), 1e-6);
  }

  @ParameterizedTest
  @CsvSource({
    "INT8, -128, 127",
    "INT16, -32768, 32767",
    "INT32, -2147483648, 16777216",
    "INT64, -9223372036854775808, 1",
    "UINT8, 0, 255",
    "UINT16, 0, 65535",
    "UINT32, 0, 4294967040",
    "UINT64, 9223372036854775808, 18446742974197923840",
    "FP64, 0.5, -1.25e2",
    "FP64, 0.1, 1e-3",
    "FP32, 0.1, 3.4e38"
  })
  void takesWhatSinglePrecisionHolds(String datatype, String first, String second) {
    HttpResponse<String> response =
        server.post(
            PATH,
            inputs(
                "\"shape\":[1,2],\"datatype\":\"%s\",\"data\":[%s,%s]"
                    .formatted(datatype, first, second)));
    assertEquals(200, response.statusCode(), response.body());
    assertEquals(
        TestModels.probability(0, Float.parseFloat(first), Float.parseFloat(second)),
        TestServer.probability(response),
        1e-6);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "FP64 | 1e39 | is 1.0E39, beyond the model's FP32",
        "FP64 | 1e-60 | is 1.0E-60, beyond the model's FP32",
        "FP64 | 1e999 | is 1e999, beyond FP64",
        "FP32 | 1e39 | is 1e39, beyond FP32",
        "FP32 | NaN | is NaN, a finite number is expected",
        "FP32 | Infinity | is Infinity, a finite number is expected",
        "FP32 | -Infinity | is -Infinity, a finite number is expected",
        "FP64 | NaN | is NaN, a finite number is expected",
        "INT8 | 128 | is 128, beyond INT8",
        "UINT8 | -1 | is -1, beyond UINT8",
        "UINT64 | -1 | is -1, beyond UINT64",
        "UINT64 | 18446744073709551616 | is 18446744073709551616, beyond UINT64",
        "UINT64 | 18446744073709551615 | is 18446744073709551615, which the model's FP32 does not"
            + " hold exactly",
        "INT64 | 9223372036854775808 | is 9223372036854775808, beyond INT64",
        "INT32 | 16777217 | is 16777217, which the model's FP32 does not hold exactly",
        "INT32 | 1.0 | is 1.0, a whole number is expected for INT32",
        "INT32 | NaN | is NaN, a whole number is expected for INT32"
      })
  void refusesWhatItDoesNotAndNamesRowAndFeature(String datatype, String value, String error) {
    HttpResponse<String> response =
        server.post(
            PATH,
            inputs(
                "\"shape\":[2,2],\"datatype\":\"%s\",\"data\":[1,1,1,%s]"
                    .formatted(datatype, value)));
    assertEquals("inputs[0].data: row 1, feature 'x2' " + error, TestServer.error(response));
    assertEquals(400, response.statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "~~ | the body: expected an object, found the end of the body",
        "[] | the body: expected an object, found an array",
        "{} | inputs: is missing, one tensor 'features' is expected",
        "{} {} | the body: something follows the JSON object",
        "{'id':7} | id: expected a string, found 7",
        "{'parameters':[]} | parameters: expected an object, found an array",
        "{'parameters':{'binary_data_output':1}} | parameters.binary_data_output: expected true or"
            + " false, found 1",
        "{'inputs':{}} | inputs: expected an array, found an object",
        "{'inputs':[]} | inputs: is empty, one tensor 'features' is expected",
        "{'inputs':[1]} | inputs[0]: expected an object, found 1",
        "{'inputs':[INPUT,INPUT]} | inputs: has more than one tensor, the model takes one,"
            + " 'features'",
        "{'inputs':[INPUT],'inputs':[INPUT]} | inputs: is given twice",
        "{'inputs':[{'name':'x'}]} | inputs[0].name: expected 'features', found 'x'",
        "{'inputs':[{'name':null}]} | inputs[0].name: expected a string, found null",
        "{'inputs':[{'datatype':'FP32'}]} | inputs[0].name: is missing, expected 'features'",
        "{'inputs':[{'name':'features'}]} | inputs[0].datatype: is missing, expected FP32, FP64,"
            + " INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 or UINT64",
        "{'inputs':[{'datatype':'BYTES'}]} | inputs[0].datatype: expected FP32, FP64, INT8, INT16,"
            + " INT32, INT64, UINT8, UINT16, UINT32 or UINT64, found 'BYTES'",
        "{'inputs':[{'name':'features','datatype':'FP32'}]} | inputs[0].shape: is missing, expected"
            + " [rows, 2]",
        "{'inputs':[{'shape':'x'}]} | inputs[0].shape: expected an array, found the string 'x'",
        "{'inputs':[{'shape':[1,3]}]} | inputs[0].shape: expected [rows, 2], found [1, 3]",
        "{'inputs':[{'shape':[2]}]} | inputs[0].shape: expected [rows, 2], found 1 dimensions",
        "{'inputs':[{'shape':[1,2,1]}]} | inputs[0].shape: expected [rows, 2], found 3 dimensions",
        "{'inputs':[{'shape':[0,2]}]} | inputs[0].shape: expected at least one row, found 0",
        "{'inputs':[{'shape':[-1,2]}]} | inputs[0].shape: expected at least one row, found -1",
        "{'inputs':[{'shape':[1.5,2]}]} | inputs[0].shape: expected a whole number, found 1.5",
        "{'inputs':[{'shape':[99999999999999999999,2]}]} | inputs[0].shape: expected a whole"
            + " number, found 99999999999999999999",
        "{'inputs':[{'shape':[9000,2]}]} | inputs[0].data: expected 18000 values for the shape"
            + " [9000, 2], the body is too short for them",
        "{'inputs':[{'shape':[1,2],'shape':[1,2]}]} | inputs[0].shape: is given twice",
        "{'inputs':[{'name':'features','datatype':'FP32','shape':[1,2]}]} | inputs[0].data: is"
            + " missing, expected an array of 2 numbers",
        "{'inputs':[{DATA:1}]} | inputs[0].data: expected an array, found 1",
        "{'inputs':[{DATA:[1]}]} | inputs[0].data: expected 4 values for the shape [2, 2], found 1",
        "{'inputs':[{DATA:[1,2,3,4,5]}]} | inputs[0].data: expected 4 values for the shape [2, 2],"
            + " found more",
        "{'inputs':[{DATA:[[1,2],[3]]}]} | inputs[0].data[1]: expected 2 values, found 1",
        "{'inputs':[{DATA:[[1,2],[3,4,5]]}]} | inputs[0].data[1]: expected 2 values, found more",
        "{'inputs':[{DATA:[[1,2]]}]} | inputs[0].data: expected 4 values for the shape [2, 2],"
            + " found 2",
        "{'inputs':[{DATA:[[1,2],3,4]}]} | inputs[0].data: expected 4 values for the shape [2, 2],"
            + " found more",
        "{'inputs':[{DATA:[1,2,[3,4]]}]} | inputs[0].data: row 1, feature 'x1': expected a number,"
            + " found an array",
        "{'inputs':[{DATA:[[[1,2],[3,4]]]}]} | inputs[0].data: row 0, feature 'x1': expected a"
            + " number, found an array",
        "{'inputs':[{DATA:[1,'2',3,4]}]} | inputs[0].data: row 0, feature 'x2': expected a number,"
            + " found the string '2'",
        "{'inputs':[{DATA:[1,null,3,4]}]} | inputs[0].data: row 0, feature 'x2': expected a number,"
            + " found null",
        "{'inputs':[{DATA:[1,2,3,4],'data':[1,2,3,4]}]} | inputs[0].data: is given twice",
        "{'inputs':[{DATA:[1,2,3,4],'parameters':{'binary_data_size':16}}]} | inputs[0]: has both"
            + " data and parameters.binary_data_size, one is expected",
        "{'inputs':[{'parameters':{'binary_data_size':-1}}]} |"
            + " inputs[0].parameters.binary_data_size: expected a number of bytes, found -1",
        "{'inputs':[INPUT],'outputs':{}} | outputs: expected an array, found an object",
        "{'inputs':[INPUT],'outputs':[{}]} | outputs[0].name: is missing, expected 'probability' or"
            + " 'label'",
        "{'inputs':[INPUT],'outputs':[{'name':'label'},{'name':'x'}]} | outputs[1].name: expected"
            + " 'probability' or 'label', found 'x'",
        "{'inputs':[INPUT],'outputs':[{'name':'label'},{'name':'label'}]} | outputs[1].name:"
            + " 'label' is given twice",
        "{'inputs':[INPUT],'outputs':[{'name':'label','parameters':{'binary_data':2}}]} |"
            + " outputs[0].parameters.binary_data: expected true or false, found 2"
      })
  void namesTheFieldWithWhatIsExpectedAndFound(String body, String error) {
    String request =
        body.replace("DATA", "'name':'features','datatype':'FP32','shape':[2,2],'data'")
            .replace("INPUT", "{'name':'features','datatype':'FP32','shape':[1,2],'data':[1,2]}")
            .replace('\'', '"');
    HttpResponse<String> response = server.post(PATH, request);
    assertEquals(error, TestServer.error(response));
    assertEquals(400, response.statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"inputs\":",
        "nonsense",
        "{\"a\":1,}",
        "\u0000",
        "{\"id\":\"\n\"}",
        "{'id':'a'}"
      })
  void saysWhereABodyIsNotJson(String body) {
    HttpResponse<String> response = server.post(PATH, body);
    assertEquals(400, response.statusCode());
    assertTrue(
        TestServer.error(response).matches("the body is not JSON at line [12], column \\d+"),
        response.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'outputs':[{'name':'label'}] | label",
        "'outputs':[{'name':'probability'}] | probability",
        "'outputs':[{'name':'label'},{'name':'probability'}] | label,probability",
        "'outputs':[] | probability,label",
        "'parameters':{'priority':1,'note':'x','on':true} | probability,label"
      })
  void answersTheOutputsThatAreAskedFor(String more, String names) {
    String request = TestServer.row(1, 2).replaceFirst("\\{", "{" + more.replace('\'', '"') + ",");
    HttpResponse<String> response = server.post(PATH, request);
    assertEquals(200, response.statusCode(), response.body());
    assertEquals(
        names,
        String.join(
            ",",
            TestServer.json(response)
                .path("outputs")
                .valueStream()
                .map(output -> output.path("name").asString())
                .toList()));
  }

  @Test
  void echoesAnyId() {
    String id = "a\"\\/\n\u00e9\u2603\ud83d\ude00";
    String escaped = "a\\\"\\\\/\\n\u00e9\u2603\ud83d\ude00";
    HttpResponse<String> response =
        server.post(
            PATH, TestServer.row(1, 2).replaceFirst("\\{", "{\"id\":\"X\",").replace("X", escaped));
    assertEquals(id, TestServer.json(response).path("id").asString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/csv",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-8"
      })
  void doesNotLookAtTheContentType(String type) {
    HttpResponse<String> response =
        server.send(
            server
                .request(PATH)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(TestServer.row(1, 2))));
    assertEquals(200, response.statusCode());
  }

  @Test
  void takesACompressedBody() throws IOException {
    byte[] body = TestServer.row(1, 2).getBytes(StandardCharsets.UTF_8);
    var gzip = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(gzip)) {
      out.write(body);
    }
    var deflate = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(deflate)) {
      out.write(body);
    }
    assertEquals(200, compressed("gzip", gzip.toByteArray()).statusCode());
    assertEquals(200, compressed("deflate", deflate.toByteArray()).statusCode());
    HttpResponse<String> broken = compressed("gzip", Arrays.copyOf(gzip.toByteArray(), 40));
    assertEquals("the body is not gzip, as its Content-Encoding says", TestServer.error(broken));
    assertEquals(400, broken.statusCode());
    assertEquals(400, compressed("gzip", body).statusCode());
  }

  private static HttpResponse<String> compressed(String encoding, byte[] body) {
    return server.send(
        server
            .request(PATH)
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  @Test
  void takesAChunkedBody() throws IOException {
    String body = TestServer.row(1, 2);
    String answer =
        server.raw(
            "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n"
                .formatted(PATH, body.substring(0, 5), body.length() - 5, body.substring(5)));
    assertTrue(answer.startsWith("HTTP/1.1 200 OK"), answer);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static HttpResponse<byte[]> binary(String json, byte[] data) {
    byte[] head = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return server.sendForBytes(
        server
            .request(PATH)
            .header("Inference-Header-Content-Length", Integer.toString(head.length))
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofByteArray(head), BodyPublishers.ofByteArray(data))));
  }

  private static String binaryInput(String datatype, int size) {
    return "'inputs':[{'name':'features','shape':[2,2],'datatype':'%s','parameters':{'binary_data_size':%d}}]"
        .formatted(datatype, size);
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FP32", "FP64", "INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32", "UINT64"
      })
  void takesBinaryTensorData(String datatype) {
    double[] values = {1, 2, 3, 0};
    Datatype type = Datatype.of(datatype);
    ByteBuffer data = littleEndian(4 * type.bytes());
    for (double value : values) {
      switch (type) {
        case FP32 -> data.putFloat((float) value);
        case FP64 -> data.putDouble(value);
        default -> {
          for (int i = 0; i < type.bytes(); i++) {
            data.put((byte) (i == 0 ? value : 0));
          }
        }
      }
    }
    HttpResponse<byte[]> response =
        binary("{" + binaryInput(datatype, data.capacity()) + "}", data.array());
    assertEquals(200, response.statusCode(), text(response));
    assertTrue(
        text(response)
            .contains(
                "\"data\":[%s,%s]"
                    .formatted(
                        (float) TestModels.probability(0, 1, 2),
                        (float) TestModels.probability(0, 3, 0))));
  }

  @Test
  void answersWithBinaryTensorDataInTheOrderAskedFor() {
    byte[] data = littleEndian(16).putFloat(1).putFloat(2).putFloat(-3).putFloat(0).array();
    HttpResponse<byte[]> response =
        binary(
            "{"
                + binaryInput("FP32", 16)
                + ",'parameters':{'binary_data_output':true},"
                + "'outputs':[{'name':'label'},{'name':'probability'}]}",
            data);
    assertEquals(
        "application/octet-stream", response.headers().firstValue("Content-Type").orElseThrow());
    int head =
        Integer.parseInt(
            response.headers().firstValue("Inference-Header-Content-Length").orElseThrow());
    assertEquals(
        "{'model_name':'demo','model_version':'1','outputs':["
            + "{'name':'label','datatype':'INT64','shape':[2],'parameters':{'binary_data_size':16}},"
            + "{'name':'probability','datatype':'FP32','shape':[2],'parameters':{'binary_data_size':8}}]}",
        new String(response.body(), 0, head, StandardCharsets.UTF_8).replace('"', '\''));
    ByteBuffer expected =
        littleEndian(24)
            .putLong(1)
            .putLong(0)
            .putFloat((float) TestModels.probability(0, 3))
            .putFloat((float) TestModels.probability(0, -3));
    assertArrayEquals(
        expected.array(), Arrays.copyOfRange(response.body(), head, response.body().length));
  }

  @Test
  void mixesBinaryAndJson() {
    byte[] data = littleEndian(16).putFloat(1).putFloat(2).putFloat(-3).putFloat(0).array();
    HttpResponse<byte[]> response =
        binary(
            "{"
                + binaryInput("FP32", 16)
                + ",'parameters':{'binary_data_output':true},'outputs':["
                + "{'name':'probability','parameters':{'binary_data':false}},{'name':'label'}]}",
            data);
    int head =
        Integer.parseInt(
            response.headers().firstValue("Inference-Header-Content-Length").orElseThrow());
    assertEquals(head + 16, response.body().length);
    assertTrue(
        new String(response.body(), 0, head, StandardCharsets.UTF_8).contains("\"data\":[0.95"));
  }

  @Test
  void answersBinaryToJson() {
    HttpResponse<byte[]> response =
        server.sendForBytes(
            server
                .request(PATH)
                .POST(
                    BodyPublishers.ofString(
                        TestServer.row(1, 2)
                            .replaceFirst(
                                "\\{", "{\"parameters\":{\"binary_data_output\":true},"))));
    int head =
        Integer.parseInt(
            response.headers().firstValue("Inference-Header-Content-Length").orElseThrow());
    assertEquals(head + 12, response.body().length);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "16 | 15 | the body: expected 16 bytes after the JSON (its length is the header"
            + " Inference-Header-Content-Length), found 15",
        "16 | 17 | the body: expected 16 bytes after the JSON (its length is the header"
            + " Inference-Header-Content-Length), found 17",
        "12 | 12 | inputs[0].parameters.binary_data_size: expected 16 for the shape [2, 2] of FP32,"
            + " found 12"
      })
  void refusesAnotherSize(int announced, int given, String error) {
    HttpResponse<byte[]> response =
        binary("{" + binaryInput("FP32", announced) + "}", new byte[given]);
    assertEquals(400, response.statusCode());
    assertEquals("{\"error\":\"" + error + "\"}", text(response));
  }

  @Test
  void refusesBytesThatNoInputDeclares() {
    HttpResponse<byte[]> response = binary(TestServer.row(1, 2), new byte[4]);
    assertEquals(
        "{\"error\":\"4 bytes follow the JSON, and no input has parameters.binary_data_size\"}",
        text(response));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1000000", "x", "99999999999999999999"})
  void refusesAWrongLengthOfTheJson(String length) {
    HttpResponse<String> response =
        server.send(
            server
                .request(PATH)
                .header("Inference-Header-Content-Length", length)
                .POST(BodyPublishers.ofString(TestServer.row(1, 2))));
    assertEquals(400, response.statusCode());
    assertTrue(
        TestServer.error(response)
            .startsWith("the header Inference-Header-Content-Length: expected"),
        response.body());
  }

  @Test
  void refusesNotANumberInBinaryByName() {
    byte[] data = littleEndian(16).putFloat(1).putFloat(2).putFloat(Float.NaN).putFloat(0).array();
    assertEquals(
        "{\"error\":\"inputs[0].data: row 1, feature 'x1' is NaN, a finite number is expected\"}",
        text(binary("{" + binaryInput("FP32", 16) + "}", data)));
  }
}
