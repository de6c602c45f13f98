package workbench.scientist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import workbench.command.Commands;
import workbench.model.OnnxScorer;
import workbench.testing.JavaProcess;

/**
 * The same seed gives the same bits in another process, as a user starts one, in any time zone and
 * locale, on any number of processors and without the optimising compiler.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoProcessesTest {

  @TempDir static Path folder;

  /** The command with a small study. */
  static final class SmallScientist {
    public static void main(String[] args) {
      System.exit(Commands.run(new Scientist(ScientistWorkflowTest.SMALL), args));
    }
  }

  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  private List<String> one;
  private List<String> two;
  private List<String> otherSeed;

  @BeforeAll
  void run() throws Exception {
    one =
        scientist(
            "one",
            7,
            "-Duser.timezone=Asia/Tokyo",
            "-Duser.language=tr",
            "-Duser.country=TR",
            "-XX:ActiveProcessorCount=2");
    two =
        scientist(
            "two",
            7,
            "-Duser.timezone=America/St_Johns",
            "-Duser.language=ar",
            "-Duser.country=EG",
            "-XX:ActiveProcessorCount=1",
            QUICK_START);
    otherSeed = scientist("other", 8, QUICK_START);
  }

  @Test
  void sameSeedPrintsTheSameFigures() {
    assertEquals(one, two);
  }

  @Test
  void sameSeedGivesTheSameReportButForTimes() throws IOException {
    assertEquals(report("one"), report("two"));
    assertNotEquals(report("one"), report("other"));
  }

  private static String report(String name) throws IOException {
    return Files.readString(folder.resolve(name).resolve("report/index.html"))
        .replaceAll("<span class=\"time\">[^<]*</span>", "");
  }

  @Test
  void anotherSeedPrintsOtherFigures() {
    assertNotEquals(one, otherSeed);
  }

  @Test
  void sameSeedExportsTheSameModel() throws IOException {
    assertArrayEquals(probabilities("one"), probabilities("two"));
  }

  /** Runs the workflow; the output is without times and paths. */
  private List<String> scientist(String name, long seed, String... flags) throws Exception {
    Path models = folder.resolve(name);
    String output =
        JavaProcess.output(
            SmallScientist.class,
            List.of(flags),
            List.of(
                "--only=workflow",
                "--seed=" + seed,
                "--models=" + models,
                "--report=" + models.resolve("report")));
    return output
        .replace(models.toString(), "")
        .replaceAll("[0-9.]+ ms\\b|\\([0-9,]+ kB\\)", "")
        .lines()
        .toList();
  }

  private double[] probabilities(String name) throws IOException {
    try (OnnxScorer scorer =
        OnnxScorer.open(folder.resolve(name).resolve("handed-over/dummy.onnx"))) {
      return scorer.probabilities(new double[][] {{0, 0, 0, 0, 0}, {0.1, 0.9, 0.3, 0.7, 0.5}});
    }
  }
}
