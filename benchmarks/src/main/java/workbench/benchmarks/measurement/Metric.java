package workbench.benchmarks.measurement;

/** What is measured. */
public enum Metric {
  /** Of one call, one step or one fit. */
  TIME("time", Unit.SECONDS),
  ROWS("rows", Unit.PER_SECOND),
  WALL("wall time", Unit.SECONDS),
  CPU("CPU time", Unit.SECONDS),
  MEMORY("peak memory", Unit.BYTES),
  DISK("installed size", Unit.BYTES),
  REQUESTS("requests", Unit.PER_SECOND),
  MEDIAN_LATENCY("p50", Unit.SECONDS),
  TAIL_LATENCY("p99", Unit.SECONDS),
  START("start to ready", Unit.SECONDS),
  RESIDENT("resident memory", Unit.BYTES);

  private final String title;
  private final Unit unit;

  Metric(String title, Unit unit) {
    this.title = title;
    this.unit = unit;
  }

  public String title() {
    return title;
  }

  public Unit unit() {
    return unit;
  }
}
