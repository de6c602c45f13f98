package workbench.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Writes a file so that it is in its place complete or not at all; one that was there before stays
 * until then.
 */
public final class WholeFile {

  /** Writes the file. */
  @FunctionalInterface
  public interface Content {

    /**
     * @param draft an empty file beside the place
     */
    void writeTo(Path draft) throws IOException;
  }

  private WholeFile() {}

  /**
   * @param place its folder is made if it is not there
   * @return the place
   * @throws IOException if it cannot be written; then nothing is left of it
   */
  public static Path write(Path place, Content content) throws IOException {
    Path folder = Files.createDirectories(place.toAbsolutePath().getParent());
    // Not a temporary file: that would be readable by this user alone.
    Path draft =
        Files.createFile(folder.resolve(place.getFileName() + "." + UUID.randomUUID() + ".draft"));
    try {
      content.writeTo(draft);
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return place;
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
