package workbench.engineer.keras;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tools.jackson.databind.JsonNode;
import workbench.testing.Fixture;

/** Files that Keras 3.15.1 and tf_keras 2.21 wrote, by benchmarks/python/make_keras_fixtures.py. */
public final class KerasFixtures {

  private static final JsonNode CASES = cases();

  private KerasFixtures() {}

  static List<JsonNode> loaded() {
    return CASES.path("loaded").valueStream().toList();
  }

  static List<JsonNode> refused() {
    return CASES.path("refused").valueStream().toList();
  }

  /** {@code [40, 3]}, the rows that the networks were trained on. */
  public static double[][] x() {
    return CASES.path("x").valueStream().map(KerasFixtures::numbers).toArray(double[][]::new);
  }

  /** {@code [40]}, 0 or 1. */
  public static double[] y() {
    return numbers(CASES.path("y"));
  }

  /** Reads what Keras predicts for the first rows. */
  public static double[] predictions(String file) {
    return loaded().stream()
        .filter(each -> each.path("file").asString().equals(file))
        .map(each -> numbers(each.path("predictions")))
        .findFirst()
        .orElseThrow();
  }

  static double[] numbers(JsonNode array) {
    return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  /** Unpacks one of the files. */
  public static Path unpack(String name, Path folder) throws IOException {
    try (var zip = new ZipInputStream(KerasFixtures.class.getResourceAsStream("keras-files.zip"))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return Files.write(folder.resolve(name), zip.readAllBytes());
        }
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static JsonNode cases() {
    return Fixture.read(KerasFixtures.class, "cases.json");
  }
}
