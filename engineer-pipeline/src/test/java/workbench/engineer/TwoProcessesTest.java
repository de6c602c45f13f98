package workbench.engineer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import workbench.testing.JavaProcess;

/**
 * The same seed gives the same bits in another process, as a user starts one, and without the
 * optimising compiler.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoProcessesTest {

  @TempDir static Path folder;

  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  private List<String> one;
  private List<String> two;
  private List<String> otherSeed;

  @BeforeAll
  void run() throws Exception {
    one = engineer("one", 7);
    two = engineer("two", 7, QUICK_START);
    otherSeed = engineer("other", 8, QUICK_START);
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

  /** Runs the workflow; the output is without times and paths. */
  private List<String> engineer(String name, long seed, String... flags) throws Exception {
    Path models = folder.resolve(name);
    String output =
        JavaProcess.output(
            Engineer.class,
            List.of(flags),
            List.of(
                "--only=workflow",
                "--seed=" + seed,
                "--epochs=5",
                "--dataset=penguins",
                "--models=" + models));
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
