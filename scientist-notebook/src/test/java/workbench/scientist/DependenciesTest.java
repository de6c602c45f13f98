package workbench.scientist;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbench.testing.Dependency;

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
    Dependency.assertNewEnough(group, artifact, fixed, vulnerability);
  }
}
