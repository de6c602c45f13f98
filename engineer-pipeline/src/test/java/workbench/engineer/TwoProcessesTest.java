package workbench.engineer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The same seed gives the same bits in another process, as a user starts one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoProcessesTest {

  @TempDir static Path folder;

  private List<String> one;
  private List<String> two;
  private List<String> otherSeed;

  @BeforeAll
  void run() throws Exception {
    one = engineer("one", 7);
    two = engineer("two", 7);
    otherSeed = engineer("other", 8);
  }

  @Test
  void sameSeedPrintsTheSameFigures() {
    assertEquals(one, two);
  }

  @Test
  void anotherSeedPrintsOtherFigures() {
    assertNotEquals(one, otherSeed);
  }

  @Test
  void sameSeedSavesTheSameWeights() throws IOException {
    assertArrayEquals(weights("one"), weights("two"));
  }

  /** The workflow; without times and paths. */
  private List<String> engineer(String name, long seed) throws Exception {
    Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    Path models = folder.resolve(name);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + module.resolveSibling(".mvn").resolve("java.flags"));
    String cache = System.getProperty("org.bytedeco.javacpp.cachedir");
    if (cache != null) {
      command.add("-Dorg.bytedeco.javacpp.cachedir=" + cache);
    }
    command.add(Engineer.class.getName());
    command.addAll(
        List.of(
            "--only=workflow",
            "--seed=" + seed,
            "--epochs=5",
            "--dataset=penguins",
            "--models=" + models));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output
        .replace(models.toString(), "")
        .replaceAll("\\d+s \\d+ms/step|[0-9.]+ s\\b", "")
        .lines()
        .toList();
  }

  private float[] weights(String name) throws IOException {
    Path file = folder.resolve(name).resolve("penguins/1/model.zip");
    return ModelSerializer.restoreMultiLayerNetwork(file.toFile()).params().toFloatVector();
  }
}
