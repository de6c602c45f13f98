package workbench.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import workbench.data.InvalidInput;

/**
 * Reads a file of a size that is known to fit into memory. A link, a folder or a pipe is refused: a
 * link can lead out of the repository, and reading a pipe can wait for ever.
 */
public final class RegularFile {

  private RegularFile() {}

  /**
   * @param limit the largest size, in bytes; checked before anything is read
   * @return the whole content
   * @throws InvalidInput if it is not a regular file, or is larger
   * @throws IOException if it cannot be read
   */
  public static byte[] read(Path file, int limit) throws IOException {
    long size = size(file);
    if (size > limit) {
      throw new InvalidInput(
          "%s: has %,d bytes, at most %,d are read".formatted(file, size, limit));
    }
    try (InputStream in =
        Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      // It can have grown since.
      return in.readNBytes(limit);
    }
  }

  /**
   * @throws InvalidInput if it is not a regular file
   * @throws java.nio.file.NoSuchFileException if there is nothing
   */
  static long size(Path file) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile()) {
      throw new InvalidInput("%s: is %s, a regular file is expected".formatted(file, kind(found)));
    }
    return found.size();
  }

  private static String kind(BasicFileAttributes found) {
    if (found.isSymbolicLink()) {
      return "a link";
    }
    return found.isDirectory() ? "a folder" : "a pipe or a device";
  }
}
