package workbench.benchmarks.work;

/** A piece of work that says what it computes, so that it can be compared before it is timed. */
public interface Work {

  /** Makes ready. Called once. */
  void prepare();

  /**
   * Does the work in a way that can be compared with others'.
   *
   * @param way the name of the benchmark method
   */
  double[] answer(String way);
}
