package workbench.benchmarks.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A file that a role left.
 *
 * @param what it is, in a few words
 * @param name of the file
 * @param link to it, relative to the page
 * @param bytes its size; of a folder 0
 */
public record Artifact(String what, String name, String link, long bytes) {

  /**
   * @param page the folder of the page
   * @return empty if there is no such file
   */
  static Optional<Artifact> of(String what, Path file, Path page) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      long bytes = Files.isDirectory(file) ? 0 : Files.size(file);
      return Optional.of(
          new Artifact(what, file.getFileName().toString(), link(file, page), bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes a relative link from the page to a file where there is one: between two drives of Windows
   * there is none.
   */
  static String link(Path file, Path page) {
    Path from = page.toAbsolutePath().normalize();
    Path to = file.toAbsolutePath().normalize();
    if (!to.getRoot().equals(from.getRoot())) {
      return to.toUri().toString();
    }
    return StreamSupport.stream(from.relativize(to).spliterator(), false)
        .map(part -> encoded(part.toString()))
        .collect(Collectors.joining("/"));
  }

  /** Encodes a segment of an address: a colon in the first one would be taken for a scheme. */
  private static String encoded(String part) {
    try {
      String path = new URI(null, null, "/" + part, null).toASCIIString();
      return path.substring(1).replace(":", "%3A");
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(part, e);
    }
  }
}
