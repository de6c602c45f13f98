package workbench.engineer.serving.protocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The small JSON of the server: everything but requests to infer and their answers. For requests to
 * infer it has what both of their parsers need.
 */
public final class RequestJson {

  /** Limits of a request to infer, so that no part of it takes much memory. */
  static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(16)
          .maxNumberLength(400)
          .maxStringLength(1 << 16)
          .maxNameLength(256)
          .build();

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private RequestJson() {}

  public static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  public static byte[] error(String message) {
    return write(Map.of("error", message));
  }

  /** Returns line and column of a syntax error. */
  static String place(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return "line %d, column %d"
        .formatted(
            Math.max(1, location == null ? 1 : location.getLineNr()),
            Math.max(1, location == null ? 1 : location.getColumnNr()));
  }

  /**
   * Refuses bytes that the parser would take for UTF-16 or UTF-32, and bytes of no encoding at all:
   * JSON between systems is UTF-8 (RFC 8259, 8.1).
   *
   * @param length of the JSON, from the beginning of the body
   * @throws Refusal if it is not UTF-8
   */
  static void requireUtf8(byte[] body, int length) {
    // In every other encoding one of the first two bytes of JSON is 0, or is no UTF-8 at all.
    boolean wide = length > 1 && (body[0] == 0 || body[1] == 0);
    var decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(body, 0, length);
    var out = CharBuffer.allocate(Math.min(length, 8192));
    CoderResult result;
    do {
      result = decoder.decode(in, out.clear(), true);
    } while (result.isOverflow());
    if (wide || result.isError()) {
      throw Refusal.badRequest("the body: JSON in UTF-8 is expected, this is another encoding");
    }
  }

  /**
   * @throws Refusal if it is neither empty nor JSON
   */
  public static JsonNode read(byte[] body) {
    requireUtf8(body, body.length);
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw Refusal.badRequest("the body is not JSON");
    }
  }
}
