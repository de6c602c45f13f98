package workbench.benchmarks.measurement;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import workbench.benchmarks.measurement.Results.Metric;

/** Python peer: a function of {@code peers.py}, in a process that lives as long as its row. */
final class Peer implements Contender {

  private final String name;
  private final Optional<Python> python;
  private final String function;
  private final Map<String, ?> arguments;
  private final double steps;
  private final Pace pace;
  private Program.Running running;
  private BufferedReader lines;
  private boolean warm;

  /**
   * @param function its name in {@code peers.py}
   * @param steps of which one is reported, in one call
   */
  Peer(
      String name,
      Optional<Python> python,
      String function,
      Map<String, ?> arguments,
      double steps,
      Pace pace) {
    this.name = name;
    this.python = python;
    this.function = function;
    this.arguments = arguments;
    this.steps = steps;
    this.pace = pace;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double[] answer() {
    Python interpreter = python.orElseThrow(() -> new Missing(name, "no Python 3 found"));
    String json = JsonMapper.shared().writeValueAsString(arguments);
    running = new Program(interpreter.script("peers.py", List.of(function, json))).start();
    lines = running.process().inputReader();
    JsonNode ready = read();
    if (ready.has("missing")) {
      throw new Missing(name, ready.get("missing").asString());
    }
    ready
        .get("versions")
        .forEachEntry(
            (library, version) -> interpreter.versions().put(library, version.asString()));
    return JsonMapper.shared().treeToValue(ready.get("answer"), double[].class);
  }

  @Override
  public Map<Metric, Double> measure() {
    if (!warm) {
      seconds(pace.warmUp());
      warm = true;
    }
    return Map.of(Metric.TIME, seconds(pace.timed()) / steps);
  }

  private double seconds(double budget) {
    try {
      running.process().outputWriter().append(budget + "\n").flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read().get("seconds").asDouble();
  }

  private JsonNode read() {
    try {
      String line = lines.readLine();
      if (line == null) {
        throw new Missing(name, "it ended: " + running.lastError());
      }
      return JsonMapper.shared().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (running != null) {
      running.close();
    }
  }
}
