package workbench.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Publishers as processes of their own, two at a time, on one model. */
@Timeout(120)
class ModelRepositoryKillTest {

  private static final String NAME = "penguins";

  @TempDir Path folder;

  private final Map<Integer, String> reported = new HashMap<>();

  /**
   * Number of started processes; also the seed of the process, so that no two publish the same
   * content.
   */
  private int started;

  @Test
  void killedPublishersLeaveNoHalfVersionAndLoseNone() throws Exception {
    var random = new SplittableRandom(1);
    for (int round = 0; round < 20; round++) {
      List<Publisher> publishers = List.of(start(Integer.MAX_VALUE), start(Integer.MAX_VALUE));
      if (round % 5 > 0) {
        for (Publisher publisher : publishers) {
          publisher.awaitFirstVersion();
        }
      }
      for (Publisher publisher : publishers) {
        Thread.sleep(random.nextInt(100));
        assertTrue(publisher.process.isAlive());
        publisher.process.destroyForcibly();
      }
      for (Publisher publisher : publishers) {
        publisher.process.waitFor();
        collectReports(publisher);
      }
      checkVersions();
    }
  }

  @Test
  void twoPublishersAtOnceOverwriteNothing() throws Exception {
    List<Publisher> publishers = List.of(start(50), start(50));
    for (Publisher publisher : publishers) {
      assertEquals(0, publisher.process.waitFor());
      collectReports(publisher);
    }
    assertEquals(100, reported.size());
    assertEquals(100, checkVersions());
  }

  /**
   * Every version is whole, none is left out, and those that were reported have what was reported.
   */
  private int checkVersions() throws IOException {
    var repository = new ModelRepository(folder.resolve("models"));
    List<Integer> versions = repository.versions(NAME);
    assertEquals(IntStream.rangeClosed(1, versions.size()).boxed().toList(), versions);
    assertTrue(versions.containsAll(reported.keySet()), "a version that was reported is lost");
    for (int version : versions) {
      String checksum = PublishingProcess.check(repository.folder(NAME, version));
      assertEquals(reported.getOrDefault(version, checksum), checksum);
    }
    return versions.size();
  }

  private void collectReports(Publisher publisher) throws IOException {
    for (String line : Files.readAllLines(publisher.reports)) {
      String[] report = line.split(" ");
      String before = reported.put(Integer.valueOf(report[0]), report[1]);
      assertEquals(null, before, "two publishers reported version " + report[0]);
    }
  }

  private Publisher start(int versions) throws IOException {
    Path reports = Files.createTempFile(folder, "reports", "");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-classpath",
                System.getProperty("java.class.path"),
                PublishingProcess.class.getName(),
                folder.resolve("models").toString(),
                NAME,
                Integer.toString(versions),
                Integer.toString(++started))
            .redirectOutput(reports.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new Publisher(process, reports);
  }

  private record Publisher(Process process, Path reports) {

    void awaitFirstVersion() throws IOException, InterruptedException {
      while (Files.size(reports) == 0) {
        assertTrue(process.isAlive());
        Thread.sleep(1);
      }
    }
  }
}
