package workbench.benchmarks.measurement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import workbench.benchmarks.measurement.Results.Metric;

/**
 * Prediction server in a process of its own, on a free port of this machine. It is measured under
 * load by wrk, or from its start until it is ready.
 */
final class Served implements Contender {

  private static final String READY = "/v2/health/ready";
  private static final String INFER = "/v2/models/network/infer";
  private static final long LOOK_NANOS = 2_000_000;
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final Pattern WRK =
      Pattern.compile(
          "(?s)50%\\s+([\\d.]+)(us|ms|s|m).*99%\\s+([\\d.]+)(us|ms|s|m).*Requests/sec:\\s+([\\d.]+)");

  /** Units of wrk, as parts of a second. */
  private static final Map<String, Double> UNITS =
      Map.of("us", 1e6, "ms", 1e3, "s", 1.0, "m", 1 / 60.0);

  private final String name;
  private final IntFunction<List<String>> command;
  private final String body;
  private final int connections;
  private final Path folder;
  private final Pace pace;
  private Program.Running running;
  private String address;
  private double secondsToReady;
  private boolean warm;

  /**
   * @param command the command line for a port; it may throw {@link Missing}
   * @param body of every request
   * @param connections of the load; 0: the start is measured
   * @param folder for the load generator's script
   */
  Served(
      String name,
      IntFunction<List<String>> command,
      String body,
      int connections,
      Path folder,
      Pace pace) {
    this.name = name;
    this.command = command;
    this.body = body;
    this.connections = connections;
    this.folder = folder;
    this.pace = pace;
  }

  @Override
  public String name() {
    return name;
  }

  /** The probabilities in the response to the request. */
  @Override
  public double[] answer() {
    if (connections > 0 && !wrkIsInstalled()) {
      throw new Missing(name, "no wrk on the PATH to load it with");
    }
    start();
    JsonNode data =
        JsonMapper.shared()
            .readTree(send(INFER, BodyPublishers.ofString(body)).body())
            .at("/outputs/0/data");
    if (connections == 0) {
      close();
    }
    return data.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  @Override
  public Map<Metric, Double> measure() {
    if (connections == 0) {
      start();
      close();
      return Map.of(Metric.START, secondsToReady);
    }
    if (!warm) {
      load(2 * pace.warmUp());
      warm = true;
    }
    Map<Metric, Double> figures = new EnumMap<>(load(pace.timed()));
    figures.put(Metric.RESIDENT, residentBytes());
    return figures;
  }

  private void start() {
    try (var free = new ServerSocket(0)) {
      address = "http://127.0.0.1:" + free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var program = new Program(command.apply(URI.create(address).getPort()));
    long start = System.nanoTime();
    running = program.start();
    while (!isReady()) {
      if (!running.process().isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
        throw new Missing(name, "the server does not start: " + running.lastError());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    secondsToReady = (System.nanoTime() - start) / 1e9;
  }

  private boolean isReady() {
    try {
      return send(READY, BodyPublishers.noBody()).statusCode() == 200;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  private HttpResponse<String> send(String path, BodyPublisher content) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .method(path.equals(READY) ? "GET" : "POST", content)
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Resident memory, from Linux or {@code ps}; 0 if neither tells. */
  private double residentBytes() {
    String id = Long.toString(running.process().pid());
    Path status = Path.of("/proc", id, "status");
    try {
      String kilobytes;
      if (Files.exists(status)) {
        try (Stream<String> lines = Files.lines(status)) {
          kilobytes = lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElse("");
        }
      } else {
        kilobytes = new Program(List.of("ps", "-o", "rss=", "-p", id)).run();
      }
      String digits = kilobytes.replaceAll("\\D", "");
      return digits.isEmpty() ? 0 : 1024 * Double.parseDouble(digits);
    } catch (IOException | IllegalStateException | UncheckedIOException _) {
      return 0;
    }
  }

  @Override
  public void close() {
    if (running != null) {
      running.close();
    }
  }

  private static boolean wrkIsInstalled() {
    // It prints its version and fails, because no address is given.
    try (var _ = new Program(List.of("wrk", "-v")).start()) {
      return true;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  private Map<Metric, Double> load(double seconds) {
    Path script = folder.resolve("post.lua");
    try {
      Files.writeString(
          script,
          "wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.body = '%s'\n"
              .formatted(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return wrkFigures(
        new Program(
                List.of(
                    "wrk",
                    "-t1",
                    "-c" + connections,
                    "-d" + Math.max(1, Math.round(seconds)) + "s",
                    "--latency",
                    "-s",
                    script.toString(),
                    address + INFER))
            .run());
  }

  /**
   * Figures in the output of wrk.
   *
   * @throws IllegalStateException if a request failed
   */
  static Map<Metric, Double> wrkFigures(String output) {
    Matcher found = WRK.matcher(output);
    if (output.contains("Non-2xx") || output.contains("Socket errors") || !found.find()) {
      throw new IllegalStateException("requests failed: " + output.replaceAll("\\s+", " "));
    }
    return Map.of(
        Metric.MEDIAN_LATENCY, Double.parseDouble(found.group(1)) / UNITS.get(found.group(2)),
        Metric.TAIL_LATENCY, Double.parseDouble(found.group(3)) / UNITS.get(found.group(4)),
        Metric.REQUESTS, Double.parseDouble(found.group(5)));
  }
}
