package workbench.scientist.comparison;

/** Interpretation of the interval of a difference. */
public enum Verdict {
  /** All of it is above 0. */
  BETTER,
  /** All of it is below 0. */
  WORSE,
  /** The interval contains 0: the difference may be due to chance. This does not prove equality. */
  NOT_SHOWN
}
