package workbench.benchmarks.measurement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import workbench.benchmarks.measurement.Contender.Pace;
import workbench.benchmarks.work.Work;

/** Row of the benchmarks: a piece of work and the contenders that do it. */
final class Row {

  private static final int FEW = 3;

  private static final Set<String> QUICK =
      Set.of(
          "train-32",
          "fit-100x5",
          "fit-10000x5",
          "predict-network-1",
          "predict-regression-1024",
          "http-16");

  final Group group;
  final String name;
  final String work;
  final double tolerance;
  private final Map<String, ?> parameters;

  /** Steps in a call: a figure of time is for one. */
  double steps = 1;

  /** Warm-up of a JVM, in warm-ups of the others. */
  int warmUps = 1;

  /** Rows of data, for the growth plot; 0: the row is in no plot. */
  double size;

  final List<Target> targets = new ArrayList<>();

  /** Ours first. */
  final List<Contender> contenders = new ArrayList<>();

  /**
   * @param group the table that shows the row
   * @param name for {@code -Drow=}
   * @param work what one figure of time is for, in words
   * @param tolerance of the difference from our result: absolute up to 1, relative above
   * @param parameters of its JMH benchmarks, and of the functions in {@code peers.py}
   */
  Row(Group group, String name, String work, double tolerance, Map<String, ?> parameters) {
    this.group = group;
    this.name = name;
    this.work = work;
    this.tolerance = tolerance;
    this.parameters = parameters;
  }

  /**
   * Adds a speed-up or saving to reach.
   *
   * @param versus how the names of the peers begin
   * @param advantage the least; below 1: at most that much worse
   */
  Row target(Metric metric, String versus, double advantage) {
    targets.add(new Target(metric, versus, advantage));
    return this;
  }

  /** Adds a JMH benchmark, in a JVM with additional flags. */
  Row jvm(String contender, Class<? extends Work> benchmark, String method, String... flags) {
    contenders.add(new InJvm(contender, benchmark, method, parameters, List.of(flags), warmUps));
    return this;
  }

  /**
   * Adds a contender that Python measures.
   *
   * @param function its name in {@code peers.py}
   * @param more parameters of this contender alone
   */
  Row python(Python python, String contender, String function, Map<String, ?> more) {
    Map<String, Object> all = new HashMap<>(parameters);
    all.putAll(more);
    contenders.add(new ByPython(contender, python, function, all));
    return this;
  }

  /**
   * Returns whether {@code other} is this row's name or its family's: {@code fit} has {@code
   * fit-100x5}.
   */
  boolean isNamed(String other) {
    return name.equals(other) || name.startsWith(other + "-");
  }

  /** Returns whether a run measures the row if {@code -Drow=} names none. */
  boolean isIn(boolean quickSet) {
    return quickSet ? QUICK.contains(name) : group != Group.WORKFLOW;
  }

  /** Returns whether our side can be measured without Python. */
  boolean isOursInJvm() {
    return contenders.getFirst() instanceof InJvm;
  }

  /** Number of rounds; at most three for rows that take long. */
  int rounds(Pace pace) {
    boolean takesLong = group == Group.GROWTH || group == Group.WORKFLOW;
    return takesLong ? Math.min(FEW, pace.rounds()) : pace.rounds();
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

  /** Speed-up or saving to reach. */
  record Target(Metric metric, String versus, double advantage) {}
}
