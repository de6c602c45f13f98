package workbench.cluster.scoring;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import workbench.data.InvalidInput;

/**
 * The output of a run: written to a hidden folder beside its place, and moved there by one rename
 * when it is whole. A run that fails or is killed leaves nothing in the place.
 *
 * <p>Where a rename copies file after file, as in an object store, the summary is written when they
 * all are there: an output with a summary is whole everywhere.
 */
final class StagedOutput implements AutoCloseable {

  static final String SUMMARY = "_SUMMARY.json";
  static final String SCORED = "scored";
  static final String QUARANTINE = "quarantine";

  /** Whose rename of a folder is one step. */
  private static final Set<String> ATOMIC = Set.of("file", "hdfs", "viewfs", "webhdfs", "ofs");

  /** Nothing changes in a staging folder for so long unless its run was killed. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final FileSystem files;
  private final FileContext renames;
  private final String name;
  private final Path place;
  private final Path staging;
  private final boolean force;
  private final boolean atomic;

  private StagedOutput(
      FileSystem files, FileContext renames, String name, Path place, boolean force) {
    this.files = files;
    this.renames = renames;
    this.name = name;
    this.place = place;
    this.staging = beside("staging");
    this.force = force;
    this.atomic = ATOMIC.contains(place.toUri().getScheme());
  }

  /**
   * @param name a folder in any file system that Spark knows
   * @param force whether an output of this command that is already there is replaced, at the end
   * @throws InvalidInput if there is something already, or the folder contains the input or is
   *     within it
   * @throws IOException if the file system does not answer
   */
  static StagedOutput open(Configuration hadoop, String name, String input, boolean force)
      throws IOException {
    Path path = new Path(name);
    FileSystem files = path.getFileSystem(hadoop);
    Path place = files.makeQualified(path);
    if (place.isRoot()) {
      throw new InvalidInput("output=%s: a folder below it is expected".formatted(name));
    }
    Path source = new Path(input);
    refuseOverlap(place, source.getFileSystem(hadoop).makeQualified(source), name, input);
    var output =
        new StagedOutput(
            files, FileContext.getFileContext(place.toUri(), hadoop), name, place, force);
    output.refuseExisting();
    output.removeAbandoned();
    return output;
  }

  private static void refuseOverlap(Path output, Path input, String name, String source) {
    String out = output + "/";
    String in = input + "/";
    if (out.startsWith(in) || in.startsWith(out)) {
      throw new InvalidInput(
          "output=%s: is within input=%s, or the other way round; choose another folder"
              .formatted(name, source));
    }
  }

  private void refuseExisting() throws IOException {
    if (!files.exists(place)) {
      return;
    }
    if (!force) {
      throw new InvalidInput(
          "output=%s: is there already; choose another folder, or replace it with -Dforce=true"
              .formatted(name));
    }
    if (!files.getFileStatus(place).isDirectory() || !isOurs()) {
      throw new InvalidInput(
          "output=%s: is no output of this command, so -Dforce=true does not replace it; choose another folder"
              .formatted(name));
    }
  }

  private boolean isOurs() throws IOException {
    return Arrays.stream(files.listStatus(place))
        .map(child -> child.getPath().getName())
        .allMatch(Set.of(SUMMARY, "." + SUMMARY + ".crc", SCORED, QUARANTINE)::contains);
  }

  private void removeAbandoned() throws IOException {
    long limit = Instant.now().minus(PATIENCE).toEpochMilli();
    String prefix = "." + place.getName() + ".staging-";
    FileStatus[] siblings;
    try {
      siblings =
          files.listStatus(place.getParent(), sibling -> sibling.getName().startsWith(prefix));
    } catch (FileNotFoundException e) {
      return;
    }
    for (FileStatus sibling : siblings) {
      if (lastChange(sibling) < limit) {
        files.delete(sibling.getPath(), true);
      }
    }
  }

  private long lastChange(FileStatus status) throws IOException {
    long last = status.getModificationTime();
    if (status.isDirectory()) {
      for (FileStatus child : files.listStatus(status.getPath())) {
        last = Math.max(last, lastChange(child));
      }
    }
    return last;
  }

  private Path beside(String what) {
    return new Path(
        place.getParent(), ".%s.%s-%s".formatted(place.getName(), what, UUID.randomUUID()));
  }

  /** Returns the folder for the rows with an answer. */
  String scored() {
    return new Path(staging, SCORED).toString();
  }

  /** Returns the folder for the rows without an answer. */
  String quarantine() {
    return new Path(staging, QUARANTINE).toString();
  }

  /** The content of the output after the commit. */
  static List<String> contents(ScoringSummary summary) {
    return summary.quarantined() == 0
        ? List.of(SCORED, SUMMARY)
        : List.of(SCORED, QUARANTINE, SUMMARY);
  }

  /** Returns the folder of the output after the commit. */
  Path place() {
    return place;
  }

  /**
   * Moves the output to its place.
   *
   * @throws InvalidInput if another run was faster
   * @throws IOException if it cannot be moved; the earlier output is then restored
   */
  void commit(ScoringSummary summary) throws IOException {
    if (atomic) {
      write(new Path(staging, SUMMARY), summary);
    }
    Path replaced = null;
    if (force && files.exists(place)) {
      replaced = beside("replaced");
      renames.rename(place, replaced);
    }
    try {
      renames.rename(staging, place);
    } catch (FileAlreadyExistsException e) {
      throw new InvalidInput("output=%s: another run wrote it in the meantime".formatted(name), e);
    } catch (IOException e) {
      if (replaced != null) {
        renames.rename(replaced, place);
      }
      throw e;
    }
    if (!atomic) {
      write(new Path(place, SUMMARY), summary);
    }
    if (replaced != null) {
      files.delete(replaced, true);
    }
  }

  private void write(Path file, ScoringSummary summary) throws IOException {
    try (OutputStream out = files.create(file, false)) {
      out.write(summary.toJson().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Removes the output if it was not committed. */
  @Override
  public void close() throws IOException {
    files.delete(staging, true);
  }
}
