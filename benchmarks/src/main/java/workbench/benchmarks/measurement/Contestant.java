package workbench.benchmarks.measurement;

import java.util.Map;

/** Somebody who does a piece of work: a library, a program or a server. */
interface Contestant extends AutoCloseable {

  String name();

  /**
   * Whether its answer must be ours; not so if it solves another problem, and is here to be looked
   * at.
   */
  default boolean sameWork() {
    return true;
  }

  /** What it computes, to be compared with the others before anybody is timed. */
  double[] answer();

  /** One figure of each kind. Called once a round. */
  Map<Metric, Double> measure();

  @Override
  default void close() {}

  /** A way to get a contestant when its row is due. */
  @FunctionalInterface
  interface Source {

    /**
     * @throws Missing if it cannot take part
     */
    Contestant get();
  }

  /** Why a contestant cannot take part, in a line. */
  final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1;

    Missing(String reason) {
      super(reason);
    }
  }
}
