package workbench.engineer.serving.models;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import workbench.data.InvalidInput;
import workbench.engineer.serving.protocol.InferenceRequest;
import workbench.model.ColumnValues;
import workbench.model.Metadata;
import workbench.model.ModelRepository;
import workbench.model.OnnxScorer;

/**
 * One version of a model in memory. It counts who uses it, and is closed when it is retired and the
 * last use has ended: a request is never left with a closed model.
 */
public final class ServedVersion {

  private final String model;
  private final int number;
  private final OnnxScorer scorer;
  private final Optional<ReferenceDistribution> reference;
  private final Optional<DriftWindow> drift;
  private final Metrics.OfVersion metrics;

  /** Number of uses: one for being served, and one for each request under way. */
  private final AtomicInteger uses = new AtomicInteger(1);

  private ServedVersion(
      String model,
      int number,
      OnnxScorer scorer,
      Optional<ReferenceDistribution> reference,
      Metrics.OfVersion metrics) {
    this.model = model;
    this.number = number;
    this.scorer = scorer;
    this.reference = reference;
    this.drift = reference.map(DriftWindow::new);
    this.metrics = metrics;
  }

  /**
   * Loads it, and checks that its files belong together: a fault shows before a client asks.
   *
   * @throws IOException if its files cannot be read
   * @throws InvalidInput if they are not what they should be
   */
  static ServedVersion load(ModelRepository repository, String model, int number, Metrics metrics)
      throws IOException {
    Path folder = repository.folder(model, number);
    Optional<ReferenceDistribution> reference =
        reference(folder.resolve(ReferenceDistribution.FILE));
    OnnxScorer scorer = OnnxScorer.open(folder.resolve(ModelRepository.MODEL));
    try {
      List<String> features = scorer.metadata().featureNames();
      if (reference.isPresent() && !names(reference.get()).equals(features)) {
        throw new InvalidInput(
            "%s: has other features than the model: %s, not %s"
                .formatted(
                    folder.resolve(ReferenceDistribution.FILE), names(reference.get()), features));
      }
      return new ServedVersion(model, number, scorer, reference, metrics.of(model, number));
    } catch (RuntimeException | Error e) {
      scorer.close();
      throw e;
    }
  }

  private static Optional<ReferenceDistribution> reference(Path file) throws IOException {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(ReferenceDistribution.read(file))
        : Optional.empty();
  }

  private static List<String> names(ReferenceDistribution reference) {
    return reference.features().stream().map(ReferenceDistribution.Feature::name).toList();
  }

  public String model() {
    return model;
  }

  public int number() {
    return number;
  }

  public OnnxScorer scorer() {
    return scorer;
  }

  public Metadata metadata() {
    return scorer.metadata();
  }

  public Optional<ReferenceDistribution> reference() {
    return reference;
  }

  public Optional<DriftWindow> drift() {
    return drift;
  }

  public Metrics.OfVersion metrics() {
    return metrics;
  }

  /** Counts the rows of a request for the drift, as {@link ReferenceDistribution} codes them. */
  public void watch(InferenceRequest request) {
    drift.ifPresent(
        window ->
            window.add(scorer.takesColumns() ? coded(request) : request.rows(), request.count()));
  }

  /** The share of the recent rows in which raw column j is missing, if that is watched. */
  public OptionalDouble missingShare(int j) {
    return drift.isPresent() && scorer.takesColumns()
        ? OptionalDouble.of(drift.get().share(j, 0))
        : OptionalDouble.empty();
  }

  /** The share of the recent rows with a level of column j that the training rows do not have. */
  public OptionalDouble unseenShare(int j) {
    return drift.isPresent() && scorer.inputs().get(j).isText()
        ? OptionalDouble.of(drift.get().share(j, 1))
        : OptionalDouble.empty();
  }

  private FloatBuffer coded(InferenceRequest request) {
    int p = request.columns().size();
    FloatBuffer coded = FloatBuffer.allocate(request.count() * p);
    for (int j = 0; j < p; j++) {
      List<String> levels = scorer.inputs().get(j).levels();
      for (int i = 0; i < request.count(); i++) {
        coded.put(
            i * p + j,
            switch (request.columns().get(j)) {
              case ColumnValues.Numbers(FloatBuffer values) -> values.get(i);
              case ColumnValues.Texts(String[] values) -> code(levels, values[i]);
            });
      }
    }
    return coded;
  }

  private static float code(List<String> levels, String value) {
    int code = levels.indexOf(value);
    return value.isEmpty() ? Float.POSITIVE_INFINITY : code < 0 ? levels.size() : code;
  }

  /**
   * @return false if it has been closed; otherwise {@link #release} must follow
   */
  boolean acquire() {
    int before = uses.get();
    while (before > 0) {
      int seen = uses.compareAndExchange(before, before + 1);
      if (seen == before) {
        return true;
      }
      before = seen;
    }
    return false;
  }

  /** Ends a use, or its being served. */
  public void release() {
    if (uses.decrementAndGet() == 0) {
      scorer.close();
    }
  }
}
