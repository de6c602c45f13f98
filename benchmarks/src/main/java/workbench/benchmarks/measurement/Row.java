package workbench.benchmarks.measurement;

import java.util.List;
import workbench.benchmarks.measurement.Contender.Pace;
import workbench.benchmarks.measurement.Results.Metric;

/**
 * Row of the benchmarks: a piece of work and the contenders that do it.
 *
 * @param group the table that shows the row
 * @param set the smallest set of rows that has it
 * @param name for {@code -Drow=}
 * @param work what one figure of time is for, in words
 * @param size rows of data, for the growth plot; 0: the row is in no plot
 * @param tolerance of the difference from our result: absolute up to 1, relative above
 * @param contenders ours first
 */
record Row(
    Group group,
    Set set,
    String name,
    String work,
    double size,
    double tolerance,
    List<Target> targets,
    List<Contender> contenders) {

  private static final int FEW = 3;

  /**
   * Returns whether {@code other} is this row's name or its family's: {@code fit} has {@code
   * fit-100x5}.
   */
  boolean isNamed(String other) {
    return name.equals(other) || name.startsWith(other + "-");
  }

  /** Number of rounds; at most three for rows that take long. */
  int rounds(Pace pace) {
    boolean takesLong = group == Group.GROWTH || group == Group.WORKFLOW;
    return takesLong ? Math.min(FEW, pace.rounds()) : pace.rounds();
  }

  /** Sets of rows; each has those of the set before it. */
  enum Set {
    QUICK,
    FULL,
    /** Rows that run only if {@code -Drow=} names them. */
    NAMED
  }

  /** Tables. */
  enum Group {
    PROCESS("The samples, whole processes"),
    TRAINING("Training a network"),
    FIT("Fitting a logistic regression"),
    PREDICTION("Prediction in process"),
    HTTP("Prediction over HTTP"),
    GROWTH("Time by number of rows"),
    PLAIN("Libraries with and without our classes inside"),
    WORKFLOW("The workflows, whole processes");

    final String title;

    Group(String title) {
      this.title = title;
    }
  }

  /**
   * Speed-up or saving to reach.
   *
   * @param versus how the names of the peers begin
   * @param advantage the least; below 1: at most that much worse
   */
  record Target(Metric metric, String versus, double advantage) {}
}
