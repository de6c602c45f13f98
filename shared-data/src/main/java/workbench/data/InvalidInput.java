package workbench.data;

/**
 * Unusable input of a user: a file, a value, an option. The message is one line that says what was
 * wrong, where, and what is accepted; it is shown to the user as it is.
 */
public class InvalidInput extends RuntimeException {

  /**
   * @param message one line: what was wrong, where, what is accepted
   */
  public InvalidInput(String message) {
    super(message);
  }

  /**
   * @param message one line: what was wrong, where, what is accepted
   * @param cause what the library or the operating system said
   */
  public InvalidInput(String message, Throwable cause) {
    super(message, cause);
  }
}
