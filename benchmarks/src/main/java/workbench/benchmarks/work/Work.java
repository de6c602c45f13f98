package workbench.benchmarks.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;
import tools.jackson.databind.json.JsonMapper;

/**
 * State of a JMH benchmark that can write down what it computes. The contenders' results are
 * compared before anything is timed, and each comes from a JVM with the flags of the timed one.
 */
@State(Scope.Thread)
public abstract class Work {

  /** File for the result, a JSON array; empty: this run is timed. */
  @Param("")
  public String answer = "";

  /** Prepares the data and the model, and writes the result if this run is for that. */
  @Setup
  public void prepare(BenchmarkParams benchmark) throws IOException {
    prepare();
    if (!answer.isEmpty()) {
      String name = benchmark.getBenchmark();
      String method = name.substring(name.lastIndexOf('.') + 1);
      Files.writeString(Path.of(answer), JsonMapper.shared().writeValueAsString(answer(method)));
    }
  }

  /** Prepares the data and the model; called once. */
  abstract void prepare();

  /**
   * Computes the result that all contenders must agree on.
   *
   * @param method the name of the benchmark method
   */
  abstract double[] answer(String method);
}
