package workbench.engineer.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import workbench.data.InvalidInput;
import workbench.data.Standardizer;

/** A damaged or hostile file for further training gives one error line at once. */
class NetworkFileTest {

  private static final double[][] ROWS = {{1, 2}, {3, 5}, {-4, 0}};

  @TempDir Path folder;

  private Path file;
  private Map<String, byte[]> entries;

  @BeforeEach
  void save() throws IOException {
    file = folder.resolve("model.zip");
    var model = new StandardizedNetwork(Standardizer.fit(ROWS), DenseNetwork.of(2, 4, 1));
    model.save(file, ROWS);
    entries = new LinkedHashMap<>();
    try (var zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
  }

  @Test
  void readsWhatItWrote() throws IOException {
    double[] before = NetworkFile.read(file).probabilities(ROWS);
    write();
    assertArrayEquals(before, NetworkFile.read(file).probabilities(ROWS));
  }

  @Test
  void deserialisesNoJavaObject() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var objects = new ObjectOutputStream(bytes)) {
      objects.writeObject(new LinkedHashMap<>(Map.of("a", "b")));
    }
    entries.put("preprocessor.bin", bytes.toByteArray());
    assertRefused("has the entry 'preprocessor.bin'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"configuration.json", "coefficients.bin", "updaterState.bin", "normalizer.bin"})
  void unpacksNoEntryThatIsLargerThanItsLayersNeed(String entry) throws IOException {
    // 20 MB of zeros take 20 kB in the file.
    entries.put(entry, new byte[20_000_000]);
    assertRefused(entry + " has more than ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"configuration.json", "coefficients.bin", "updaterState.bin", "normalizer.bin"})
  void refusesAFileThatLacksAnEntry(String entry) throws IOException {
    entries.remove(entry);
    assertRefused("lacks " + entry);
  }

  @ParameterizedTest
  @ValueSource(strings = {"coefficients.bin", "updaterState.bin", "normalizer.bin"})
  void refusesAnArrayOfAnotherShapeThanItsLayers(String entry) throws IOException {
    byte[] content = entries.get(entry);
    // Every byte of the shape, every fifth of the numbers.
    for (int i = 0; i < content.length; i += i < 64 ? 1 : 5) {
      byte[] changed = content.clone();
      changed[i] ^= 0x40;
      entries.put(entry, changed);
      write();
      try {
        // A number may change to another finite one; the shape may not.
        assertEquals(3, NetworkFile.read(file).probabilities(ROWS).length);
      } catch (InvalidInput e) {
        assertEquals(1, e.getMessage().lines().count());
      }
    }
    entries.put(entry, Arrays.copyOf(content, content.length - 8));
    assertRefused(entry + " does not fit its layers");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "org.deeplearning4j.nn.conf.layers.DenseLayer | org.deeplearning4j.nn.conf.layers.LSTM"
            + " | names the class 'org.deeplearning4j.nn.conf.layers.LSTM'",
        "org.nd4j.linalg.activations.impl.ActivationReLU | javax.script.ScriptEngineManager"
            + " | names the class 'javax.script.ScriptEngineManager'",
        "\"nout\":4 | \"nout\":2000000000 | has a layer of 2 inputs and 2000000000 units",
        "\"nin\":2 | \"nin\":-2 | has a layer of -2 inputs and 4 units",
        "\"nin\":4 | \"nin\":5 | has a layer of 5 inputs and 1 units",
        "\"nout\":1 | \"nout\":2 | does not end in one unit",
        "\"epochCount\":0 | \"epochCount\":2147483647 | has the epochCount 2147483647",
        "\"iterationCount\":0 | \"iterationCount\":-1 | has the iterationCount -1"
      })
  void refusesAConfigurationOfAnotherKind(String written, String instead, String reason)
      throws IOException {
    changeConfiguration(
        json -> {
          String compact = json.replaceAll("\\s+:\\s+", ":");
          assertTrue(compact.contains(written), compact);
          return compact.replace(written, instead);
        });
    assertRefused(reason);
  }

  @Test
  void refusesAConfigurationThatIsNestedWithoutEnd() throws IOException {
    changeConfiguration(json -> "[".repeat(100_000));
    assertRefused("");
  }

  @Test
  void refusesWeightsThatAreNoNumbers() throws IOException {
    byte[] weights = entries.get("coefficients.bin");
    ByteBuffer.wrap(weights).putFloat(weights.length - 4, Float.NaN);
    assertRefused("coefficients.bin has the number NaN");
  }

  @Test
  void refusesAStandardisationThatDividesByZero() throws IOException {
    byte[] normalizer = entries.get("normalizer.bin");
    ByteBuffer.wrap(normalizer).putDouble(normalizer.length - 8, 0);
    assertRefused("its standardisation has impossible numbers");
  }

  @Test
  void refusesATruncatedFileWhereverItEnds() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 53) {
      Files.write(file, Arrays.copyOf(whole, length));
      refusal();
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such pipes there")
  void doesNotWaitForAPipe() throws Exception {
    Files.delete(file);
    assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
    assertTrue(refusal().contains("(not a regular file)"));
  }

  private void changeConfiguration(UnaryOperator<String> change) {
    entries.compute(
        "configuration.json",
        (name, json) ->
            change
                .apply(new String(json, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
  }

  private void write() throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
  }

  private void assertRefused(String reason) throws IOException {
    write();
    String message = refusal();
    assertTrue(message.contains("saved (" + reason), message);
  }

  private String refusal() {
    NetworkOptions options = CommandLine.populateSpec(NetworkOptions.class, "--resume=" + file);
    return assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          String message = assertThrows(InvalidInput.class, options::start).getMessage();
          assertTrue(
              message.startsWith(file + ": is not a network that this workbench saved ("), message);
          assertEquals(1, message.lines().count());
          return message;
        });
  }
}
