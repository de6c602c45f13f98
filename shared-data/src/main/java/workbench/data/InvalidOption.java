package workbench.data;

/** A command line option has a value outside what it accepts. */
public final class InvalidOption extends InvalidInput {

  /**
   * @param option the name as the user types it, without dashes
   * @param value the value it got
   * @param accepted values that it accepts, as the end of a sentence
   */
  public InvalidOption(String option, Object value, String accepted) {
    super("%s=%s is not possible: %s".formatted(option, value, accepted));
  }
}
