package workbench.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import workbench.data.InvalidInput;

class RegularFileTest {

  @TempDir Path folder;

  private String refusal(Path file) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> assertThrows(InvalidInput.class, () -> RegularFile.read(file, 3)).getMessage());
  }

  @Test
  void readsAFileUpToTheLimit() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[] {1, 2, 3});
    assertArrayEquals(new byte[] {1, 2, 3}, RegularFile.read(file, 3));
  }

  /** The file is sparse: it takes no room on the disk, and would take it all in memory. */
  @Test
  void refusesALargeFileWithoutReadingIt() throws IOException {
    Path file = folder.resolve("large");
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    assertEquals(file + ": has 1,099,511,627,776 bytes, at most 3 are read", refusal(file));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a privilege to make a link there")
  void refusesALink() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[1]);
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    assertEquals(link + ": is a link, a regular file is expected", refusal(link));
  }

  @Test
  void refusesAFolder() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    assertEquals(inner + ": is a folder, a regular file is expected", refusal(inner));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such pipes there")
  void refusesAPipeInsteadOfWaitingForItsOtherEnd() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertEquals(pipe + ": is a pipe or a device, a regular file is expected", refusal(pipe));
  }
}
