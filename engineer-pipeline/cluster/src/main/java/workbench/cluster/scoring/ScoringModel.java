package workbench.cluster.scoring;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import workbench.data.InvalidInput;
import workbench.model.ModelRepository;
import workbench.model.OnnxScorer;
import workbench.model.RegularFile;

/**
 * A released model on its way to the executors, as bytes. Spark keeps one of them in each executor,
 * for all of its tasks; it opens the model when the first task asks, and Spark closes it when the
 * broadcast is destroyed.
 */
public final class ScoringModel implements Serializable, AutoCloseable {

  private final String name;
  private final int version;
  private final byte[] onnx;
  private transient OnnxScorer scorer;

  private ScoringModel(String name, int version, byte[] onnx) {
    this.name = name;
    this.version = version;
    this.onnx = onnx;
  }

  /**
   * @param wanted {@code NAME}, of which the newest version is taken, or {@code NAME:VERSION}; null
   *     if there is only one
   * @throws InvalidInput if there is no such model, or it is not an exported model of a role
   * @throws IOException if it cannot be read
   */
  public static ScoringModel find(ModelRepository repository, String wanted) throws IOException {
    String[] parts = (wanted == null ? only(repository) : wanted).split(":", 2);
    int version = parts.length == 2 ? version(wanted, parts[1]) : newest(repository, parts[0]);
    Path file = repository.folder(parts[0], version).resolve(ModelRepository.MODEL);
    var model = new ScoringModel(parts[0], version, RegularFile.read(file, OnnxScorer.LARGEST));
    model.scorer = OnnxScorer.of(model.onnx, file.toString());
    return model;
  }

  private static String only(ModelRepository repository) throws IOException {
    List<String> names = repository.names();
    if (names.size() != 1) {
      throw new InvalidInput(
          "models=%s: %s; -Dmodel=NAME says which"
              .formatted(
                  repository.root(),
                  names.isEmpty()
                      ? "there is no released model"
                      : "there are the models " + String.join(", ", names)));
    }
    return names.getFirst();
  }

  private static int newest(ModelRepository repository, String name) throws IOException {
    return repository
        .newest(name)
        .orElseThrow(
            () ->
                new InvalidInput(
                    "models=%s: there is no released model '%s'; there are: %s"
                        .formatted(repository.root(), name, names(repository))));
  }

  private static String names(ModelRepository repository) {
    try {
      List<String> names = repository.names();
      return names.isEmpty() ? "none" : String.join(", ", names);
    } catch (IOException e) {
      return "none that can be read";
    }
  }

  private static int version(String wanted, String version) {
    try {
      return Integer.parseInt(version);
    } catch (NumberFormatException e) {
      throw new InvalidInput(
          "model=%s: NAME or NAME:VERSION is expected, the version a whole number"
              .formatted(wanted));
    }
  }

  public String name() {
    return name;
  }

  public int version() {
    return version;
  }

  /** One to send, which Spark may close without closing this. */
  ScoringModel unopened() {
    return new ScoringModel(name, version, onnx);
  }

  /** Safe for any number of tasks at once. */
  public synchronized OnnxScorer scorer() {
    if (scorer == null) {
      scorer = OnnxScorer.of(onnx, name + ":" + version);
    }
    return scorer;
  }

  @Override
  public synchronized void close() {
    if (scorer != null) {
      scorer.close();
      scorer = null;
    }
  }
}
