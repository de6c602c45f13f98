package workbench.engineer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import workbench.command.CommittedSamples;
import workbench.engineer.keras.KerasFile;
import workbench.engineer.training.DenseNetwork;
import workbench.testing.Printed;
import workbench.testing.SampleCopy;

class EngineerSampleTest {

  private static final String TIME = "\\d+s \\d+ms/step";

  private static final String FIELDS = "\njava.util.function.Consumer<Object> watch;\n";

  @TempDir private Path folder;

  @Test
  void sampleIsTheCommittedOne() throws Exception {
    assertTrue(
        CommittedSamples.contain("EngineerSample.java", Files.readString(SampleCopy.file())),
        "EngineerSample.java was edited: parity with Keras is claimed for the committed file only");
  }

  @Test
  void printsEpochsInTheShapeOfKeras() throws Exception {
    // Keras 3.15: «10/10 ━━━━━━━━━━━━━━━━━━━━ 0s 2ms/step - accuracy: 0.5300 - loss: 0.6968»
    List<String> lines = run(inFolder(SampleCopy.committed())).outLines();
    assertEquals(6, lines.size(), lines.toString());
    for (int epoch = 1; epoch <= 3; epoch++) {
      assertEquals("Epoch " + epoch + "/3", lines.get(2 * epoch - 2));
      String line = lines.get(2 * epoch - 1);
      assertTrue(
          line.matches("10/10 ━{20} " + TIME + " - accuracy: [01]\\.\\d{4} - loss: \\d\\.\\d{4}"),
          line);
    }
  }

  @Test
  void countsThePartialBatchAsAStep() throws Exception {
    String rows = SampleCopy.replaced(SampleCopy.committed(), "ROWS = 100", "ROWS = 101");
    String line = run(inFolder(rows)).outLines().get(1);
    assertTrue(line.startsWith("11/11 ━━━━━━━━━━━━━━━━━━━━ "), line);
  }

  @Test
  void sameSeedPrintsTheSameFiguresAndAnotherSeedOthers() throws Exception {
    String source = inFolder(SampleCopy.committed());
    List<String> figures = figures(source);
    assertEquals(figures, figures(source));
    assertNotEquals(figures, figures(SampleCopy.replaced(source, "SEED = 42", "SEED = 43")));
  }

  @Test
  void savedModelPredictsTheSameBits() throws Exception {
    String source = inFolder(SampleCopy.committed());
    int end = source.lastIndexOf('}');
    MultiLayerNetwork trained =
        watched(source.substring(0, end) + "    watch.accept(model);\n}\n").getFirst();
    MultiLayerNetwork loaded = KerasFile.read(folder.resolve("model.h5")).trainable().network();
    INDArray x = Nd4j.rand(100, 5);
    assertArrayEquals(trained.output(x).toFloatVector(), loaded.output(x).toFloatVector());
  }

  @Test
  void buildsTheNetworkOfThePipeline() throws Exception {
    String source =
        SampleCopy.replaced(
            inFolder(SampleCopy.committed()),
            "model.init();",
            "model.init(); watch.accept(model.clone());");
    MultiLayerNetwork sample = watched(source).getFirst();
    MultiLayerNetwork pipeline = DenseNetwork.of(5, 10, 42);
    assertEquals(
        pipeline.getLayerWiseConfigurations().toJson(),
        sample.getLayerWiseConfigurations().toJson());
    assertArrayEquals(pipeline.params().toFloatVector(), sample.params().toFloatVector());
  }

  /** The sample, saving its model into the test's folder. */
  private String inFolder(String source) {
    String file = folder.resolve("model.h5").toString().replace('\\', '/');
    return SampleCopy.replaced(source, "target/model.h5", file);
  }

  private Printed<Void> run(String source) throws Exception {
    return SampleCopy.of(source, folder).run(Map.of());
  }

  /** The networks that the copy hands over. */
  private List<MultiLayerNetwork> watched(String source) throws Exception {
    List<MultiLayerNetwork> networks = new ArrayList<>();
    Consumer<Object> watch = network -> networks.add((MultiLayerNetwork) network);
    SampleCopy.of(source + FIELDS, folder).run(Map.of("watch", watch));
    return networks;
  }

  private List<String> figures(String source) throws Exception {
    return run(source).outLines().stream().map(line -> line.replaceFirst(TIME, "")).toList();
  }
}
