package workbench.engineer.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.engineer.serving.http.Limits;

/**
 * 5,000 requests that are wrong in some way: the server answers or closes, and serves the next good
 * one.
 */
class MalformedRequestsTest {

  private static final int REQUESTS = 5_000;

  private static final String GOOD =
      "{\"id\":\"a\",\"parameters\":{\"binary_data_output\":false},\"inputs\":[{\"name\":\"features\",\"shape\":[2,2],\"datatype\":\"FP32\",\"parameters\":{},\"data\":[[1,2],[3.5,-4e-3]]}],\"outputs\":[{\"name\":\"label\",\"parameters\":{\"binary_data\":true}}]}";

  /** The same with its values before their type and shape. */
  private static final String LATE =
      "{\"inputs\":[{\"data\":[[1,2],[3.5,-4e-3]],\"shape\":[2,2],\"name\":\"features\",\"datatype\":\"FP32\"}]}";

  private static final List<Charset> CHARSETS =
      Stream.of(
              "UTF-8",
              "UTF-8",
              "UTF-8",
              "UTF-8",
              "ISO-8859-1",
              "ISO-8859-1",
              "UTF-16",
              "UTF-16LE",
              "UTF-32",
              "UTF-32LE")
          .map(Charset::forName)
          .toList();

  private static final List<String> FRAGMENTS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\\u",
          "\\ud800",
          "null",
          "true",
          "NaN",
          "-Infinity",
          "1e999",
          "-",
          "0x1",
          "1e",
          "18446744073709551616",
          "\"data\":",
          "\"shape\":[",
          "[[[[[[[[[[[[[[[[[[[[[[[[[",
          "{\"a\":{\"a\":{\"a\":{\"a\":",
          "\u0000",
          "\u00ff\u00fe",
          "\ufeff",
          "\"inputs\":[]",
          "\"datatype\":\"BYTES\"",
          "\"binary_data_size\":99999999999",
          "9".repeat(500),
          "\"" + "x".repeat(300) + "\":1",
          "\n",
          "/**/");

  private static final List<String> PATHS =
      List.of(
          "/v2/models/demo/infer",
          "/v2/models/demo/versions/1/infer",
          "/v2/repository/index",
          "/v2/models/demo",
          "/v2/repository/models/demo/load",
          "/",
          "/metrics",
          "/v2/models/%",
          "/v2/models/%zz/infer",
          "//",
          "/../..",
          "/v2/models/" + "x".repeat(3000) + "/infer",
          "*",
          "http://elsewhere/v2",
          "/v2/models/demo/infer?a=%&b",
          "/v2/models/demo/infer#f",
          "/v2/models/demo/versions/99999999999999/infer",
          "/v2/health/ready;x=y");

  private static final List<String> METHODS =
      List.of(
          "POST", "POST", "POST", "POST", "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE",
          "CONNECT", "p", "");

  private static final List<String> HEADERS =
      List.of(
          "Content-Type: nonsense",
          "Content-Type: /;;=",
          "Content-Encoding: gzip",
          "Content-Encoding: deflate",
          "Content-Encoding: br",
          "Content-Encoding: gzip, gzip",
          "Content-Encoding: identity",
          "Inference-Header-Content-Length: 10",
          "Inference-Header-Content-Length: -1",
          "Inference-Header-Content-Length: 99999999999",
          "Expect: 100-continue",
          "Expect: x",
          "Connection: close",
          "Connection: upgrade\r\nUpgrade: h2c",
          "Connection: Upgrade\r\nUpgrade: websocket",
          "Host: two",
          "Host:",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: gzip",
          "Transfer-Encoding: identity",
          "Content-Length: 5",
          "Content-Length: -5",
          "Content-Length: 99999999999999999999",
          "Authorization: Bearer x",
          "Authorization: ",
          "X: " + "y".repeat(2000),
          "X y: z",
          ": z",
          "X",
          " folded: a",
          "X: \u0001\u0000",
          "Accept: */*;q=x",
          "TE: trailers",
          "Accept-Encoding: gzip",
          "Range: bytes=0-1",
          "Cookie: =;=;");

  @TempDir Path models;

  /** The seed has no meaning but that it is fixed: a failure comes again. */
  private final Random random = new Random(20_261_123);

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  @Test
  void neverFailsAndServesTheNextGoodRequest() throws IOException {
    TestModels.publish(models, "demo", 2, 0);
    var statuses = new TreeMap<String, Integer>();
    try (var server =
        new TestServer(
            models,
            d ->
                new Limits(
                    20_000,
                    100,
                    8,
                    4096,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    d.grace()))) {
      for (int i = 0; i < REQUESTS; i++) {
        byte[] request = request();
        String status = send(server, request);
        statuses.merge(status, 1, Integer::sum);
        assertTrue(
            !status.startsWith("5") || status.equals("503"),
            () -> status + " to\n" + new String(request, StandardCharsets.ISO_8859_1));
        if (i % 100 == 0) {
          assertEquals(200, server.infer("demo", 1, 2).statusCode(), "after request " + i);
        }
      }
      assertEquals(200, server.infer("demo", 1, 2).statusCode());
      assertTrue(TestServer.eventually(() -> server.metric("workbench_requests_in_flight") == 1));
    }
    // The mutations reach different places, the parser among them.
    assertTrue(
        statuses.keySet().containsAll(List.of("200", "400", "404", "405", "413", "415")),
        statuses.toString());
    assertTrue(statuses.get("400") > REQUESTS / 4, statuses.toString());
  }

  /**
   * @return the status, or "closed"
   */
  private static String send(TestServer server, byte[] request) throws IOException {
    try (Socket socket = server.connect()) {
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      byte[] line = socket.getInputStream().readNBytes(12);
      String text = new String(line, StandardCharsets.ISO_8859_1);
      return text.startsWith("HTTP/1.1 ") ? text.substring(9) : "closed";
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return "closed";
    }
  }

  private byte[] request() throws IOException {
    int kind = random.nextInt(10);
    if (kind == 0) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] body = kind < 7 ? mutatedJson() : kind < 8 ? compressed() : mutatedJson();
    var out = new ByteArrayOutputStream();
    String method = kind < 7 ? "POST" : any(METHODS);
    String path = kind < 7 ? PATHS.getFirst() : any(PATHS);
    var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    if (random.nextInt(50) > 0) {
      head.append("Host: localhost\r\n");
    }
    if (kind >= 7) {
      for (int i = random.nextInt(3); i > 0; i--) {
        head.append(any(HEADERS)).append("\r\n");
      }
      if (kind == 7) {
        head.append("Content-Encoding: gzip\r\n");
      }
    }
    boolean chunked = random.nextInt(5) == 0;
    if (chunked) {
      head.append("Transfer-Encoding: chunked\r\n\r\n");
    } else {
      int wrong = random.nextInt(20) == 0 ? random.nextInt(50) - 25 : 0;
      head.append("Content-Length: ").append(Math.max(0, body.length + wrong)).append("\r\n\r\n");
    }
    out.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(chunked ? chunks(body) : body);
    byte[] request = out.toByteArray();
    if (random.nextInt(10) == 0) {
      request[random.nextInt(request.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(20) == 0
        ? Arrays.copyOf(request, random.nextInt(request.length))
        : request;
  }

  private byte[] mutatedJson() {
    if (random.nextInt(40) == 0) {
      return " ".repeat(30_000).getBytes(StandardCharsets.US_ASCII);
    }
    var json = new StringBuilder(any(List.of(GOOD, GOOD, LATE, "\ufeff" + LATE)));
    for (int i = random.nextInt(5); i > 0; i--) {
      int at = random.nextInt(json.length());
      switch (random.nextInt(4)) {
        case 0 -> json.insert(at, any(FRAGMENTS));
        case 1 -> json.delete(at, Math.min(json.length(), at + 1 + random.nextInt(10)));
        case 2 -> json.setCharAt(at, (char) random.nextInt(256));
        default -> json.replace(at, Math.min(json.length(), at + 5), any(FRAGMENTS));
      }
      if (json.isEmpty()) {
        json.append(' ');
      }
    }
    return json.toString().getBytes(any(CHARSETS));
  }

  /** Good, a bomb, or cut. */
  private byte[] compressed() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(random.nextBoolean() ? GOOD.getBytes(StandardCharsets.UTF_8) : new byte[1 << 20]);
    }
    byte[] bytes = out.toByteArray();
    return random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }

  private byte[] chunks(byte[] body) {
    var out = new ByteArrayOutputStream();
    int position = 0;
    while (position < body.length) {
      int size = Math.min(body.length - position, 1 + random.nextInt(200));
      String announced =
          random.nextInt(30) == 0
              ? any(List.of("x", "-1", "ffffffffff", "0", "", "5;ext=1", " 5"))
              : Integer.toHexString(size);
      out.writeBytes((announced + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(body, position, size);
      out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
      position += size;
    }
    out.writeBytes(
        random.nextInt(20) == 0 ? new byte[0] : "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }
}
