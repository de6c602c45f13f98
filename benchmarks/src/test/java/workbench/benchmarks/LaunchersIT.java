package workbench.benchmarks;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.command.CommittedSamples;

/**
 * The distribution that {@code mvn package -DskipTests} leaves, run as its user runs it: in
 * processes of its own.
 */
class LaunchersIT {

  private static final Path HOME = Path.of("target", "two-workflows").toAbsolutePath();

  @TempDir private Path folder;

  private record Run(int exitCode, String output, String errors) {
    String figures() {
      return withoutTimes(output);
    }
  }

  /** The launchers run the samples of this build. */
  @BeforeAll
  static void samplesAreTheCommittedOnes() throws IOException {
    for (String file :
        List.of(
            "../engineer-pipeline/src/main/java/EngineerSample.java",
            "../scientist-notebook/src/main/java/ScientistSample.java")) {
      Path sample = Path.of(file);
      assumeTrue(
          CommittedSamples.contain(sample.getFileName().toString(), Files.readString(sample)),
          file + " was edited");
    }
  }

  @Test
  void compareEndsWithTheTablesOfBothRoles() throws Exception {
    Run run = run(HOME, "compare", "--epochs=3");
    assertAll(
        () -> assertEquals(0, run.exitCode(), run.errors()),
        () -> assertEquals("", run.errors()),
        () ->
            assertEquals(
                4, run.output().lines().filter(l -> l.matches("\\| .* engineer .*")).count()),
        () ->
            assertEquals(
                4, run.output().lines().filter(l -> l.matches("\\| .* scientist .*")).count()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "damaged", "of other jars"})
  void aStartUpCacheThatCannotBeUsedIsPassedOverInSilence(String cache) throws Exception {
    Run expected = run(HOME, "scientist", "--only=sample");
    Path file = HOME.resolve("lib/scientist.aot");
    Path aside = Files.move(file, folder.resolve("scientist.aot"));
    try {
      if (cache.equals("damaged")) {
        Files.writeString(file, "not a cache");
      } else if (cache.equals("of other jars")) {
        Files.copy(HOME.resolve("lib/engineer.aot"), file);
      }
      assertEquals(expected, run(HOME, "scientist", "--only=sample"));
    } finally {
      Files.deleteIfExists(file);
      Files.move(aside, file);
    }
  }

  /** The second run is in another process and from a moved folder. */
  @ParameterizedTest
  @ValueSource(strings = {"engineer", "scientist"})
  void printsTheSameFiguresFromAFolderWithSpacesAndNonAsciiLettersToWhichItWasMoved(String command)
      throws Exception {
    Run run = run(HOME, command, "--dataset=breast-cancer");
    assertEquals(0, run.exitCode(), run.errors());
    assertEquals("", run.errors());
    Path moved = Files.move(HOME, HOME.resolveSibling("zwei Abläufe"));
    try {
      Run second = run(moved, command, "--dataset=breast-cancer");
      assertEquals(run.figures(), second.figures());
      assertEquals("", second.errors());
    } finally {
      Files.move(moved, HOME);
    }
  }

  @Test
  void wrongUsageIsOneLineAndExitCode2() throws Exception {
    Run run = run(HOME, "engineer", "--seed=0");
    assertAll(
        () -> assertEquals(2, run.exitCode()),
        () -> assertEquals("", run.output()),
        () -> assertEquals(1, run.errors().lines().count(), run.errors()),
        () -> assertTrue(run.errors().startsWith("Error: seed=0 "), run.errors()));
  }

  private static String withoutTimes(String output) {
    return output
        .replace('━', '=')
        .replaceAll(
            "\\d+s \\d+ms/step|[\\d.]+ m?s\\b|\\w+\\.(md|onnx) \\([\\d,]+ bytes\\)|index.html"
                + " \\(\\d+ kB\\)",
            "")
        .replace('\\', '/');
  }

  private Run run(Path home, String command, String... options)
      throws IOException, InterruptedException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    List<String> line =
        new ArrayList<>(
            List.of(home.resolve("bin").resolve(windows ? command + ".cmd" : command).toString()));
    line.addAll(List.of(options));
    Path here = Files.createTempDirectory(folder, command);
    Path output = here.resolve("output.txt");
    Path errors = here.resolve("errors.txt");
    Process process =
        new ProcessBuilder(line)
            .directory(here.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      assertTrue(process.waitFor(2, TimeUnit.MINUTES), "still running: " + line);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Run(
        process.exitValue(),
        Files.readString(output, StandardCharsets.UTF_8),
        Files.readString(errors, StandardCharsets.UTF_8));
  }
}
