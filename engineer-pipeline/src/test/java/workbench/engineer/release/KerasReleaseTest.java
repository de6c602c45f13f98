package workbench.engineer.release;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import workbench.command.Commands;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Preparation;
import workbench.engineer.Engineer;
import workbench.engineer.Release;
import workbench.engineer.Split;
import workbench.engineer.keras.KerasFixtures;
import workbench.engineer.training.NetworkOptions;
import workbench.model.OnnxScorer;
import workbench.testing.Printed;

/** A file that Keras wrote goes through the gate and into the exported model. */
class KerasReleaseTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"everything.keras", "sample.h5", "sample-k2.h5"})
  void releasedFilePredictsWhatKerasPredicts(String name) throws Exception {
    Printed<Integer> printed =
        release("--model=" + KerasFixtures.unpack(name, folder), "--dataset=" + rows(), "--force");
    assertEquals(0, printed.result(), printed.err());
    Path version = folder.resolve("models/rows/1");
    double[] expected = KerasFixtures.predictions(name);
    try (OnnxScorer scorer = OnnxScorer.open(version.resolve("model.onnx"))) {
      double[][] rows = Arrays.copyOf(KerasFixtures.x(), expected.length);
      assertArrayEquals(expected, scorer.probabilities(rows), 1e-6);
    }
    String card = Files.readString(version.resolve("MODEL_CARD.md"));
    String maker = name.contains("k2") ? "Keras 2.21.0" : "Keras 3.15.1";
    assertTrue(
        card.contains("- It was made by " + maker + ". The file does not say on which"), card);
    assertTrue(printed.out().contains("made by " + maker), printed.out());
    assertTrue(Files.exists(version.resolve(name.endsWith("h5") ? "model.h5" : "model.keras")));
  }

  @Test
  void refusesWithoutADataset() throws Exception {
    refused("does not say which data it is for: name them with -Ddataset=");
  }

  @Test
  void refusesCategories() throws Exception {
    refused(
        "takes numbers, and the column 'island' of penguins is a category", "--dataset=penguins");
  }

  @Test
  void refusesAnotherNumberOfFeatures() throws Exception {
    refused("takes rows of 3 numbers, breast-cancer has 30 features: ", "--dataset=breast-cancer");
  }

  @Test
  void refusesAFileThatIsNoNetwork() throws Exception {
    Path text = Files.writeString(folder.resolve("text.keras"), "text");
    Printed<Integer> printed = release("--model=" + text, "--dataset=dummy");
    assertEquals(1, printed.result());
    assertEquals(
        List.of("Error: " + text + ": is neither a .keras nor an .h5 file of Keras"),
        printed.errLines());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sample.keras", "sample.h5"})
  void trainingGoesOn(String name) throws Exception {
    Printed<Integer> printed =
        Printed.of(
            () ->
                Commands.run(
                    new Engineer(),
                    "--only=workflow",
                    "--force",
                    "--epochs=2",
                    "--dataset=" + rows(),
                    "--resume=" + KerasFixtures.unpack(name, folder),
                    "--models=" + folder.resolve("models")));
    assertEquals(0, printed.result(), printed.err());
    assertTrue(printed.out().contains("network 3-10-1"), printed.out());
    // Two epochs of 8 steps in Keras and two here, of 4 (32 training rows).
    NetworkOptions next =
        CommandLine.populateSpec(
            NetworkOptions.class, "--resume=" + folder.resolve("models/rows/1/model.keras"));
    int steps = next.start().orElseThrow().network().getIterationCount();
    assertTrue(steps > 8, steps + " steps");
  }

  @Test
  void splitWritesTheRowsOfBothParts() throws Exception {
    Printed<Integer> printed =
        Printed.of(
            () ->
                Commands.run(
                    new Split(), "--dataset=breast-cancer", "--output=" + folder, "--seed=7"));
    assertEquals(0, printed.result(), printed.err());
    Preparation data = Preparation.of(Datasets.load(DatasetOptions.of("breast-cancer", 7)), 0.2, 7);
    List<String> lines = Files.readAllLines(folder.resolve("breast-cancer-test.csv"));
    assertEquals(
        String.join(",", data.test().featureNames()) + "," + data.dataset().labelName(),
        lines.getFirst());
    assertEquals(data.test().rows(), lines.size() - 1);
    for (int i = 0; i < data.test().rows(); i++) {
      double[] cells =
          Arrays.stream(lines.get(i + 1).split(",")).mapToDouble(Double::parseDouble).toArray();
      assertArrayEquals(data.test().x()[i], Arrays.copyOf(cells, cells.length - 1));
      assertEquals(data.test().y()[i], cells[cells.length - 1]);
    }
    assertEquals(
        data.train().rows() + 1,
        Files.readAllLines(folder.resolve("breast-cancer-train.csv")).size());
  }

  private void refused(String reason, String... options) throws Exception {
    Path file = KerasFixtures.unpack("sample.keras", folder);
    String[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = "--model=" + file;
    Printed<Integer> printed = release(all);
    assertEquals(1, printed.result());
    assertEquals(1, printed.errLines().size(), printed.err());
    assertTrue(printed.err().contains(file + ": " + reason), printed.err());
    assertTrue(Files.notExists(folder.resolve("models")));
  }

  private Printed<Integer> release(String... options) throws Exception {
    String[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = "--models=" + folder.resolve("models");
    return Printed.of(() -> Commands.run(new Release(), all));
  }

  /** The rows that the networks were trained on. */
  private Path rows() throws Exception {
    var text = new StringBuilder("a,b,c,answer\n");
    for (int i = 0; i < KerasFixtures.y().length; i++) {
      for (double value : KerasFixtures.x()[i]) {
        text.append(value).append(',');
      }
      text.append(KerasFixtures.y()[i] == 1 ? "yes" : "no").append('\n');
    }
    return Files.writeString(folder.resolve("rows.csv"), text);
  }
}
