package workbench.engineer.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.engineer.serving.http.Limits;

/** Many requests, good and bad, in one server: what it needs stays the same. */
class SoakTest {

  private static final int ROUND = 10_000;
  private static final int CLIENTS = 4;

  @TempDir Path models;

  @Test
  void needsNoMoreMemoryAfterManyRequests() throws Exception {
    TestModels.publish(models, "demo", 2, 0);
    var options =
        new ServerOptions(
            "127.0.0.1",
            0,
            OptionalInt.empty(),
            Set.of(),
            models,
            Duration.ofMillis(50),
            2,
            Limits.DEFAULT,
            Duration.ZERO,
            Optional.empty(),
            Optional.empty(),
            true);
    try (var server = new PredictionServer(options, OutputStream.nullOutputStream(), line -> {})) {
      round(server);
      long before = heap();
      round(server);
      round(server);
      long after = heap();
      assertTrue(after - before < 4 << 20, "%,d bytes before, %,d after".formatted(before, after));
    }
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void round(PredictionServer server) throws InterruptedException {
    var failures = new AtomicInteger();
    List<Thread> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      clients.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (var socket = new Socket("127.0.0.1", server.port())) {
                      socket.setTcpNoDelay(true);
                      socket.setSoTimeout(10_000);
                      for (int i = 0; i < ROUND / CLIENTS; i++) {
                        boolean good = i % 10 > 0;
                        if (ask(
                                socket,
                                good
                                    ? TestServer.row(1, i)
                                    : "{\"id\":\"%d\",\"inputs\":[]}".formatted(i))
                            != (good ? 200 : 400)) {
                          failures.incrementAndGet();
                        }
                      }
                    } catch (IOException e) {
                      failures.addAndGet(ROUND);
                    }
                  }));
    }
    for (Thread client : clients) {
      client.join();
    }
    assertEquals(0, failures.get());
  }

  private static int ask(Socket socket, String body) throws IOException {
    String head =
        "POST /v2/models/demo/infer HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n";
    socket
        .getOutputStream()
        .write((head.formatted(body.length()) + body).getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    var answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      answer.append((char) in.read());
    }
    int at = answer.indexOf("Content-Length: ") + 16;
    in.skipNBytes(Integer.parseInt(answer.substring(at, answer.indexOf("\r", at))));
    return Integer.parseInt(answer.substring(9, 12));
  }
}
