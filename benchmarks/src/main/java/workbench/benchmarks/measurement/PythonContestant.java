package workbench.benchmarks.measurement;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A contestant of {@code peers.py}, in a process that lives as long as its row. */
final class PythonContestant implements Contestant {

  private final String name;
  private final double steps;
  private final double rows;
  private final Pace pace;
  private final Path errors;
  private final Process process;
  private final BufferedReader lines;
  private final Writer commands;
  private final double[] answer;
  private boolean warm;

  /**
   * Starts it and waits for its answer.
   *
   * @param peer the name in {@code peers.py}
   * @param arguments as that wants them
   * @param environment in addition
   * @param steps how many of what is reported one call does
   * @param rows how many rows one call goes through; 0: not of interest
   * @throws Missing if it says that something is missing
   */
  PythonContestant(
      String name,
      Python python,
      String peer,
      Map<String, ?> arguments,
      Map<String, String> environment,
      double steps,
      double rows,
      Pace pace) {
    this.name = name;
    this.steps = steps;
    this.rows = rows;
    this.pace = pace;
    try {
      errors = Files.createTempFile("peer", ".log");
      ProcessBuilder builder =
          Python.process(python.script("peers.py", List.of(peer, Python.json(arguments))));
      builder.environment().putAll(environment);
      process = builder.redirectError(errors.toFile()).start();
      lines = process.inputReader();
      commands = process.outputWriter();
      JsonNode ready = read();
      if (ready.has("missing")) {
        close();
        throw new Missing("%s (%s)".formatted(name, ready.get("missing").asString()));
      }
      ready
          .get("versions")
          .properties()
          .forEach(entry -> python.saw(Map.of(entry.getKey(), entry.getValue().asString())));
      answer =
          StreamSupport.stream(ready.get("answer").spliterator(), false)
              .mapToDouble(JsonNode::asDouble)
              .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode read() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      String last = Files.readString(errors).lines().reduce("", (a, b) -> b);
      throw new Missing("%s (it ended: %s)".formatted(name, last));
    }
    return JsonMapper.shared().readTree(line);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double[] answer() {
    return answer;
  }

  @Override
  public Map<Metric, Double> measure() {
    if (!warm) {
      seconds(pace.warmUp());
      warm = true;
    }
    double seconds = seconds(pace.timed());
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    figures.put(Metric.TIME, seconds / steps);
    if (rows > 0) {
      figures.put(Metric.ROWS, rows / seconds);
    }
    return figures;
  }

  private double seconds(double budget) {
    try {
      commands.write(budget + "\n");
      commands.flush();
      return read().get("seconds").asDouble();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      commands.close();
      process.waitFor();
      Files.deleteIfExists(errors);
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
    }
  }
}
