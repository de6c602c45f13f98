package workbench.benchmarks.measurement;

/**
 * How long is measured.
 *
 * @param rounds how often each contestant has its turn
 * @param warmUp seconds of a turn that do not count, in a JVM that has just started
 * @param timed seconds of a turn that count, if it is not a whole process
 */
record Pace(int rounds, double warmUp, double timed) {
  static final Pace FULL = new Pace(5, 4, 3);
  static final Pace QUICK = new Pace(3, 1, 0.5);

  Pace withRounds(int other) {
    return new Pace(other, warmUp, timed);
  }
}
