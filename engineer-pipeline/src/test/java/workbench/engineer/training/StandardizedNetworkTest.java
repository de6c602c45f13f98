package workbench.engineer.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import workbench.data.Examples;
import workbench.data.Generated;
import workbench.data.Standardizer;

class StandardizedNetworkTest {

  private static final Examples ROWS = Examples.of(Generated.synthetic(100, 5, 0.5, 42).dataset());

  @TempDir Path folder;

  @Test
  void loadsBackToTheSameBits() throws IOException {
    StandardizedNetwork model = untrained(1);
    train(model, 3);
    model.save(file(), ROWS.x());
    assertArrayEquals(
        model.probabilities(ROWS.x()), NetworkFile.read(file()).probabilities(ROWS.x()));
  }

  @Test
  void loadsBackTheStandardizationInDoublePrecision() throws IOException {
    StandardizedNetwork model = untrained(1);
    model.save(file(), ROWS.x());
    Standardizer loaded = NetworkFile.read(file()).standardizer();
    assertArrayEquals(model.standardizer().mean(), loaded.mean());
    assertArrayEquals(model.standardizer().scale(), loaded.scale());
  }

  @Test
  void standardizesBeforeItPredicts() {
    // By hand: (3 - 1) / 2 = 1, (4 - 8) / 4 = -1.
    var standardizer = new Standardizer(new double[] {1, 8}, new double[] {2, 4});
    var model = new StandardizedNetwork(standardizer, DenseNetwork.of(2, 10, 1));
    assertArrayEquals(
        new double[][] {{1, -1}}, model.standardized(new double[][] {{3, 4}}).toDoubleMatrix());
  }

  @Test
  void trainingGoesOnFromTheFileAsIfItHadNotStopped() throws IOException {
    StandardizedNetwork whole = untrained(1);
    train(whole, 3);

    StandardizedNetwork stopped = untrained(1);
    train(stopped, 2);
    stopped.save(file(), ROWS.x());
    StandardizedNetwork resumed = NetworkFile.read(file());
    train(resumed, 1);

    assertArrayEquals(
        whole.network().params().toFloatVector(), resumed.network().params().toFloatVector());
    assertArrayEquals(
        whole.network().updaterState().toFloatVector(),
        resumed.network().updaterState().toFloatVector());
  }

  @Test
  void replacesTheFileOfAnEarlierTraining() throws IOException {
    untrained(1).save(file(), ROWS.x());
    StandardizedNetwork second = untrained(2);
    second.save(file(), ROWS.x());
    assertArrayEquals(
        second.probabilities(ROWS.x()), NetworkFile.read(file()).probabilities(ROWS.x()));
  }

  @Test
  void earlierFileSurvivesASaveThatFails() throws IOException {
    untrained(1).save(file(), ROWS.x());
    byte[] before = Files.readAllBytes(file());
    double[][] tooFewFeatures = {{1, 2}};
    assertThrows(RuntimeException.class, () -> untrained(2).save(file(), tooFewFeatures));
    assertArrayEquals(before, Files.readAllBytes(file()));
  }

  @Test
  void saveThatFailsLeavesNoDraft() throws IOException {
    double[][] tooFewFeatures = {{1, 2}};
    assertThrows(RuntimeException.class, () -> untrained(2).save(file(), tooFewFeatures));
    assertEquals(List.of(), files());
  }

  @Test
  void saveOverAFolderLeavesItAndNoDraft() throws IOException {
    Path inside = Files.createDirectories(file()).resolve("kept.txt");
    Files.writeString(inside, "kept");
    assertThrows(IOException.class, () -> untrained(1).save(file(), ROWS.x()));
    assertEquals(List.of(file()), files());
    assertEquals("kept", Files.readString(inside));
  }

  @Test
  void saveBelowAFileWritesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("occupied"), "kept");
    assertThrows(IOException.class, () -> untrained(1).save(file.resolve("model.zip"), ROWS.x()));
    assertEquals(List.of(file), files());
    assertEquals("kept", Files.readString(file));
  }

  @Test
  void savedFileIsAsReadableAsAnyOther() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    untrained(1).save(file(), ROWS.x());
    Path other = Files.createFile(folder.resolve("other"));
    assertEquals(Files.getPosixFilePermissions(other), Files.getPosixFilePermissions(file()));
  }

  private Path file() {
    return folder.resolve("model.zip");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static StandardizedNetwork untrained(long seed) {
    return new StandardizedNetwork(Standardizer.fit(ROWS.x()), DenseNetwork.of(5, 10, seed));
  }

  private static void train(StandardizedNetwork model, int epochs) {
    var data = new DataSet(model.standardized(ROWS.x()), NetworkTraining.column(ROWS.y()));
    for (int epoch = 0; epoch < epochs; epoch++) {
      model.network().fit(new ViewIterator(data, 10));
    }
  }
}
