package workbench.engineer.training;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;
import org.nd4j.linalg.factory.Nd4j;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import workbench.data.InvalidInput;
import workbench.data.Standardizer;
import workbench.engineer.nd4j.KeptActivations;

/**
 * Reads a {@code model.zip} from an untrusted source. Deeplearning4j's own reader trusts it: it
 * deserialises Java objects, makes objects of any class that the configuration names, and allocates
 * whatever sizes it claims. Here the file must have the entries that {@link
 * StandardizedNetwork#save} writes and no others, of the sizes that follow from its layers; numbers
 * alone are taken from it.
 */
public final class NetworkFile {

  /** The most weights of a network that can be saved and exported: about 40 MB. */
  static final int MOST_WEIGHTS = 5_000_000;

  private static final String CONFIGURATION = "configuration.json";
  private static final String WEIGHTS = "coefficients.bin";
  private static final String UPDATER = "updaterState.bin";
  private static final String NORMALIZER = "normalizer.bin";
  private static final Set<String> ENTRIES =
      new TreeSet<>(Set.of(CONFIGURATION, WEIGHTS, UPDATER, NORMALIZER));

  private static final int LARGEST_CONFIGURATION = 1 << 20;

  /** Dense layers and their parts: classes that only hold settings. */
  private static final Pattern KNOWN_CLASS =
      Pattern.compile(
          "org\\.deeplearning4j\\.nn\\.(conf\\.layers\\.(Dense|Output)Layer|weights\\.WeightInit\\w+)"
              + "|org\\.nd4j\\.linalg\\.(activations\\.impl\\.Activation(ReLU|Sigmoid|TanH|Identity)"
              + "|lossfunctions\\.impl\\.Loss\\w+|learning\\.(config|regularization)\\.\\w+)");

  private final ZipFile zip;

  private NetworkFile(ZipFile zip) {
    this.zip = zip;
  }

  /**
   * @throws IOException if it cannot be read, or is not a zip file
   * @throws InvalidInput if it is not a network that this workbench saved; the message says why,
   *     without the file
   */
  public static StandardizedNetwork read(Path path) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new InvalidInput("not a regular file");
    }
    try (var zip = new ZipFile(path.toFile())) {
      return new NetworkFile(zip).read();
    }
  }

  private StandardizedNetwork read() throws IOException {
    Set<String> found = new TreeSet<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      if (!ENTRIES.contains(entry.getName()) || !found.add(entry.getName())) {
        throw new InvalidInput("has the entry '%s'".formatted(entry.getName()));
      }
    }
    JsonNode configuration = configuration();
    int weights = weights(configuration.path("confs"));
    var network = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(configuration.toString()));
    network.init(array(WEIGHTS, Nd4j.create(DataType.FLOAT, weights)), false);
    KeptActivations.in(network);
    INDArray state = network.getUpdater().getStateViewArray();
    // Some have none, such as Sgd.
    if (state != null) {
      network.getUpdater().setStateViewArray(network, array(UPDATER, state), false);
    }
    return new StandardizedNetwork(standardizer(network.layerInputSize(0)), network);
  }

  private JsonNode configuration() throws IOException {
    // An exception of Jackson's is caught where every exception of a foreign file is.
    JsonNode configuration =
        JsonMapper.shared()
            .readTree(
                new String(content(CONFIGURATION, LARGEST_CONFIGURATION), StandardCharsets.UTF_8));
    for (JsonNode name : configuration.findValues("@class")) {
      if (!KNOWN_CLASS.matcher(name.asString()).matches()) {
        throw new InvalidInput("names the class '%s'".formatted(name.asString()));
      }
    }
    for (String count : new String[] {"epochCount", "iterationCount"}) {
      if (configuration.path(count).asLong(-1) < 0
          || configuration.path(count).asLong() > 1_000_000_000) {
        throw new InvalidInput("has the %s %s".formatted(count, configuration.path(count)));
      }
    }
    return configuration;
  }

  /** Counts the weights and biases of the layers. */
  private static int weights(JsonNode layers) {
    long weights = 0;
    long width = 0;
    for (JsonNode conf : layers) {
      long in = conf.path("layer").path("nin").asLong(0);
      long out = conf.path("layer").path("nout").asLong(0);
      weights += in * out + out;
      boolean possible = in >= 1 && out >= 1 && in <= MOST_WEIGHTS && out <= MOST_WEIGHTS;
      if (!possible || width != 0 && in != width || weights > MOST_WEIGHTS) {
        throw new InvalidInput(
            "has a layer of %d inputs and %d units; at most %,d weights are read"
                .formatted(in, out, MOST_WEIGHTS));
      }
      width = out;
    }
    if (width != 1) {
      throw new InvalidInput("does not end in one unit");
    }
    return (int) weights;
  }

  private Standardizer standardizer(int features) throws IOException {
    INDArray zeros = Nd4j.create(DataType.DOUBLE, 1, features);
    var expected = new ByteArrayOutputStream();
    try {
      NormalizerSerializer.getDefault()
          .write(new NormalizerStandardize(zeros, zeros.add(1)), expected);
    } catch (Exception e) {
      throw new IOException(e);
    }
    int size = features * Double.BYTES;
    int scale = expected.size() - size;
    int mean = scale - written(zeros).length;
    byte[] content = content(NORMALIZER, expected.toByteArray(), size, mean, scale);
    double[] means = new double[features];
    double[] scales = new double[features];
    ByteBuffer.wrap(content, mean, size).asDoubleBuffer().get(means);
    ByteBuffer.wrap(content, scale, size).asDoubleBuffer().get(scales);
    if (!Arrays.stream(means).allMatch(Double::isFinite)
        || !Arrays.stream(scales).allMatch(value -> 0 < value && value < Double.MAX_VALUE)) {
      throw new InvalidInput("its standardisation has impossible numbers");
    }
    return new Standardizer(means, scales);
  }

  /** The numbers of an entry that holds an array like this one. */
  private INDArray array(String name, INDArray like) throws IOException {
    byte[] pattern = written(like);
    float[] values = new float[(int) like.length()];
    int size = values.length * Float.BYTES;
    int start = pattern.length - size;
    ByteBuffer.wrap(content(name, pattern, size, start), start, size).asFloatBuffer().get(values);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new InvalidInput("%s has the number %s".formatted(name, value));
      }
    }
    return Nd4j.createFromArray(values);
  }

  /**
   * An entry that differs from a pattern in its numbers alone.
   *
   * @param size of the numbers in bytes
   * @param starts where they begin, each time so many
   */
  private byte[] content(String name, byte[] pattern, int size, int... starts) throws IOException {
    byte[] content = content(name, pattern.length);
    byte[] blank = content.clone();
    if (content.length == pattern.length) {
      for (int start : starts) {
        Arrays.fill(blank, start, start + size, (byte) 0);
        Arrays.fill(pattern, start, start + size, (byte) 0);
      }
    }
    if (!Arrays.equals(blank, pattern)) {
      throw new InvalidInput("%s does not fit its layers".formatted(name));
    }
    return content;
  }

  private byte[] content(String name, int most) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new InvalidInput("lacks " + name);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] content = in.readNBytes(most + 1);
      if (content.length > most) {
        throw new InvalidInput("%s has more than %,d bytes".formatted(name, most));
      }
      return content;
    }
  }

  private static byte[] written(INDArray array) throws IOException {
    var bytes = new ByteArrayOutputStream();
    Nd4j.write(array, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
