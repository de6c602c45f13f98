package workbench.benchmarks.measurement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program, from its start to its end. A Python measures it, as it can ask the system what a child
 * process took; without one there is the wall time alone.
 *
 * @param line the command
 * @param environment in addition
 * @param folder to run in
 * @param shows what it prints for its work
 * @param disk bytes that it and its runtime take
 */
record ProgramContestant(
    String name,
    List<String> line,
    Map<String, String> environment,
    Path folder,
    Optional<Python> python,
    Pattern shows,
    DoubleSupplier disk)
    implements Contestant {

  /** How often it prints what tells that it did the work. */
  @Override
  public double[] answer() {
    return new double[] {shows.matcher(run(line)).results().count()};
  }

  @Override
  public Map<Metric, Double> measure() {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    if (python.isPresent()) {
      JsonNode took =
          JsonMapper.shared().readTree(run(python.get().script("measure_process.py", line)));
      figures.put(Metric.WALL, took.get("wall").asDouble());
      figures.put(Metric.CPU, took.get("cpu").asDouble());
      figures.put(Metric.MEMORY, took.get("memory").asDouble());
    } else {
      long start = System.nanoTime();
      run(line);
      figures.put(Metric.WALL, (System.nanoTime() - start) / 1e9);
    }
    figures.put(Metric.DISK, disk.getAsDouble());
    return figures;
  }

  private String run(List<String> command) {
    try {
      // The engineer's sample saves its model there.
      Files.createDirectories(folder.resolve("target"));
      ProcessBuilder builder = Python.process(command).directory(folder.toFile());
      builder.environment().putAll(environment);
      Path errors = folder.resolve("errors.txt");
      Process process = builder.redirectError(errors.toFile()).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            "%s failed: %s".formatted(name, Files.readString(errors).strip()));
      }
      return output;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
