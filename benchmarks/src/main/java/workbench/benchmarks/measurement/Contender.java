package workbench.benchmarks.measurement;

import java.io.IOException;
import java.util.Map;

/**
 * Library, program or server that does the work of a row. It starts when its result is asked for.
 */
interface Contender extends AutoCloseable {

  String name();

  /** Returns whether its result must equal ours; false if it solves another problem. */
  default boolean sameWork() {
    return true;
  }

  /**
   * Computes the result that is compared with the others' before anything is timed.
   *
   * @throws Missing if it cannot take part
   */
  double[] answer() throws IOException;

  /** Measures once, for one round; the first time it warms up. */
  Map<Metric, Double> measure(Pace pace) throws IOException;

  @Override
  default void close() {}

  /**
   * Length of a measurement.
   *
   * @param rounds turns of each contender
   * @param warmUp seconds that do not count, in a process that has just started
   * @param timed seconds that count
   */
  record Pace(int rounds, double warmUp, double timed) {
    static final Pace FULL = new Pace(5, 4, 3);
    static final Pace QUICK = new Pace(3, 1, 0.5);
  }

  /** Reason why a contender cannot take part, in one line. */
  final class Missing extends IOException {
    private static final long serialVersionUID = 1;

    Missing(String contender, String reason) {
      super("%s (%s)".formatted(contender, reason));
    }
  }
}
