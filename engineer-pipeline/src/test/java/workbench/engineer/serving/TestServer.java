package workbench.engineer.serving;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import workbench.engineer.serving.http.Limits;

/** A server on a free port, and a client of it. */
public final class TestServer implements AutoCloseable {

  static final String TOKEN = "a-token-for-tests";

  final PredictionServer server;
  final ByteArrayOutputStream accessLog = new ByteArrayOutputStream();
  final CopyOnWriteArrayList<String> log = new CopyOnWriteArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Starts a server with all features on, which looks for new versions often. */
  public TestServer(Path models) {
    this(models, UnaryOperator.identity());
  }

  public TestServer(Path models, UnaryOperator<Limits> limits) {
    this(options(models, limits.apply(Limits.DEFAULT)));
  }

  public TestServer(ServerOptions options) {
    server = new PredictionServer(options, accessLog, log::add);
  }

  static ServerOptions options(Path models, Limits limits) {
    return new ServerOptions(
        "127.0.0.1",
        0,
        OptionalInt.empty(),
        Set.of(),
        models,
        Duration.ofMillis(50),
        2,
        limits,
        Duration.ZERO,
        Optional.of(TOKEN),
        Optional.empty(),
        true);
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path))
        .timeout(Duration.ofSeconds(10));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  public HttpResponse<String> post(String path, String body) {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> postAuthorized(String path) {
    return send(
        request(path).header("Authorization", "Bearer " + TOKEN).POST(BodyPublishers.noBody()));
  }

  /** Asks for the answer to one row. */
  public HttpResponse<String> infer(String model, double... row) {
    return post("/v2/models/%s/infer".formatted(model), row(row));
  }

  static String row(double... row) {
    return "{\"inputs\":[{\"name\":\"features\",\"shape\":[1,%d],\"datatype\":\"FP32\",\"data\":%s}]}"
        .formatted(row.length, Arrays.toString(row));
  }

  static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  public static String error(HttpResponse<String> response) {
    return json(response).path("error").asString("(no error in: " + response.body() + ")");
  }

  static double probability(HttpResponse<String> response) {
    return json(response).at("/outputs/0/data/0").asDouble(Double.NaN);
  }

  /** The value of a metric's sample, such as {@code name{label="x"}}; NaN if there is none. */
  double metric(String sample) {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(sample + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  public Socket connect() throws IOException {
    var socket = new Socket("127.0.0.1", server.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Sends bytes as they are, and reads until the server closes. */
  String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Polls until the condition holds, up to thirty seconds. */
  public static boolean eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + 30_000_000_000L;
    while (System.nanoTime() < end) {
      if (condition.getAsBoolean()) {
        return true;
      }
      LockSupport.parkNanos(5_000_000);
    }
    return condition.getAsBoolean();
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
  }
}
