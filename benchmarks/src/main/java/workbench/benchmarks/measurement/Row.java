package workbench.benchmarks.measurement;

import java.util.List;

/**
 * A piece of work, and who does it.
 *
 * @param group rows of one group stand in one table
 * @param name for {@code -Drow=}
 * @param work what one figure of time is for, in words
 * @param size what the group's plot has as its abscissa; 0: it is in no plot
 * @param contestants ours first
 * @param tolerance how far the answers may be from ours: absolute up to 1, relative above
 * @param quick whether the quick set has it
 */
record Row(
    Group group,
    String name,
    String work,
    double size,
    List<Contestant.Source> contestants,
    double tolerance,
    List<Target> targets,
    boolean quick) {

  private static final int FEW = 3;

  /**
   * Whether a name is this row's, or that of a family to which it belongs: {@code fit} has {@code
   * fit-100x5}.
   */
  boolean isNamed(String other) {
    return name.equals(other) || name.startsWith(other + "-");
  }

  /** How many turns: growth shows on a scale where the spread of a few does not. */
  int rounds(Pace pace) {
    return group == Group.GROWTH ? Math.min(FEW, pace.rounds()) : pace.rounds();
  }

  /** The tables. */
  enum Group {
    PROCESS("The samples, whole processes"),
    TRAINING("Training a network"),
    FIT("Fitting a logistic regression"),
    PREDICTION("Prediction in process"),
    HTTP("Prediction over HTTP"),
    GROWTH("How cost grows with the rows");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }
}
