package workbench.model;

import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes the JSON of exported models and of the files beside them: a record's components
 * by their names, none of them missing. It writes ASCII: ONNX Runtime for Java reads any other
 * character of the metadata through «modified UTF-8», which garbles those outside the basic plane,
 * such as emoji.
 */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private Json() {}

  /** Writes a value on one line. */
  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** Writes a value indented, for people to read. */
  public static String writePretty(Object value) {
    return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
  }

  /**
   * @throws IllegalArgumentException if the text is not JSON for this type; the message says why,
   *     in one line
   */
  public static <T> T read(String text, Class<T> type) {
    T value;
    try {
      value = MAPPER.readValue(text, type);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse(""), e);
    }
    if (value == null) {
      throw new IllegalArgumentException("null");
    }
    return value;
  }
}
