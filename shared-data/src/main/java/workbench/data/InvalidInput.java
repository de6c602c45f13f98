package workbench.data;

/**
 * Unusable input of a user: a file, a value, an option. The message is one line that says what was
 * wrong, where, and which input is accepted; the user sees it unchanged.
 */
public class InvalidInput extends RuntimeException {

  /**
   * @param message one line: what was wrong, where, which input is accepted
   */
  public InvalidInput(String message) {
    super(message);
  }

  /**
   * @param message one line: what was wrong, where, which input is accepted
   * @param cause what the library or the operating system said
   */
  public InvalidInput(String message, Throwable cause) {
    super(message, cause);
  }
}
