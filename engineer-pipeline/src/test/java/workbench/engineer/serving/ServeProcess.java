package workbench.engineer.serving;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@link Serve} in a JVM of its own, on any free port, with a class path of its own; killed after
 * two minutes.
 */
final class ServeProcess implements AutoCloseable {

  private static final Pattern SERVING = Pattern.compile("serving .* at (http://[0-9.:]+),.*");

  private final Process process;
  private final URI address;
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * Returns when it is ready.
   *
   * @param java the command up to the class
   * @throws IOException if it ends instead
   */
  ServeProcess(List<String> java, String... options) throws IOException {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of(Serve.class.getName(), "--port=0"));
    command.addAll(List.of(options));
    process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    process
        .onExit()
        .orTimeout(2, TimeUnit.MINUTES)
        .exceptionally(late -> process.destroyForcibly());
    address = awaitAddress();
  }

  private URI awaitAddress() throws IOException {
    BufferedReader said = process.errorReader();
    var before = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher serving = SERVING.matcher(line);
      if (serving.matches()) {
        return URI.create(serving.group(1));
      }
      before.append(line).append('\n');
    }
    throw new IOException("the server ended: " + before);
  }

  /** Returns the address on which the server listens. */
  URI address() {
    return address;
  }

  /**
   * @throws IOException if the answer is not 200
   */
  String get(String path) throws IOException, InterruptedException {
    return answer(HttpRequest.newBuilder(address.resolve(path)));
  }

  /**
   * @throws IOException if the answer is not 200
   */
  String post(String path, String body) throws IOException, InterruptedException {
    return answer(
        HttpRequest.newBuilder(address.resolve(path)).POST(BodyPublishers.ofString(body)));
  }

  private String answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(
          "%s: %d %s".formatted(response.uri(), response.statusCode(), response.body()));
    }
    return response.body();
  }

  /** Sends SIGTERM, waits until it ends, and returns its exit code. */
  int stop() throws IOException, InterruptedException {
    // Not by Process.destroy, which would close what is read next.
    process.toHandle().destroy();
    process.getErrorStream().transferTo(OutputStream.nullOutputStream());
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
