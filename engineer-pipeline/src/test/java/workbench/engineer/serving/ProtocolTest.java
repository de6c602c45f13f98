package workbench.engineer.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.engineer.serving.http.Endpoint;

/** Every path of the protocol, and its errors. */
class ProtocolTest {

  @TempDir static Path models;

  static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    TestModels.publish(models, "demo", 3, 0);
    TestModels.publish(models, "demo", 3, 1);
    server = new TestServer(models);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void assertAnswer(int status, String body, HttpResponse<String> response) {
    assertEquals(body, response.body());
    assertEquals(status, response.statusCode());
    assertEquals("application/json", response.headers().firstValue("Content-Type").orElse(""));
  }

  @Test
  void isAlive() {
    assertAnswer(200, "{\"live\":true}", server.get("/v2/health/live"));
  }

  @Test
  void isReady() {
    assertAnswer(200, "{\"ready\":true}", server.get("/v2/health/ready"));
  }

  @Test
  void describesItself() {
    assertAnswer(
        200,
        "{\"name\":\"two-workflows\",\"version\":\"development\",\"extensions\":[\"binary_tensor_data\",\"model_repository\"]}",
        server.get("/v2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/models/demo", "/v2/models/demo/versions/1"})
  void describesAModel(String path) {
    assertAnswer(
        200,
        "{\"name\":\"demo\",\"versions\":[\"1\",\"2\"],\"platform\":\"onnxruntime_onnx\","
            + "\"inputs\":[{\"name\":\"features\",\"datatype\":\"FP32\",\"shape\":[-1,3]}],"
            + "\"outputs\":[{\"name\":\"probability\",\"datatype\":\"FP32\",\"shape\":[-1]},"
            + "{\"name\":\"label\",\"datatype\":\"INT64\",\"shape\":[-1]}]}",
        server.get(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/models/demo/ready", "/v2/models/demo/versions/1/ready"})
  void saysThatAModelIsReady(String path) {
    assertAnswer(200, "{\"name\":\"demo\",\"ready\":true}", server.get(path));
  }

  @Test
  void infersWithTheNewestVersion() {
    // 1 / (1 + exp(-(1 + 2 - 3 + 1))), in single precision
    assertAnswer(
        200,
        "{\"model_name\":\"demo\",\"model_version\":\"2\",\"outputs\":["
            + "{\"name\":\"probability\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[0.7310586]},"
            + "{\"name\":\"label\",\"datatype\":\"INT64\",\"shape\":[1],\"data\":[1]}]}",
        server.infer("demo", 1, 2, -3));
  }

  /** The sigmoid of -2 is 0.119, above 1/11; that of -3 is 0.047. */
  @Test
  void labelAndCatalogueFollowTheThresholdOfTheModel(@TempDir Path folder) throws IOException {
    TestModels.publishCostly(folder, "costly");
    try (var costly = new TestServer(folder)) {
      assertTrue(costly.infer("costly", -2).body().endsWith("\"shape\":[1],\"data\":[1]}]}"));
      assertTrue(costly.infer("costly", -3).body().endsWith("\"shape\":[1],\"data\":[0]}]}"));
      assertTrue(costly.get("/catalogue").body().contains("\"threshold\":0.09090909,"));
    }
    assertTrue(server.get("/catalogue").body().contains("\"threshold\":0.5,"));
  }

  @Test
  void infersWithTheVersionInThePath() {
    HttpResponse<String> response =
        server.post("/v2/models/demo/versions/1/infer", TestServer.row(1, 2, -3));
    assertEquals("1", TestServer.json(response).path("model_version").asString());
    assertEquals(0.5, TestServer.probability(response));
    assertEquals(0, TestServer.json(response).at("/outputs/1/data/0").asInt());
  }

  @Test
  void listsTheRepository() {
    String all =
        "[{\"name\":\"demo\",\"version\":\"1\",\"state\":\"READY\",\"reason\":\"\"},"
            + "{\"name\":\"demo\",\"version\":\"2\",\"state\":\"READY\",\"reason\":\"\"}]";
    assertAnswer(200, all, server.post("/v2/repository/index", ""));
    assertAnswer(200, all, server.post("/v2/repository/index", "{\"ready\":true}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v2/models/other | there is no model 'other'",
        "/v2/models/other/ready | there is no model 'other'",
        "/v2/models/demo/versions/7 | the model 'demo' has no version 7 loaded; loaded: [1, 2]",
        "/v2/models/demo/versions/7/ready | the model 'demo' has no version 7 loaded; loaded: [1,"
            + " 2]",
        "/v2/models/demo/versions/x | there is no version 'x': versions are whole numbers from 1",
        "/v2/models/demo/versions/0 | there is no version '0': versions are whole numbers from 1",
        "/v2/models/de%2Fmo | there is no model 'de/mo'",
        "/v2/models/..%2F..%2Fetc%2Fpasswd | there is no model '../../etc/passwd'",
        "/v2/models/%00 | there is no model '\0'",
        "/v2/models/demo/ | there is nothing at this path; GET /openapi.json lists the paths",
        "/v2/models/../../etc | there is nothing at this path; GET /openapi.json lists the paths",
        "/v1 | there is nothing at this path; GET /openapi.json lists the paths",
        "//v2 | there is nothing at this path; GET /openapi.json lists the paths"
      })
  void answersNotFound(String path, String error) throws IOException {
    // Not with a client that would normalise the path.
    String answer =
        server.raw(
            "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path));
    assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
    assertTrue(
        answer.endsWith("{\"error\":\"%s\"}".formatted(error.replace("\0", "\\u0000"))), answer);
  }

  @Test
  void answersNotFoundToInference() {
    HttpResponse<String> response = server.infer("other", 1, 2, 3);
    assertEquals(404, response.statusCode());
    assertEquals("there is no model 'other'", TestServer.error(response));
  }

  private static String path(Endpoint endpoint) {
    return endpoint.pattern().replace("{model}", "demo").replace("{version}", "1");
  }

  @ParameterizedTest
  @EnumSource(Endpoint.class)
  void answersToNoOtherMethod(Endpoint endpoint) {
    for (String method :
        Stream.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "FANCY")
            .filter(method -> !endpoint.allows(method))
            .toList()) {
      HttpResponse<String> response =
          server.send(server.request(path(endpoint)).method(method, BodyPublishers.noBody()));
      assertEquals(405, response.statusCode(), method);
      assertEquals(endpoint.allow(), response.headers().firstValue("Allow").orElse(""));
      assertEquals(
          "%s is not for %s; allowed: %s".formatted(endpoint.pattern(), method, endpoint.allow()),
          TestServer.error(response));
    }
  }

  @ParameterizedTest
  @EnumSource(Endpoint.class)
  void answersHeadWithoutABody(Endpoint endpoint) throws IOException {
    String answer =
        server.raw(
            "HEAD %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .formatted(path(endpoint)));
    assertTrue(
        answer.startsWith("HTTP/1.1 " + (endpoint.method().equals("GET") ? "200" : "405")), answer);
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
  }

  static Stream<Arguments> unroutable() {
    return Stream.of(
        arguments("GET / HTTP/1.1\r\n\r\n", 400, "Host"),
        arguments("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400, "Host"),
        arguments(
            "GET /\u0001 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            400,
            "not valid HTTP/1.1"),
        arguments("nonsense\r\n\r\n", 400, ""),
        arguments(
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n", 400, "not a number"),
        arguments(
            "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
            400,
            ""),
        arguments(
            "POST / HTTP/1.1\r\n"
                + "Host: localhost\r\n"
                + "Content-Length: 3\r\n"
                + "Content-Encoding: br\r\n\r\n"
                + "abc",
            415,
            "content encoding"));
  }

  @ParameterizedTest
  @MethodSource("unroutable")
  void answersRequestsThatCannotBeRoutedInJson(String request, int status, String contains)
      throws IOException {
    String answer = server.raw(request);
    assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
    assertTrue(answer.contains("{\"error\":\""), answer);
    assertTrue(answer.contains("Content-Type: application/json"), answer);
    assertTrue(answer.contains(contains), answer);
  }

  @Test
  void refusesOtherBodiesForTheIndex() {
    assertAnswer(
        400,
        "{\"error\":\"ready: expected true or false, found NUMBER\"}",
        server.post("/v2/repository/index", "{\"ready\":1}"));
    assertAnswer(
        400,
        "{\"error\":\"the body: expected an object, found ARRAY\"}",
        server.post("/v2/repository/index", "[]"));
    assertTrue(
        TestServer.error(server.post("/v2/repository/index", "{"))
            .startsWith("the body is not JSON"));
  }

  @Test
  void writesALineForEachAnswer() {
    server.post(
        "/v2/models/demo/infer",
        TestServer.row(1, 2, 3).replaceFirst("\\{", "{\"id\":\"log-1\u009b\","));
    assertTrue(TestServer.eventually(() -> server.accessLog.toString().contains("log-1")));
    String line =
        server
            .accessLog
            .toString()
            .lines()
            .filter(l -> l.contains("log-1"))
            .findFirst()
            .orElseThrow();
    String pattern =
        "\\{\"time\":\"20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\",\"remote\":\"127.0.0.1\","
            + "\"method\":\"POST\",\"path\":\"/v2/models/demo/infer\",\"status\":200,\"bytes\":\\d+,\"micros\":\\d+,"
            + "\"model\":\"demo\",\"version\":2,\"rows\":1,\"id\":\"log-1\\\\u009B\"}";
    assertTrue(line.matches(pattern), line);
  }

  @Test
  void countsForPrometheus() {
    server.infer("demo", 1, 2, 3);
    server.infer("demo", 1, 2);
    assertTrue(
        server.metric("workbench_inference_requests_total{model=\"demo\",version=\"2\"}") >= 1);
    assertTrue(
        server.metric(
                "workbench_inference_failures_total{model=\"demo\",status=\"400\",version=\"2\"}")
            >= 1);
    assertTrue(
        server.metric("workbench_inference_duration_seconds_count{model=\"demo\",version=\"2\"}")
            >= 1);
    assertTrue(
        server.metric("workbench_probability_bucket{model=\"demo\",version=\"2\",le=\"+Inf\"}")
            >= 1);
    assertEquals(1, server.metric("workbench_model_loaded{model=\"demo\",version=\"2\"}"));
    assertEquals(1, server.metric("workbench_requests_in_flight"));
    assertTrue(
        server.metric("workbench_http_requests_total{endpoint=\"infer\",status=\"400\"}") >= 1);
  }
}
