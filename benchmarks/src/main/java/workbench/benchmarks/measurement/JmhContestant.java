package workbench.benchmarks.measurement;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import workbench.benchmarks.work.Work;

/**
 * A benchmark method; each turn is a JVM of its own, with this one's flags.
 *
 * @param work makes the same work in this JVM, for the answer
 * @param parameters JMH's, by name
 * @param steps how many of what is reported one call does
 * @param rows how many rows one call goes through; 0: not of interest
 */
record JmhContestant(
    String name,
    boolean sameWork,
    Supplier<Work> work,
    String method,
    Map<String, String> parameters,
    double steps,
    double rows,
    Pace pace)
    implements Contestant {

  @Override
  public double[] answer() {
    Work prepared = work.get();
    prepared.prepare();
    return prepared.answer(method);
  }

  @Override
  public Map<Metric, Double> measure() {
    Work kind = work.get();
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + kind.getClass().getName().replace(".", "\\.") + "\\." + method + "$")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(1)
            .threads(1)
            .warmupIterations(1)
            .warmupTime(millis(pace.warmUp()))
            .measurementIterations(1)
            .measurementTime(millis(pace.timed()))
            .timeout(TimeValue.minutes(30))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    parameters.forEach(options::param);
    try {
      double seconds = new Runner(options.build()).runSingle().getPrimaryResult().getScore() / 1e9;
      Map<Metric, Double> figures = new EnumMap<>(Metric.class);
      figures.put(Metric.TIME, seconds / steps);
      if (rows > 0) {
        figures.put(Metric.ROWS, rows / seconds);
      }
      return figures;
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH could not run " + method, e);
    }
  }

  private static TimeValue millis(double seconds) {
    return TimeValue.milliseconds(Math.round(1000 * seconds));
  }
}
