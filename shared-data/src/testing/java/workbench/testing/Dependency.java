package workbench.testing;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.util.Properties;

/** Versions of the libraries on the class path. */
public final class Dependency {

  private Dependency() {}

  /** Checks that a library is not older than the first version without a vulnerability. */
  public static void assertNewEnough(
      String group, String artifact, String fixed, String vulnerability) throws IOException {
    String version = version(group, artifact);
    assertTrue(
        Version.parse(version).compareTo(Version.parse(fixed)) >= 0,
        artifact + " " + version + " has " + vulnerability);
  }

  private static String version(String group, String artifact) throws IOException {
    String file = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
    try (InputStream in = Dependency.class.getResourceAsStream(file)) {
      assertNotNull(in, file);
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    }
  }
}
