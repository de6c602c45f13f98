package workbench.engineer.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import workbench.engineer.serving.http.Limits;
import workbench.engineer.serving.protocol.HeapBudget;
import workbench.engineer.serving.protocol.Refusal;
import workbench.engineer.serving.protocol.RowBuffers;

/** Encodings, characters and connections that no well-behaved client uses. */
class HostileClientsTest {

  private static final String INFER = "/v2/models/demo/infer";
  private static final String LATE_SHAPE =
      "{\"inputs\":[{\"name\":\"features\",\"data\":[1,2],\"shape\":[1,2],\"datatype\":\"FP32\"}]}";

  @TempDir Path models;

  @BeforeEach
  void publish() throws IOException {
    TestModels.publish(models, "demo", 2, 0);
  }

  private static HttpResponse<String> post(TestServer server, String path, byte[] body) {
    return server.send(
        server
            .request(path)
            .header("Authorization", "bearer " + TestServer.TOKEN)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
  void refusesJsonThatIsNotUtf8OnEveryEndpoint(String charset) {
    try (var server = new TestServer(models)) {
      for (String byteOrderMark : List.of("", "\ufeff")) {
        for (String path :
            List.of(INFER, "/v2/repository/index", "/v2/repository/models/demo/load")) {
          for (String json : List.of(LATE_SHAPE, TestServer.row(1, 2), "{}")) {
            byte[] body = (byteOrderMark + json).getBytes(Charset.forName(charset));
            HttpResponse<String> response = post(server, path, body);
            assertEquals(400, response.statusCode(), path);
            assertEquals(
                "the body: JSON in UTF-8 is expected, this is another encoding",
                TestServer.error(response));
          }
        }
      }
    }
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    try (var server = new TestServer(models)) {
      // A byte of Latin-1, a surrogate, an overlong zero.
      for (String bytes : List.of("\u00e9", "\u00ed\u00a0\u0080", "\u00c0\u0080")) {
        String json = "{\"id\":\"" + bytes + "\"," + TestServer.row(1, 2).substring(1);
        HttpResponse<String> response =
            post(server, INFER, json.getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(400, response.statusCode());
      }
    }
  }

  @Test
  void readsValuesThatComeBeforeTheirShapeAfterAByteOrderMark() {
    try (var server = new TestServer(models)) {
      for (String json : List.of(LATE_SHAPE, "\ufeff" + LATE_SHAPE)) {
        HttpResponse<String> response = post(server, INFER, json.getBytes(StandardCharsets.UTF_8));
        assertEquals(200, response.statusCode(), response.body());
        assertEquals(TestModels.probability(0, 1, 2), TestServer.probability(response), 1e-6);
      }
    }
  }

  @Test
  void refusesHalfACharacterAndKeepsItsLogReadable() {
    try (var server = new TestServer(models)) {
      String half = "\\ud800";
      HttpResponse<String> id =
          server.post(INFER, "{\"id\":\"" + half + "\"," + TestServer.row(1, 2).substring(1));
      assertEquals(400, id.statusCode());
      assertEquals(
          "id: has half of a surrogate pair, a whole character is expected", TestServer.error(id));
      HttpResponse<String> name =
          server.post(INFER, TestServer.row(1, 2).replace("features", half));
      assertEquals(400, name.statusCode());
      assertEquals("inputs[0].name: expected 'features', found '\ufffd'", TestServer.error(name));
      // Shortened in the middle of a character.
      HttpResponse<String> cut =
          server.post(
              INFER, TestServer.row(1, 2).replace("features", "x" + "\ud83d\ude00".repeat(60)));
      assertEquals(400, cut.statusCode());
      HttpResponse<String> whole =
          server.post(INFER, "{\"id\":\"\\ud83d\\ude00\"," + TestServer.row(1, 2).substring(1));
      assertEquals("\ud83d\ude00", TestServer.json(whole).path("id").asString());
      server.server.stop();
      List<String> lines = server.accessLog.toString(StandardCharsets.UTF_8).lines().toList();
      assertEquals(4, lines.size(), lines.toString());
      lines.forEach(line -> assertTrue(JsonMapper.shared().readTree(line).isObject(), line));
    }
  }

  @Test
  void refusesATypeThatIsGivenTwice() {
    try (var server = new TestServer(models)) {
      String twice = TestServer.row(1, 2).replace("\"shape\"", "\"datatype\":\"INT8\",\"shape\"");
      assertEquals(
          "inputs[0].datatype: is given twice", TestServer.error(server.post(INFER, twice)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER "})
  void takesTheTokenWithASchemeInAnyCase(String scheme) {
    try (var server = new TestServer(models)) {
      HttpResponse<String> response =
          server.send(
              server
                  .request("/v2/repository/models/demo/load")
                  .header("Authorization", scheme + TestServer.TOKEN)
                  .POST(BodyPublishers.noBody()));
      assertEquals(200, response.statusCode());
    }
  }

  /** A client that writes all of its body first: without that the connection would be reset. */
  @ParameterizedTest
  @CsvSource({
    "/v2/nothing, 404",
    "/v2/models/other/infer, 404",
    "/v2/repository/models/demo/unload, 401",
    "/v2/models/demo, 405",
    "/v2/models/demo/infer, 413"
  })
  void letsItsAnswerBeReadAfterABodyThatItDoesNotWant(String path, int status) throws IOException {
    byte[] body = new byte[5 << 20];
    Arrays.fill(body, (byte) ' ');
    try (var server = new TestServer(models);
        Socket socket = server.connect()) {
      String head =
          "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
              .formatted(path, body.length);
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      byte[] answer = socket.getInputStream().readNBytes(12);
      assertEquals("HTTP/1.1 " + status, new String(answer, StandardCharsets.US_ASCII));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\n",
        "-2\r\n{}\r\n0\r\n\r\n",
        "2\n{}\r\n0\r\n\r\n",
        "\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}\r\n0\r\nX\r\n\r\n"
      })
  void closesTheConnectionAfterAMalformedBody(String chunks) throws IOException {
    try (var server = new TestServer(models)) {
      // raw() reads until the server closes; the second request must not be answered.
      String answers =
          server.raw(
              "POST /v2/models/demo/infer HTTP/1.1\r\n"
                  + "Host: localhost\r\n"
                  + "Transfer-Encoding: chunked\r\n\r\n"
                  + chunks
                  + "GET /v2/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertTrue(answers.startsWith("HTTP/1.1 400"), answers);
      assertFalse(answers.contains("live"), answers);
    }
  }

  @Test
  void refusesANameThatIsNotItsOwn() throws IOException {
    try (var server = new TestServer(models)) {
      String answer =
          server.raw("GET /catalogue HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 421"), answer);
    }
  }

  @Test
  void answersProbesWhenIdleConnectionsHoldEveryOther() throws IOException {
    Limits d = Limits.DEFAULT;
    var limits =
        new Limits(
            d.maxBody(),
            d.maxRows(),
            d.maxConcurrent(),
            2,
            d.requestTimeout(),
            d.idleTimeout(),
            d.grace());
    var options =
        new ServerOptions(
            "127.0.0.1",
            0,
            OptionalInt.of(0),
            Set.of(),
            models,
            Duration.ofSeconds(1),
            2,
            limits,
            Duration.ZERO,
            Optional.empty(),
            Optional.empty(),
            false);
    try (var server = new TestServer(options)) {
      int health = server.server.healthPort().orElseThrow();
      List<Socket> idle = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        idle.add(server.connect());
      }
      assertTrue(HealthCheck.isAlive(URI.create("http://127.0.0.1:" + health)));
      for (String path : List.of("/v2/health/ready", "/metrics")) {
        assertTrue(ask(health, path).startsWith("HTTP/1.1 200"), path);
      }
      for (String path : List.of("/", "/catalogue", "/v2/models/demo")) {
        assertTrue(ask(health, path).startsWith("HTTP/1.1 404"), path);
      }
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  private static String ask(int port, String path) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                  .formatted(path)
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void givesLargeBodiesALimitedShareOfTheHeap() {
    HeapBudget budget = HeapBudget.forBodies(1);
    assertEquals(
        Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 8 * 3), budget.size());
    budget.reserve(budget.size());
    Refusal refusal = assertThrows(Refusal.class, () -> budget.reserve(1));
    assertEquals(503, refusal.status());
    budget.release(budget.size());
    budget.reserve(budget.size());
  }

  @Test
  void largeRowsWaitUntilOthersHaveBeenScored() throws InterruptedException {
    HeapBudget budget = HeapBudget.forRows(1);
    var buffers = new RowBuffers(budget);
    budget.reserve(budget.size());
    Thread second =
        Thread.ofPlatform().start(() -> buffers.giveBack(buffers.take(RowBuffers.DIRECT + 1)));
    assertTrue(TestServer.eventually(() -> second.getState() == Thread.State.TIMED_WAITING));
    budget.release(budget.size());
    assertTrue(second.join(Duration.ofSeconds(10)));
    budget.reserve(budget.size());
  }

  /** The request has more rows than are scored at once: every answer must be its own row's. */
  @Test
  void scoresALargeRequestPartByPart() throws IOException {
    TestModels.publish(models, "wide", 30, 0);
    int rows = 3001;
    var data = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      data.append(i == 0 ? "" : ",").append(i / 1000.0 - 1.5).append(",0".repeat(29));
    }
    try (var server = new TestServer(models)) {
      HttpResponse<String> response =
          server.post(
              "/v2/models/wide/infer",
              "{\"inputs\":[{\"name\":\"features\",\"shape\":[%d,30],\"datatype\":\"FP32\",\"data\":[%s]}]}"
                  .formatted(rows, data));
      assertEquals(200, response.statusCode(), response.body());
      var probabilities = TestServer.json(response).at("/outputs/0/data");
      assertEquals(rows, probabilities.size());
      for (int i = 0; i < rows; i++) {
        assertEquals(
            TestModels.probability(0, i / 1000.0 - 1.5), probabilities.get(i).asDouble(), 1e-6);
      }
    }
  }
}
