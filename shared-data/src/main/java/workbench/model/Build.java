package workbench.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Versions and source revision of this build, which the build writes to a file. */
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

  /**
   * The commit that was built, marked if files of the checkout differed from it; «unknown» outside
   * a checkout.
   */
  public static String revision() {
    return revision(PROPERTIES.getProperty("revision"), PROPERTIES.getProperty("dirty"));
  }

  /**
   * @param commit as the build wrote it: a property that it does not know stays as it was
   * @param dirty true if a tracked file had changes that were not committed
   */
  static String revision(String commit, String dirty) {
    if (commit.startsWith("$")) {
      return "unknown";
    }
    return Boolean.parseBoolean(dirty) ? commit + "-dirty (uncommitted changes)" : commit;
  }

  /**
   * Versions by name: of these libraries, of what writes and checks the exported model, and of
   * Java.
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
