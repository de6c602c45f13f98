package workbench.engineer.serving.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.data.InvalidOption;
import workbench.engineer.serving.TestModels;
import workbench.engineer.serving.TestServer;

/** No client can take more than its share. */
class LimitsTest {

  private static final String PATH = "/v2/models/demo/infer";

  @TempDir Path models;

  @BeforeEach
  void publish() throws IOException {
    TestModels.publish(models, "demo", 2, 0);
  }

  private TestServer server(
      int maxBody, int maxRows, int maxConcurrent, Duration request, Duration idle) {
    return new TestServer(
        models,
        d ->
            new Limits(
                maxBody, maxRows, maxConcurrent, d.maxConnections(), request, idle, d.grace()));
  }

  private static String rows(int n) {
    String data = "0.5,".repeat(2 * n);
    return "{\"inputs\":[{\"name\":\"features\",\"shape\":[%d,2],\"datatype\":\"FP32\",\"data\":[%s]}]}"
        .formatted(n, data.substring(0, data.length() - 1));
  }

  @Test
  void refusesALargeBodyAndServesTheNextRequest() {
    try (var server = server(10_000, 100_000, 8, Duration.ofSeconds(10), Duration.ofSeconds(10))) {
      assertEquals(200, server.post(PATH, rows(1000)).statusCode());
      for (int n : List.of(1300, 20_000, 1_000_000)) {
        HttpResponse<String> response = server.post(PATH, rows(n));
        assertEquals(413, response.statusCode());
        assertEquals(
            "the body is larger than 10,000 bytes, decompressed; no more are accepted",
            TestServer.error(response));
      }
      HttpResponse<String> chunked =
          server.send(
              server
                  .request(PATH)
                  .POST(
                      BodyPublishers.ofInputStream(
                          () ->
                              new ByteArrayInputStream(
                                  rows(20_000).getBytes(StandardCharsets.UTF_8)))));
      assertEquals(413, chunked.statusCode());
      assertEquals(200, server.infer("demo", 1, 2).statusCode());
    }
  }

  @Test
  void refusesWhatDecompressesToALargeBody() throws IOException {
    var bomb = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bomb)) {
      byte[] spaces = new byte[1 << 20];
      Arrays.fill(spaces, (byte) ' ');
      for (int i = 0; i < 64; i++) {
        out.write(spaces);
      }
    }
    try (var server = server(1 << 20, 100, 8, Duration.ofSeconds(10), Duration.ofSeconds(10))) {
      HttpResponse<String> response =
          server.send(
              server
                  .request(PATH)
                  .header("Content-Encoding", "gzip")
                  .POST(BodyPublishers.ofByteArray(bomb.toByteArray())));
      assertEquals(413, response.statusCode());
      assertEquals(200, server.infer("demo", 1, 2).statusCode());
    }
  }

  @Test
  void refusesManyRows() {
    try (var server = server(1 << 20, 100, 8, Duration.ofSeconds(10), Duration.ofSeconds(10))) {
      assertEquals(200, server.post(PATH, rows(100)).statusCode());
      HttpResponse<String> response = server.post(PATH, rows(101));
      assertEquals(413, response.statusCode());
      assertEquals(
          "inputs[0].shape: up to 100 rows are accepted, found 101", TestServer.error(response));
    }
  }

  @Test
  void refusesWhenOverloadedAndRecovers() throws InterruptedException {
    try (var server = server(8 << 20, 500_000, 1, Duration.ofSeconds(20), Duration.ofSeconds(20))) {
      String large = rows(200_000);
      Set<String> answers = ConcurrentHashMap.newKeySet();
      for (int round = 0; round < 10 && answers.size() < 2; round++) {
        List<Thread> clients =
            IntStream.range(0, 6)
                .mapToObj(
                    i ->
                        Thread.ofVirtual()
                            .start(
                                () -> {
                                  HttpResponse<String> response = server.post(PATH, large);
                                  answers.add(
                                      response.statusCode()
                                          + (response.statusCode() == 200
                                              ? ""
                                              : TestServer.error(response)
                                                  + response
                                                      .headers()
                                                      .firstValue("Retry-After")
                                                      .orElse("")));
                                }))
                .toList();
        for (Thread client : clients) {
          client.join();
        }
      }
      assertEquals(
          Set.of("200", "503overloaded: 1 requests are being computed, try again1"), answers);
      assertEquals(200, server.infer("demo", 1, 2).statusCode());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET / HT",
        "POST /v2/models/demo/infer HTTP/1.1\r\nHost: localhost\r\n",
        "POST /v2/models/demo/infer HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{",
        "POST /v2/models/demo/infer HTTP/1.1\r\n"
            + "Host: localhost\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "5\r\n"
            + "{"
      })
  void cutsAConnectionThatGoesNowhere(String begin) throws IOException {
    try (var server = server(1 << 20, 100, 1, Duration.ofSeconds(1), Duration.ofSeconds(1));
        Socket slow = server.connect()) {
      slow.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
      long start = System.nanoTime();
      // It does not hold the one place that there is, either.
      assertEquals(200, server.infer("demo", 1, 2).statusCode());
      try {
        slow.getInputStream().readAllBytes();
      } catch (SocketTimeoutException e) {
        throw new AssertionError("still open after 20 s", e);
      } catch (IOException e) {
        // Reset: cut as well.
      }
      assertTrue(System.nanoTime() - start < 10e9);
    }
  }

  /** A byte now and then does not start the clock anew. */
  @Test
  void cutsAClientThatDrips() throws IOException {
    try (var server = server(1 << 20, 100, 1, Duration.ofSeconds(1), Duration.ofSeconds(10));
        Socket slow = server.connect()) {
      slow.getOutputStream()
          .write(
              "POST /v2/models/demo/infer HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertTrue(
          TestServer.eventually(
              () -> {
                try {
                  slow.getOutputStream().write(' ');
                  return false;
                } catch (IOException e) {
                  return true;
                }
              }));
    }
  }

  @Test
  void refusesOptionsThatCannotBe() {
    Limits d = Limits.DEFAULT;
    assertEquals(
        "maxRows=0 is not possible: a whole number from 1",
        assertThrows(
                InvalidOption.class,
                () -> new Limits(1, 0, 1, 1, d.requestTimeout(), d.idleTimeout(), d.grace()))
            .getMessage());
    assertThrows(
        InvalidOption.class,
        () -> new Limits(1, 1, 1, 1, Duration.ZERO, d.idleTimeout(), d.grace()));
  }
}
