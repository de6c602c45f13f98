package workbench.engineer.serving.protocol;

import java.util.regex.Pattern;

/**
 * Reason why a request is not answered as asked; its message goes to the client as {@code {"error":
 * message}}.
 */
public final class Refusal extends RuntimeException {

  private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

  private final int status;

  private Refusal(int status, String message) {
    // Without a stack trace: it is an answer, and clients decide how many there are.
    // Half a character, from a client or from shortening, has no encoding in UTF-8.
    super(LONE_SURROGATE.matcher(message).replaceAll("\ufffd"), null, false, false);
    this.status = status;
  }

  public static Refusal badRequest(String message, Object... values) {
    return new Refusal(400, message.formatted(values));
  }

  public static Refusal notFound(String message, Object... values) {
    return new Refusal(404, message.formatted(values));
  }

  public static Refusal tooLarge(String message, Object... values) {
    return new Refusal(413, message.formatted(values));
  }

  /** Refuses for now: the client may try again. */
  public static Refusal unavailable(String message, Object... values) {
    return new Refusal(503, message.formatted(values));
  }

  public static Refusal of(int status, String message) {
    return new Refusal(status, message);
  }

  public int status() {
    return status;
  }

  /** Shortens a client's text so that it fits a message. */
  public static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= 80
        ? text
        : text.substring(0, text.offsetByCodePoints(0, 80)) + "...";
  }
}
