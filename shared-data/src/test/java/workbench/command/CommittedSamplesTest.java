package workbench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class CommittedSamplesTest {

  private static final String TEXT = "// Data\nvoid main() {\n    int x = 1;\n}\n";

  @Test
  void checksumIsTheOneOfTheStrippedLines() {
    // printf '// Data\nvoid main() {\nint x = 1;\n}' | sha256sum
    assertEquals(
        "c87df8e3aa6dbe88fe8bcbc30a85060697e30c9a588bdd5d02a15a7f8da4315a",
        CommittedSamples.checksum(TEXT));
  }

  @Test
  void lineEndsAndIndentationDoNotCount() {
    String expected = CommittedSamples.checksum(TEXT);
    assertEquals(expected, CommittedSamples.checksum(TEXT.replace("\n", "\r\n")));
    assertEquals(expected, CommittedSamples.checksum(TEXT.replace("    ", "\t") + "\n"));
  }

  @Test
  void everyOtherCharacterCounts() {
    assertNotEquals(
        CommittedSamples.checksum(TEXT), CommittedSamples.checksum(TEXT.replace("1", "2")));
    assertFalse(CommittedSamples.contain("EngineerSample.java", TEXT));
    assertFalse(CommittedSamples.contain("Unknown.java", TEXT));
  }
}
