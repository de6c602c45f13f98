package workbench.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;
import workbench.data.Dataset;
import workbench.data.InvalidInput;

/**
 * Released models as folders: {@code NAME/VERSION/model.onnx}, with all that belongs to the version
 * beside it. Versions are whole numbers from 1, each higher than those before it, and do not
 * change.
 *
 * <p>A version is filled in a hidden folder beside the models, forced to the disk, and then renamed
 * to its place: readers see all of it or nothing, whenever the publisher is killed. The rename also
 * keeps publishers apart, in one process or in several: it fails where a version is already, and
 * the slower one takes the next number. There is no lock that a killed process could leave behind.
 *
 * @param root the folder of the models; made when the first one is published
 */
public record ModelRepository(Path root) {

  /** The one file that every version has. */
  public static final String MODEL = "model.onnx";

  /** Names of models. The last character is not a point, which Windows would drop. */
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?");

  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

  private static final int LAST_VERSION = 999_999_999;
  private static final String STAGING = ".staging-";
  private static final String ABANDONED = ".abandoned-";

  /** Nothing changes in a staging folder for so long unless its publisher was killed. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  /**
   * The name under which a data set's models are published: the data set's own, without accents and
   * with a hyphen for all else that a name cannot have.
   */
  public static String nameFor(Dataset dataset) {
    String plain =
        Normalizer.normalize(dataset.name(), Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    String name = plain.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[._-]+|[.-]+$", "");
    return name.isEmpty() ? "data" : name.substring(0, Math.min(60, name.length()));
  }

  /** Writes the files of a version. */
  @FunctionalInterface
  public interface Contents {
    /**
     * @param version the folder to write them to, empty
     * @throws IOException if that fails
     */
    void write(Path version) throws IOException;
  }

  /**
   * Publishes a version. When this returns, it is visible and on the disk; when it throws, there is
   * none.
   *
   * @param name letters, digits, {@code .}, {@code _} and {@code -}, at most 64, the first a letter
   *     or digit
   * @param contents writes {@value #MODEL} and any other files, which takes less than an hour
   * @return the number of the version
   * @throws InvalidInput if the name is not such a name, {@value #MODEL} was not written, or there
   *     is a version 999999999, the last one
   * @throws IOException if writing fails
   */
  public int publish(String name, Contents contents) throws IOException {
    Path model = model(name);
    if (Files.exists(model, LinkOption.NOFOLLOW_LINKS) && !isFolder(model)) {
      throw new InvalidInput(
          "%s: is not a folder, so no version can be published there".formatted(model));
    }
    Files.createDirectories(root);
    removeAbandoned();
    Path staging = root.resolve(STAGING + UUID.randomUUID());
    // A process that ends here, by a signal or because its memory ran out, leaves nothing either.
    var atExit = new Thread(() -> abandonIfThere(staging));
    Runtime.getRuntime().addShutdownHook(atExit);
    Files.createDirectory(staging);
    try {
      contents.write(staging);
      if (!isVersion(staging)) {
        throw new InvalidInput(
            "%s: a version without %s cannot be published".formatted(model, MODEL));
      }
      force(staging);
      Files.createDirectories(model);
      forceFolder(root);
      int version = moveToNextVersion(staging, model);
      forceFolder(model);
      return version;
    } finally {
      delete(staging);
      cancel(atExit);
    }
  }

  private static int moveToNextVersion(Path staging, Path model) throws IOException {
    while (true) {
      int version = 1;
      for (Path child : children(model)) {
        // Anything of that name counts, a version or not: nothing is ever replaced.
        version = Math.max(version, number(child) + 1);
      }
      if (version > LAST_VERSION) {
        throw new InvalidInput(
            "%s: has version %d, and none can follow it; rename that folder to a lower number"
                .formatted(model, LAST_VERSION));
      }
      Path place = model.resolve(Integer.toString(version));
      try {
        Files.move(staging, place, StandardCopyOption.ATOMIC_MOVE);
        return version;
      } catch (FileSystemException e) {
        // Another publisher was faster; every operating system says it in another way.
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
          throw e;
        }
      }
    }
  }

  /**
   * The models that have a version, sorted.
   *
   * @throws IOException if the folder cannot be read
   */
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path child : children(root)) {
      String name = child.getFileName().toString();
      if (NAME.matcher(name).matches() && !versions(name).isEmpty()) {
        names.add(name);
      }
    }
    return names.stream().sorted().toList();
  }

  /**
   * Lists everything that could be a model, sorted, for a reader that reports unusable ones:
   * folders of a model's name, whether they can be read or not, and links to a folder, which are
   * not followed.
   *
   * @throws IOException if the root cannot be read
   */
  public List<String> candidates() throws IOException {
    return children(root).stream()
        .filter(Files::isDirectory)
        .map(child -> child.getFileName().toString())
        .filter(name -> NAME.matcher(name).matches())
        .sorted()
        .toList();
  }

  /**
   * The versions of a model, ascending; none if there is no such model. Everything with a number
   * for its name counts, so that a version which cannot be used is noticed: {@link #folder} says
   * why.
   *
   * @throws InvalidInput if the name is not one that {@link #publish} accepts
   * @throws IOException if the folder cannot be read
   */
  public List<Integer> versions(String name) throws IOException {
    Path model = model(name);
    List<Integer> versions = new ArrayList<>();
    for (Path child : isFolder(model) ? children(model) : List.<Path>of()) {
      if (number(child) > 0) {
        versions.add(number(child));
      }
    }
    return versions.stream().sorted().toList();
  }

  /**
   * The highest version of a model.
   *
   * @throws InvalidInput if the name is not one that {@link #publish} accepts
   * @throws IOException if the folder cannot be read
   */
  public OptionalInt newest(String name) throws IOException {
    return versions(name).stream().mapToInt(version -> version).max();
  }

  /**
   * Returns the folder of a version.
   *
   * @throws InvalidInput if there is no such version, it is a link or a file, or its {@value
   *     #MODEL} is not a regular file; or the name is not one that {@link #publish} accepts
   * @throws IOException if the folder cannot be read
   */
  public Path folder(String name, int version) throws IOException {
    Path model = model(name);
    Path place = model.resolve(Integer.toString(version));
    if (version < 1 || !isFolder(model) || !Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new InvalidInput(
          "%s: there is no version %d of the model '%s'".formatted(root, version, name));
    }
    if (!isFolder(place)) {
      throw new InvalidInput("%s: is not a folder, so it is not a version".formatted(place));
    }
    try {
      RegularFile.size(place.resolve(MODEL));
    } catch (NoSuchFileException e) {
      throw new InvalidInput("%s: has no %s, so it is not a version".formatted(place, MODEL), e);
    }
    return place;
  }

  private Path model(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidInput(
          "'%s' cannot be the name of a model: letters, digits, '.', '_' and '-' are accepted, at most 64, the first a letter or a digit, the last not '.'"
              .formatted(name));
    }
    return root.resolve(name);
  }

  /** Returns the version that a path's name means; 0 if it means none. */
  private static int number(Path path) {
    String name = path.getFileName().toString();
    return VERSION.matcher(name).matches() ? Integer.parseInt(name) : 0;
  }

  /**
   * Links are not followed: they could lead out of the repository, and what they lead to could
   * change.
   */
  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isVersion(Path folder) {
    return isFolder(folder)
        && Files.isRegularFile(folder.resolve(MODEL), LinkOption.NOFOLLOW_LINKS);
  }

  private void removeAbandoned() throws IOException {
    Instant limit = Instant.now().minus(PATIENCE);
    for (Path child : children(root)) {
      String name = child.getFileName().toString();
      try {
        if (name.startsWith(STAGING) && lastChange(child).isBefore(limit)) {
          abandon(child);
        } else if (name.startsWith(ABANDONED)) {
          delete(child);
        }
      } catch (NoSuchFileException e) {
        // Another publisher removes it, or has just published it.
      }
    }
  }

  /** Renames the folder first, so that a publisher that still lives cannot publish it. */
  private void abandon(Path staging) throws IOException {
    delete(
        Files.move(
            staging, root.resolve(ABANDONED + UUID.randomUUID()), StandardCopyOption.ATOMIC_MOVE));
  }

  private void abandonIfThere(Path staging) {
    try {
      abandon(staging);
    } catch (IOException e) {
      // It is published or deleted; otherwise the next publisher removes it.
    }
  }

  private static void cancel(Thread atExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is ending: it runs.
    }
  }

  private static Instant lastChange(Path path) throws IOException {
    Instant last = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
    for (Path child : isFolder(path) ? children(path) : List.<Path>of()) {
      Instant change = lastChange(child);
      last = change.isAfter(last) ? change : last;
    }
    return last;
  }

  private static void force(Path path) throws IOException {
    if (isFolder(path)) {
      for (Path child : children(path)) {
        force(child);
      }
      forceFolder(path);
    } else {
      try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
        file.force(true);
      }
    }
  }

  private static void forceFolder(Path folder) throws IOException {
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    } catch (AccessDeniedException e) {
      // Windows does not open folders, and needs no force for a rename to last.
    }
  }

  private static void delete(Path path) throws IOException {
    for (Path child : isFolder(path) ? children(path) : List.<Path>of()) {
      delete(child);
    }
    Files.deleteIfExists(path);
  }

  private static List<Path> children(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      List<Path> children = new ArrayList<>();
      entries.forEach(children::add);
      return children;
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
