package workbench.engineer;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbench.testing.Dependency;

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
    Dependency.assertNewEnough(group, artifact, fixed, vulnerability);
  }

  /** Smile is under the GPL 3.0, this module under Apache-2.0. */
  @Test
  void doesNotDependOnSmile() {
    assertThrows(
        ClassNotFoundException.class,
        () -> Class.forName("smile.classification.LogisticRegression"));
  }
}
