package workbench.handoff;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What this build consists of; the build itself writes it down. */
public final class Build {

  private static final Properties PROPERTIES = read();

  private Build() {}

  private static Properties read() {
    try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The commit that was built; «unknown» outside a checkout. */
  public static String revision() {
    String revision = PROPERTIES.getProperty("revision");
    return revision.startsWith("$") ? "unknown" : revision;
  }

  /**
   * Versions by name: of these libraries, of what writes and checks the hand-off file, and of Java.
   *
   * @param libraries names in {@code build.properties}
   */
  public static Map<String, String> libraries(String... libraries) {
    Map<String, String> versions = new TreeMap<>();
    versions.put("Java", Runtime.version().toString());
    versions.put("ONNX Runtime", PROPERTIES.getProperty("ONNX Runtime"));
    for (String library : libraries) {
      versions.put(library, PROPERTIES.getProperty(library));
    }
    return versions;
  }
}
