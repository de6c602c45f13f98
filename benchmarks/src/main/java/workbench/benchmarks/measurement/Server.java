package workbench.benchmarks.measurement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** A prediction server in a process of its own, on a free port of this machine. */
final class Server implements AutoCloseable {

  private static final String READY = "/v2/health/ready";
  private static final long LOOK_NANOS = 2_000_000;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path errors;
  private final Process process;
  private final String address;
  private final double secondsToReady;

  /**
   * Starts it, and waits until it is ready.
   *
   * @param command from the port to the command line
   * @throws Contestant.Missing if it does not get ready
   */
  Server(String name, IntFunction<List<String>> command) {
    try {
      int port;
      try (var free = new ServerSocket(0)) {
        port = free.getLocalPort();
      }
      address = "http://127.0.0.1:" + port;
      errors = Files.createTempFile("server", ".log");
      long start = System.nanoTime();
      process =
          Python.process(command.apply(port))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(errors.toFile())
              .start();
      while (!isReady()) {
        if (!process.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
          String last = Files.readString(errors).lines().reduce("", (a, b) -> b);
          close();
          throw new Contestant.Missing("%s (the server does not start: %s)".formatted(name, last));
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
      secondsToReady = (System.nanoTime() - start) / 1e9;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isReady() {
    try {
      return client.send(request(READY).build(), BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(10));
  }

  double secondsToReady() {
    return secondsToReady;
  }

  String address() {
    return address;
  }

  /**
   * @return the answer's body
   */
  String post(String path, String body) {
    HttpRequest post =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return send(post);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Once more if the server has closed the connection, which was idle. */
  private String send(HttpRequest post) throws IOException, InterruptedException {
    try {
      return client.send(post, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return client.send(post, BodyHandlers.ofString()).body();
    }
  }

  /** Bytes of memory that the process has, as Linux or {@code ps} says; 0 if nobody does. */
  double residentBytes() {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try {
      if (Files.exists(status)) {
        try (Stream<String> lines = Files.lines(status)) {
          return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0);
        }
      }
      Process ps =
          new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid())).start();
      String kilobytes = new String(ps.getInputStream().readAllBytes()).strip();
      return kilobytes.isEmpty() ? 0 : 1024 * Double.parseDouble(kilobytes);
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Files.deleteIfExists(errors);
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
    }
    client.close();
  }
}
