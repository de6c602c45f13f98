package workbench.benchmarks.measurement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import workbench.benchmarks.work.Work;
import workbench.model.Json;

/**
 * JMH benchmark of a library; each round is a new JVM with this one's flags.
 *
 * @param parameters JMH's, by name
 * @param flags additional ones of the JVM
 * @param warmUps its warm-up, in warm-ups of the others
 */
record InJvm(
    String name,
    Class<? extends Work> work,
    String method,
    Map<String, ?> parameters,
    List<String> flags,
    int warmUps)
    implements Contender {

  /** Tribuo's descent is stochastic and has no penalty. */
  @Override
  public boolean sameWork() {
    return !method.equals("tribuo");
  }

  @Override
  public double[] answer() throws IOException {
    Path file = Files.createTempFile("answer", ".json");
    try {
      run(options(Mode.SingleShotTime).warmupIterations(0).param("answer", file.toString()));
      return Json.read(Files.readString(file), double[].class);
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public Map<Metric, Double> measure(Pace pace) {
    double nanoseconds =
        run(
            options(Mode.AverageTime)
                .warmupIterations(1)
                .warmupTime(time(warmUps * pace.warmUp()))
                .measurementTime(time(pace.timed())));
    return Map.of(Metric.TIME, nanoseconds / 1e9);
  }

  private ChainedOptionsBuilder options(Mode mode) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + work.getName().replace(".", "\\.") + "\\." + method + "$")
            .mode(mode)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(1)
            .threads(1)
            .measurementIterations(1)
            .timeout(TimeValue.minutes(30))
            .jvmArgsAppend(flags.toArray(String[]::new))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    parameters.forEach((parameter, value) -> options.param(parameter, value.toString()));
    return options;
  }

  private double run(ChainedOptionsBuilder options) {
    try {
      return new Runner(options.build()).runSingle().getPrimaryResult().getScore();
    } catch (RunnerException e) {
      throw new IllegalStateException(
          "JMH could not run %s: %s".formatted(method, e.getMessage()), e);
    }
  }

  private static TimeValue time(double seconds) {
    return TimeValue.milliseconds(Math.round(1000 * seconds));
  }
}
