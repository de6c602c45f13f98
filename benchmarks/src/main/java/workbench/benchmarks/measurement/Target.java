package workbench.benchmarks.measurement;

/**
 * How much better than others we want to be.
 *
 * @param versus how the names of those others begin
 * @param advantage how many times better, at least; below 1: not so much worse
 */
record Target(Metric metric, String versus, double advantage) {

  boolean appliesTo(Metric measured, String contestant) {
    return metric == measured && contestant.startsWith(versus);
  }
}
