package workbench.scientist.comparison;

/** Interpretation of the interval of a difference. */
public enum Verdict {
  /** The whole interval is above 0. */
  BETTER,
  /** The whole interval is below 0. */
  WORSE,
  /** The interval contains 0: the difference may be due to chance. This does not prove equality. */
  NOT_SHOWN
}
