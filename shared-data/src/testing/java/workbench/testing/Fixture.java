package workbench.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Expected values in a JSON file beside the test, written by a script of benchmarks/python. */
public final class Fixture {

  /** Python's names (test_size) are Java's (testSize). */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private Fixture() {}

  /**
   * @param owner a class of the folder
   */
  public static <T> T read(Class<?> owner, String file, Class<T> type) {
    return MAPPER.treeToValue(read(owner, file), type);
  }

  /**
   * @param owner a class of the folder
   */
  public static JsonNode read(Class<?> owner, String file) {
    try (InputStream in = owner.getResourceAsStream(file)) {
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
