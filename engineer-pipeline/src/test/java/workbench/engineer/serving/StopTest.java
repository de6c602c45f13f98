package workbench.engineer.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command line in a process of its own, which gets SIGTERM. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process cannot send SIGTERM there")
class StopTest {

  private static final Pattern ADDRESS = Pattern.compile("http://127.0.0.1:(\\d+)");

  @TempDir Path folder;

  private Process start(String... options) throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-classpath",
                    System.getProperty("java.class.path"),
                    "workbench.engineer.serving.Serve",
                    "--models=" + folder.resolve("models"),
                    "--port=0"),
                Stream.of(options))
            .toList();
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private String errors() {
    try {
      return Files.readString(folder.resolve("err"));
    } catch (IOException e) {
      return "";
    }
  }

  private int port(Process process) {
    assertTrue(
        TestServer.eventually(() -> errors().contains("Ctrl-C stops") || !process.isAlive()));
    Matcher matcher = ADDRESS.matcher(errors());
    assertTrue(matcher.find(), errors());
    return Integer.parseInt(matcher.group(1));
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Socket connect(int port) throws IOException {
    var socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(10_000);
    return socket;
  }

  @Test
  void finishesWhatIsUnderWayAndRefusesWhatIsNew() throws Exception {
    TestModels.publish(folder.resolve("models"), "demo", 2, 0);
    Process process = start("--drain=0.5", "--grace=10");
    try {
      int port = port(process);
      String body = TestServer.row(1, 2);
      String post =
          "POST /v2/models/demo/infer HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
              .formatted(body.length());
      String ready =
          "GET /v2/health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      try (Socket underWay = connect(port)) {
        send(underWay, post + body.substring(0, 10));
        assertTrue(
            TestServer.eventually(() -> metric(port).contains("workbench_requests_in_flight 2.0")));
        process.destroy();
        assertTrue(TestServer.eventually(() -> errors().contains("stopping")));
        assertTrue(TestServer.eventually(() -> ask(port, ready).startsWith("HTTP/1.1 503")));
        assertTrue(
            ask(port, ready).endsWith("{\"ready\":false,\"error\":\"the server is stopping\"}"));
        String refused = ask(port, post + body);
        assertTrue(refused.startsWith("HTTP/1.1 503"), refused);
        assertTrue(refused.contains("Retry-After: 1"), refused);
        assertTrue(refused.endsWith("{\"error\":\"the server is stopping\"}"), refused);
        send(underWay, body.substring(10));
        String finished = answer(underWay);
        assertTrue(finished.startsWith("HTTP/1.1 200 OK"), finished);
        assertTrue(finished.endsWith("}]}"), finished);
      }
      assertTrue(process.waitFor(10, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue(), errors());
      assertTrue(
          Files.readString(folder.resolve("out")).contains("\"model\":\"demo\""),
          "the access log is written");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void waitsNoLongerThanTheGracePeriod() throws Exception {
    TestModels.publish(folder.resolve("models"), "demo", 2, 0);
    Process process = start("--drain=0", "--grace=0.5", "--requestTimeout=60");
    try {
      int port = port(process);
      try (Socket slow = connect(port)) {
        send(
            slow,
            "POST /v2/models/demo/infer HTTP/1.1\r\n"
                + "Host: localhost\r\n"
                + "Content-Length: 100\r\n\r\n");
        assertTrue(
            TestServer.eventually(() -> metric(port).contains("workbench_requests_in_flight 2.0")));
        process.destroy();
        assertTrue(process.waitFor(8, TimeUnit.SECONDS));
      }
      assertEquals(1, process.exitValue(), errors());
      assertTrue(errors().contains("still under way after the grace period"), errors());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void isNotHeldUpByAModelThatIsStillBeingLoaded() throws Exception {
    TestModels.publish(folder.resolve("models"), "demo", 2, 0);
    Process process = start("--drain=0", "--grace=1", "--poll=0.05");
    try {
      port(process);
      TestModels.publishEndless(folder.resolve("models"), "demo");
      // Its thread computes for 5 s from now on.
      assertTrue(TestServer.eventually(() -> threads(process).contains("load-demo-2")), errors());
      process.destroy();
      assertTrue(process.waitFor(4, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue(), errors());
    } finally {
      process.destroyForcibly();
    }
  }

  private static String threads(Process process) {
    try {
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(process.pid()),
                  "Thread.print")
              .start();
      return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void saysWhyItCannotStart() throws Exception {
    Process process = start("--maxRows=0");
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    assertEquals(2, process.exitValue());
    assertEquals("Error: maxRows=0 is not possible: a whole number from 1\n", errors());
  }

  private static String metric(int port) {
    return ask(port, "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  private static String ask(int port, String request) {
    try (Socket socket = connect(port)) {
      send(socket, request);
      return answer(socket);
    } catch (ConnectException e) {
      return "refused";
    } catch (IOException e) {
      return e.toString();
    }
  }
}
