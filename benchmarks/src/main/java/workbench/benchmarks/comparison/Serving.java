package workbench.benchmarks.comparison;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import workbench.command.Stopwatch;
import workbench.data.Column;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.engineer.serving.PredictionServer;
import workbench.engineer.serving.ServerOptions;

/**
 * Latency of a released model over HTTP: one client sends requests of one row, one after the other,
 * in the process of the server. The figures are for illustration; the benchmarks measure carefully.
 *
 * @param startSeconds from the start of the server until it is ready
 * @param requests that were timed, after as many to warm up
 * @param medianMillis of one request, from sending it to having read the answer
 * @param slowestMillis the time below which 99 of 100 requests stayed
 * @param largestDifference between a probability that was served and the model's own
 */
public record Serving(
    double startSeconds,
    int requests,
    double medianMillis,
    double slowestMillis,
    double largestDifference) {

  private static final int REQUESTS = 200;
  private static final double LONGEST_SECONDS = 2;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /**
   * Starts the server over this version alone, on a free port of this machine, asks it, and stops
   * it.
   *
   * @param version the folder of a released version
   * @param data whose test set to ask for
   * @param probabilities {@code [m]}, what the model itself says
   * @throws IOException if the server cannot be asked
   * @throws InvalidInput if it cannot be started
   */
  static Serving measure(Path version, Preparation data, double[] probabilities)
      throws IOException {
    String name = version.getParent().getFileName().toString();
    Path repository = Files.createTempDirectory("comparison");
    try {
      copy(version, repository.resolve(name).resolve("1"));
      var stopwatch = new Stopwatch();
      try (var server =
              new PredictionServer(
                  ServerOptions.local(repository), OutputStream.nullOutputStream(), line -> {});
          var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
        double startSeconds = stopwatch.seconds();
        URI address = URI.create("%s/v2/models/%s/infer".formatted(server.address(), name));
        return asked(client, address, bodies(data), probabilities, startSeconds);
      }
    } finally {
      delete(repository);
    }
  }

  private static Serving asked(
      HttpClient client,
      URI address,
      List<String> bodies,
      double[] probabilities,
      double startSeconds)
      throws IOException {
    HttpRequest[] requests =
        bodies.stream().map(body -> request(address, body)).toArray(HttpRequest[]::new);
    var stopwatch = new Stopwatch();
    double largest = 0;
    for (int i = 0; i < REQUESTS && stopwatch.seconds() < LONGEST_SECONDS; i++) {
      int row = i % requests.length;
      largest =
          Math.max(
              largest, Math.abs(probability(send(client, requests[row])) - probabilities[row]));
    }
    double[] millis = new double[REQUESTS];
    int done = 0;
    while (done < REQUESTS && (done == 0 || stopwatch.seconds() < 2 * LONGEST_SECONDS)) {
      long start = System.nanoTime();
      send(client, requests[done % requests.length]);
      millis[done++] = (System.nanoTime() - start) / 1e6;
    }
    double[] sorted = Arrays.stream(millis, 0, done).sorted().toArray();
    return new Serving(
        startSeconds, done, sorted[done / 2], sorted[Math.min(done - 1, done * 99 / 100)], largest);
  }

  /** One request for each row of the test set, in the form that the model takes. */
  private static List<String> bodies(Preparation data) {
    if (data.rawColumns().isEmpty()) {
      return Arrays.stream(data.test().x())
          .map(row -> body("features", row.length, "FP32", Arrays.toString(row)))
          .map("{\"inputs\":[%s]}"::formatted)
          .toList();
    }
    List<Column> columns =
        data.testRows().columns().stream()
            .filter(column -> data.columns().inputNames().contains(column.name()))
            .toList();
    return IntStream.range(0, data.test().rows())
        .mapToObj(
            row ->
                columns.stream()
                    .map(column -> body(column, row))
                    .collect(Collectors.joining(",", "{\"inputs\":[", "]}")))
        .toList();
  }

  private static String body(Column column, int row) {
    return switch (column) {
      case Column.Numeric(String name, double[] values) ->
          body(name, 1, "FP32", column.isMissing(row) ? "[null]" : "[%s]".formatted(values[row]));
      case Column.Categorical category ->
          body(
              category.name(),
              1,
              "BYTES",
              category.isMissing(row)
                  ? "[null]"
                  : "[%s]".formatted(json(category.levels().get(category.codes()[row]))));
    };
  }

  private static String body(String name, int values, String datatype, String data) {
    return "{\"name\":%s,\"shape\":[1,%d],\"datatype\":\"%s\",\"data\":%s}"
        .formatted(json(name), values, datatype, data);
  }

  private static String json(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }

  private static HttpRequest request(URI address, String body) {
    return HttpRequest.newBuilder(address)
        .timeout(TIMEOUT)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static String send(HttpClient client, HttpRequest request) throws IOException {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(
            "the server answered %d: %s".formatted(response.statusCode(), response.body()));
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static double probability(String answer) {
    return JsonMapper.shared().readTree(answer).at("/outputs/0/data/0").asDouble();
  }

  private static void copy(Path version, Path place) throws IOException {
    Files.createDirectories(place);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(version)) {
      for (Path file : files) {
        Files.copy(file, place.resolve(file.getFileName()));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          delete(file);
        }
      }
    }
    Files.delete(folder);
  }
}
