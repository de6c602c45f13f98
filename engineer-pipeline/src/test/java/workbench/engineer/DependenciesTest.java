package workbench.engineer;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Deeplearning4j asks for versions with known vulnerabilities; the build raises them. That
 * training, saving and loading work with the raised ones is what the other tests of this module
 * show.
 */
class DependenciesTest {

  @ParameterizedTest
  @CsvSource({
    // The first version without the vulnerability, and its number.
    "commons-io, commons-io, 2.14.0, CVE-2024-47554",
    "commons-net, commons-net, 3.9.0, CVE-2021-37533",
    "commons-codec, commons-codec, 1.13, WS-2019-0379",
    "org.apache.commons, commons-compress, 1.26.0, CVE-2024-25710",
    "org.apache.commons, commons-lang3, 3.18.0, CVE-2025-48924",
    "com.google.code.gson, gson, 2.8.9, CVE-2022-25647",
  })
  void isNewEnough(String group, String artifact, String fixed, String vulnerability)
      throws IOException {
    String version = version(group, artifact);
    assertTrue(
        Version.parse(version).compareTo(Version.parse(fixed)) >= 0,
        artifact + " " + version + " has " + vulnerability);
  }

  /** Smile is under the GPL 3.0, this module under Apache-2.0. */
  @Test
  void doesNotDependOnSmile() {
    assertThrows(
        ClassNotFoundException.class,
        () -> Class.forName("smile.classification.LogisticRegression"));
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
