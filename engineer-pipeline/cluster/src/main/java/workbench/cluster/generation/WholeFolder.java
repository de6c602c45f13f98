package workbench.cluster.generation;

import java.io.IOException;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import workbench.data.InvalidInput;

/**
 * Writes a folder, on any file system that Spark reaches, so that it is in its place complete or
 * not at all.
 */
public final class WholeFolder {

  private WholeFolder() {}

  /**
   * @param place the folder; it must not exist yet
   * @param settings of Hadoop, which say what file systems there are
   * @param content is given the folder to write to, which is not there yet
   * @return the bytes of its files
   * @throws InvalidInput if there is something at the place
   * @throws IOException if writing fails; then nothing is left of it, unless the process was
   *     killed: that leaves a hidden folder beside the place
   */
  public static long write(String place, Configuration settings, Consumer<String> content)
      throws IOException {
    Path folder = new Path(place);
    FileSystem files = folder.getFileSystem(settings);
    Path whole = files.makeQualified(folder);
    refuseExisting(files, whole, place);
    Path draft =
        new Path(whole.getParent(), "." + whole.getName() + "." + UUID.randomUUID() + ".draft");
    try {
      content.accept(draft.toString());
      refuseExisting(files, whole, place);
      if (!files.rename(draft, whole)) {
        throw new IOException("%s cannot be renamed to %s".formatted(draft, whole));
      }
      return files.getContentSummary(whole).getLength();
    } finally {
      files.delete(draft, true);
    }
  }

  private static void refuseExisting(FileSystem files, Path whole, String place)
      throws IOException {
    if (files.exists(whole)) {
      throw new InvalidInput(
          "output=%s: is there already; nothing is overwritten: choose another folder"
              .formatted(place));
    }
  }
}
