package workbench.exercises;

import java.util.Locale;

/**
 * The result of a check.
 *
 * @param passed whether the exercise is solved
 * @param message one line: the figures of this check and what they mean
 */
record Verdict(boolean passed, String message) {

  static Verdict passed(String format, Object... figures) {
    return new Verdict(true, String.format(Locale.ROOT, format, figures));
  }

  static Verdict notYet(String format, Object... figures) {
    return new Verdict(false, String.format(Locale.ROOT, format, figures));
  }

  /** Returns the verdict as it is printed. */
  @Override
  public String toString() {
    return (passed ? "PASSED: " : "NOT YET: ") + message;
  }
}
