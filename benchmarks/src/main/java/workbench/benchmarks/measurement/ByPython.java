package workbench.benchmarks.measurement;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import workbench.model.Json;

/**
 * Contender that a Python process runs and measures, as long as its row lasts: a library, a whole
 * process or a server.
 */
final class ByPython implements Contender {

  private final String name;
  private final Python python;
  private final List<String> line;
  private Process process;
  private BufferedReader output;
  private Path errors;
  private boolean warm;

  /**
   * @param function its name in {@code peers.py}
   * @param parameters of the function, by name
   */
  ByPython(String name, Python python, String function, Map<String, ?> parameters) {
    this.name = name;
    this.python = python;
    this.line = python.script("peers.py", function, Json.write(parameters));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double[] answer() throws IOException {
    if (!python.isFound()) {
      throw new Missing(name, "no Python 3 found");
    }
    errors = Files.createTempFile("peer", ".log");
    errors.toFile().deleteOnExit();
    var builder = new ProcessBuilder(line).redirectError(errors.toFile());
    // Maven limits the threads for our JVMs; Python has its own defaults.
    builder.environment().remove("OMP_NUM_THREADS");
    process = builder.start();
    output = process.inputReader();
    JsonNode ready = read();
    if (ready.has("missing")) {
      throw new Missing(name, ready.get("missing").asString());
    }
    ready
        .get("versions")
        .forEachEntry((library, version) -> python.versions().put(library, version.asString()));
    return ready.get("answer").valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  @Override
  public Map<Metric, Double> measure(Pace pace) throws IOException {
    double warmUp = warm ? 0 : pace.warmUp();
    warm = true;
    process.outputWriter().append("%s %s\n".formatted(warmUp, pace.timed())).flush();
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    read().forEachEntry((metric, value) -> figures.put(Metric.valueOf(metric), value.asDouble()));
    return figures;
  }

  /** The next line, which is JSON. */
  private JsonNode read() throws IOException {
    String next = output.readLine();
    if (next == null) {
      String reason =
          Files.readString(errors).strip().lines().reduce("no message", (_, last) -> last);
      throw new Missing(name, "it ended: " + reason);
    }
    return Json.read(next, JsonNode.class);
  }

  /** Closes its input: then it ends what it has started and itself, by force if it does not. */
  @Override
  public void close() {
    if (process == null) {
      return;
    }
    try {
      process.outputWriter().close();
    } catch (IOException _) {
      // It has ended.
    }
    process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }
}
