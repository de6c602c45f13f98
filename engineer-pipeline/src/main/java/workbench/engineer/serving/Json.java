package workbench.engineer.serving;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The small JSON of the server: everything but requests to infer and their answers. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}

  static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  static byte[] error(String message) {
    return write(Map.of("error", message));
  }

  /**
   * @throws Refusal if it is neither empty nor JSON
   */
  static JsonNode read(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw Refusal.badRequest("the body is not JSON: %s", e.getOriginalMessage());
    }
  }
}
