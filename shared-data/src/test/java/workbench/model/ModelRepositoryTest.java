package workbench.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.data.InvalidInput;
import workbench.testing.JavaProcess;

class ModelRepositoryTest {

  @TempDir Path folder;

  private Path root;
  private ModelRepository repository;

  @BeforeEach
  void emptyRepository() {
    root = folder.resolve("models");
    repository = new ModelRepository(root);
  }

  @Test
  void isEmptyBeforeAnythingIsPublished() throws IOException {
    assertEquals(List.of(), repository.names());
    assertEquals(List.of(), repository.versions("penguins"));
    assertEquals(OptionalInt.empty(), repository.newest("penguins"));
  }

  @Test
  void versionsCountFromOneForEachModel() throws IOException {
    for (int version = 1; version <= 11; version++) {
      assertEquals(version, publish("penguins", "content " + version));
    }
    assertEquals(1, publish("dummy", "other"));
    assertEquals(List.of("dummy", "penguins"), repository.names());
    assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), repository.versions("penguins"));
    assertEquals(OptionalInt.of(11), repository.newest("penguins"));
    assertEquals(
        "content 7", Files.readString(repository.folder("penguins", 7).resolve("model.onnx")));
  }

  @Test
  void leavesNothingBesideTheVersions() throws IOException {
    publish("penguins", "content");
    assertEquals(List.of("penguins"), entries(root));
    assertEquals(List.of("1"), entries(root.resolve("penguins")));
    assertEquals(List.of("model.onnx"), entries(root.resolve("penguins/1")));
  }

  @Test
  void publishesNothingWhenWritingFails() throws IOException {
    assertThrows(
        IOException.class,
        () ->
            repository.publish(
                "penguins",
                version -> {
                  Files.writeString(version.resolve("model.onnx"), "half");
                  throw new IOException("disk full");
                }));
    assertEquals(List.of(), entries(root));
  }

  @Test
  void refusesAVersionWithoutModel() {
    var e =
        assertThrows(
            InvalidInput.class,
            () ->
                repository.publish(
                    "penguins", version -> Files.writeString(version.resolve("x"), "")));
    assertTrue(
        e.getMessage().endsWith("a version without model.onnx cannot be published"),
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "a\\b",
        ".hidden",
        "-x",
        "_x",
        "x.",
        "a b",
        "ä",
        "x\n",
        "x\0",
        "C:",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void refusesNamesThatCouldLeaveTheFolderOrNotBeOneEverywhere(String name) {
    assertThrows(InvalidInput.class, () -> publish(name, "content"));
    assertThrows(InvalidInput.class, () -> repository.versions(name));
    assertThrows(InvalidInput.class, () -> repository.folder(name, 1));
    assertFalse(Files.exists(root));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "7",
        "breast-cancer",
        "Model_1.2",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void acceptsNames(String name) throws IOException {
    assertEquals(1, publish(name, "content"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2})
  void refusesAVersionThatIsNotThere(int version) throws IOException {
    publish("penguins", "content");
    var e = assertThrows(InvalidInput.class, () -> repository.folder("penguins", version));
    assertEquals(
        root + ": there is no version " + version + " of the model 'penguins'", e.getMessage());
  }

  @Test
  void showsNothingThatIsNotAVersionAndReplacesNothing() throws IOException {
    publish("penguins", "content");
    Path penguins = root.resolve("penguins");
    for (String other : List.of("01", "0", "-3", "2x", "latest", "12345678901")) {
      Files.createDirectory(penguins.resolve(other));
      Files.writeString(penguins.resolve(other).resolve("model.onnx"), "not published");
    }
    Files.createDirectory(root.resolve("empty"));
    Files.writeString(root.resolve("README"), "a file");

    assertEquals(List.of("penguins"), repository.names());
    assertEquals(List.of(1), repository.versions("penguins"));
    assertEquals(2, publish("penguins", "next"));
  }

  @Test
  void namesAVersionThatCannotBeUsedAndSaysWhy() throws IOException {
    publish("penguins", "content");
    Path penguins = root.resolve("penguins");
    Files.createDirectory(penguins.resolve("4"));
    Files.writeString(penguins.resolve("5"), "a file");
    Files.createDirectories(penguins.resolve("6/model.onnx"));
    Files.createDirectory(penguins.resolve("7"));
    Files.writeString(penguins.resolve("7/Model.onx"), "wrongly spelt");

    assertEquals(List.of(1, 4, 5, 6, 7), repository.versions("penguins"));
    assertUnusable(4, penguins.resolve("4") + ": has no model.onnx, so it is not a version");
    assertUnusable(5, penguins.resolve("5") + ": is not a folder, so it is not a version");
    assertUnusable(
        6, penguins.resolve("6/model.onnx") + ": is a folder, a regular file is expected");
    assertUnusable(7, penguins.resolve("7") + ": has no model.onnx, so it is not a version");
    assertEquals(8, publish("penguins", "next"));
    assertEquals("a file", Files.readString(penguins.resolve("5")));
  }

  private void assertUnusable(int version, String why) {
    var e = assertThrows(InvalidInput.class, () -> repository.folder("penguins", version));
    assertEquals(why, e.getMessage());
  }

  /** Numbers of ten digits are no versions: readers would not see it, nor the next publisher. */
  @Test
  void publishesNothingAfterTheLastNumber() throws IOException {
    Files.createDirectories(root.resolve("penguins/999999999"));
    for (int attempt = 0; attempt < 2; attempt++) {
      var e = assertThrows(InvalidInput.class, () -> publish("penguins", "content"));
      assertEquals(
          root.resolve("penguins")
              + ": has version 999999999, and none can follow it; rename that folder to a lower"
              + " number",
          e.getMessage());
    }
    assertEquals(List.of("penguins"), entries(root));
    assertEquals(List.of("999999999"), entries(root.resolve("penguins")));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "making links needs a privilege there")
  void followsNoLinks() throws IOException {
    publish("penguins", "content");
    Path outside = Files.createDirectories(folder.resolve("outside/1"));
    Files.writeString(outside.resolve("model.onnx"), "outside");
    Files.createSymbolicLink(root.resolve("linked"), outside.getParent());
    Files.createSymbolicLink(root.resolve("penguins/2"), outside);
    Path third = Files.createDirectory(root.resolve("penguins/3"));
    Files.createSymbolicLink(third.resolve("model.onnx"), outside.resolve("model.onnx"));

    assertEquals(List.of("penguins"), repository.names());
    assertEquals(List.of(), repository.versions("linked"));
    assertThrows(InvalidInput.class, () -> repository.folder("linked", 1));
    assertUnusable(2, root.resolve("penguins/2") + ": is not a folder, so it is not a version");
    assertUnusable(3, third.resolve("model.onnx") + ": is a link, a regular file is expected");
    assertThrows(InvalidInput.class, () -> publish("linked", "content"));
    assertEquals(List.of("1"), entries(outside.getParent()));
  }

  @Test
  void removesTheFilesOfAKilledPublisherButNotOfALivingOne() throws IOException {
    Path living = Files.createDirectories(root.resolve(".staging-living"));
    Files.writeString(living.resolve("model.onnx"), "half");
    age(living);
    Path killed = Files.createDirectories(root.resolve(".staging-killed"));
    age(Files.writeString(killed.resolve("model.onnx"), "half"));
    age(killed);
    Files.createDirectories(root.resolve(".abandoned-before/more"));

    publish("penguins", "content");
    assertEquals(List.of(".staging-living", "penguins"), entries(root));
  }

  @Test
  void processThatEndsWhileItWritesLeavesNothing() throws Exception {
    JavaProcess.output(EndsWhileItWrites.class, List.of(), List.of(root.toString()));
    assertEquals(List.of(), entries(root));
  }

  /** Publishes into the folder that is its argument, and ends before the version is whole. */
  static final class EndsWhileItWrites {
    public static void main(String[] args) throws IOException {
      new ModelRepository(Path.of(args[0]))
          .publish(
              "penguins",
              version -> {
                Files.writeString(version.resolve("model.onnx"), "half");
                System.exit(0);
              });
    }
  }

  private static void age(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
  }

  private int publish(String name, String content) throws IOException {
    return repository.publish(
        name, version -> Files.writeString(version.resolve("model.onnx"), content));
  }

  private static List<String> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
