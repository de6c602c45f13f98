package workbench.scientist.comparison;

/** What the interval of a difference says. */
public enum Verdict {
  /** All of it is above 0. */
  BETTER,
  /** All of it is below 0. */
  WORSE,
  /** 0 is in it: the difference may be luck. That is no proof of equality. */
  NOT_SHOWN
}
