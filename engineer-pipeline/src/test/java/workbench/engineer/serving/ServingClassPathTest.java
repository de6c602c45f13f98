package workbench.engineer.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import workbench.data.Dataset;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.data.Standardizer;
import workbench.engineer.serving.protocol.RequestJson;
import workbench.model.ExportedModel;
import workbench.model.Metadata;
import workbench.model.ModelRepository;
import workbench.testing.MadeUp;

/** Tests of the class path of the server's image: enough to serve, nothing to train with. */
class ServingClassPathTest {

  /**
   * Jars of Deeplearning4j, of what only it needs, of Tribuo and of Smile (which is GPL-3.0), and
   * their folders.
   */
  private static final Pattern TRAINER =
      Pattern.compile("nd4j|deeplearning4j|javacpp|openblas|commons-math3|tribuo|smile|haifengl");

  @TempDir Path models;

  private static List<String> servingClassPath() throws IOException {
    return entries(Files.readString(Path.of("target", "serving-class-path.txt")));
  }

  private static List<String> entries(String classPath) {
    return List.of(classPath.strip().split(File.pathSeparator));
  }

  private static List<String> trainers(List<String> classPath) {
    return classPath.stream()
        .map(entry -> Path.of(entry).getFileName().toString())
        .filter(TRAINER.asPredicate())
        .toList();
  }

  @Test
  void hasNoTrainer() throws IOException {
    assertEquals(List.of(), trainers(servingClassPath()));
    List<String> everything = trainers(entries(System.getProperty("java.class.path")));
    for (String trainer :
        List.of("nd4j-api", "deeplearning4j-nn", "javacpp", "openblas", "tribuo-util-onnx")) {
      assertTrue(
          everything.stream().anyMatch(jar -> jar.startsWith(trainer)),
          trainer + " would not be found");
    }
  }

  /**
   * ND4J's jars of Jackson, SnakeYAML, Woodstox, Guava and Protocol Buffers are named after these.
   */
  @Test
  void hasNoLibraryRepackagedByNd4j() throws IOException {
    assertEquals(List.of(), repackaged(servingClassPath()));
    assertEquals(
        List.of("guava", "jackson", "protobuf"),
        repackaged(entries(System.getProperty("java.class.path"))).stream()
            .map(jar -> jar.substring(0, jar.indexOf('-')))
            .sorted()
            .toList());
  }

  private static List<String> repackaged(List<String> classPath) throws IOException {
    var found = new ArrayList<String>();
    for (String entry : classPath) {
      if (entry.endsWith(".jar")) {
        try (var jar = new JarFile(entry)) {
          if (jar.stream().anyMatch(file -> file.getName().startsWith("org/nd4j/shade/"))) {
            found.add(Path.of(entry).getFileName().toString());
          }
        }
      }
    }
    return found;
  }

  /** Every path that needs a library. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process cannot send SIGTERM there")
  void isEnoughToServe() throws Exception {
    TestModels.publish(models, "demo", 2, 0);
    for (String dataset : Datasets.names()) {
      publishFor(dataset);
    }
    String classPath =
        Stream.concat(
                Stream.of(Path.of("target", "classes").toString()), servingClassPath().stream())
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = List.of(java, "--enable-native-access=ALL-UNNAMED", "-classpath", classPath);
    try (var server = new ServeProcess(command, "--models=" + models)) {
      var answer =
          RequestJson.read(
              server
                  .post("/v2/models/demo/infer", TestServer.row(0.5, 1))
                  .getBytes(StandardCharsets.UTF_8));
      double probability = answer.at("/outputs/0/data/0").asDouble();
      assertEquals(TestModels.probability(0, 0.5, 1), probability, 1e-6);
      for (String path :
          List.of("/", "/metrics", "/openapi.json", "/catalogue", "/v2/health/ready")) {
        server.get(path);
      }
      for (String dataset : Datasets.names()) {
        assertFalse(server.get("/examples/" + dataset).contains("\"rows\":[]"), dataset);
      }
      assertEquals(0, server.stop());
    }
  }

  /** Makes a model with arbitrary weights that says it was trained on this data set. */
  private void publishFor(String name) throws IOException {
    Dataset dataset = Datasets.load(DatasetOptions.of(name, 42));
    Examples examples = Examples.of(dataset.completeCases());
    double[] ones = new double[examples.features()];
    Arrays.fill(ones, 1);
    var model =
        ExportedModel.logisticRegression(new Standardizer(ones.clone(), ones.clone()), ones, 0);
    Metadata metadata = MadeUp.metadata(examples.featureNames(), dataset);
    new ModelRepository(models)
        .publish(name, folder -> model.write(folder.resolve(ModelRepository.MODEL), metadata));
  }
}
