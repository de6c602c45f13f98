package workbench.benchmarks.measurement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import workbench.benchmarks.measurement.Results.Metric;

/**
 * Program that is measured from its start to its end. Python measures its CPU time and its memory,
 * which Java cannot ask for; without Python there is the wall time alone.
 *
 * @param shows what it prints if it did its work; null: its exit code alone tells
 * @param disk bytes of the program and its runtime, or {@link Missing}; null: not measured
 */
record WholeProcess(
    String name, Program program, Optional<Python> python, Pattern shows, DoubleSupplier disk)
    implements Contender {

  /** Counts how many times the program prints {@code shows}. */
  @Override
  public double[] answer() {
    if (shows == null) {
      return new double[0];
    }
    disk.getAsDouble();
    return new double[] {shows.matcher(run(program)).results().count()};
  }

  @Override
  public Map<Metric, Double> measure() {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    if (python.isPresent()) {
      var line = python.get().script("measure_process.py", program.line());
      var measuring = new Program(line, program.environment(), program.folder());
      JsonNode took = JsonMapper.shared().readTree(run(measuring));
      figures.put(Metric.WALL, took.get("wall").asDouble());
      figures.put(Metric.CPU, took.get("cpu").asDouble());
      figures.put(Metric.MEMORY, took.get("memory").asDouble());
    } else {
      long start = System.nanoTime();
      run(program);
      figures.put(Metric.WALL, (System.nanoTime() - start) / 1e9);
    }
    if (disk != null) {
      figures.put(Metric.DISK, disk.getAsDouble());
    }
    return figures;
  }

  private static String run(Program program) {
    try {
      // The engineer's sample saves its model there.
      Files.createDirectories(program.folder().resolve("target"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return program.run();
  }
}
