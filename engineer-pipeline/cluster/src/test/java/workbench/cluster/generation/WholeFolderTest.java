package workbench.cluster.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.data.InvalidInput;

class WholeFolderTest {

  @TempDir private Path folder;

  @Test
  void appearsWhenItIsComplete() throws IOException {
    Path place = folder.resolve("rows");
    long bytes =
        WholeFolder.write(
            place.toString(),
            new Configuration(),
            draft -> {
              assertEquals(List.of(), names(folder).filter("rows"::equals).toList());
              write(Path.of(URI.create(draft)), "12345");
            });
    assertEquals(5, bytes);
    assertEquals("12345", Files.readString(place.resolve("file")));
    assertEquals(List.of("rows"), names(folder).toList());
  }

  @Test
  void leavesNothingWhenWritingFails() {
    Path place = folder.resolve("rows");
    assertThrows(
        IllegalStateException.class,
        () ->
            WholeFolder.write(
                place.toString(),
                new Configuration(),
                draft -> {
                  write(Path.of(URI.create(draft)), "12345");
                  throw new IllegalStateException("the disk is full");
                }));
    assertEquals(List.of(), names(folder).toList());
  }

  @Test
  void overwritesNothing() throws IOException {
    Path place = Files.createDirectory(folder.resolve("rows"));
    write(place, "old");
    InvalidInput e =
        assertThrows(
            InvalidInput.class,
            () ->
                WholeFolder.write(
                    place.toString(),
                    new Configuration(),
                    draft -> {
                      throw new AssertionError("must not be written");
                    }));
    assertEquals(
        "output=" + place + ": is there already; nothing is overwritten: choose another folder",
        e.getMessage());
    assertEquals("old", Files.readString(place.resolve("file")));
  }

  private static void write(Path folder, String text) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("file"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
