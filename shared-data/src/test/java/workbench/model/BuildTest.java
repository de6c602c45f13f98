package workbench.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildTest {

  @ParameterizedTest
  @CsvSource({
    "0123abc, false, 0123abc",
    "0123abc, true, 0123abc-dirty (uncommitted changes)",
    "${git.commit.id}, ${git.dirty}, unknown",
  })
  void revisionTellsACommitFromACheckoutWithChanges(String commit, String dirty, String expected) {
    assertEquals(expected, Build.revision(commit, dirty));
  }
}
