package workbench.scientist;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tribuo asks for versions with known vulnerabilities; the build raises them. */
class DependenciesTest {

  @ParameterizedTest
  @CsvSource({
    // The first version without the vulnerability, and its number.
    "commons-beanutils, commons-beanutils, 1.11.0, CVE-2025-48734",
    "org.apache.commons, commons-lang3, 3.18.0, CVE-2025-48924",
    "org.apache.commons, commons-text, 1.10.0, CVE-2022-42889",
  })
  void isNewEnough(String group, String artifact, String fixed, String vulnerability)
      throws IOException {
    String version = version(group, artifact);
    assertTrue(
        Version.parse(version).compareTo(Version.parse(fixed)) >= 0,
        artifact + " " + version + " has " + vulnerability);
  }

  private static String version(String group, String artifact) throws IOException {
    String file = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
    try (InputStream in = DependenciesTest.class.getResourceAsStream(file)) {
      assertNotNull(in, file);
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    }
  }
}
