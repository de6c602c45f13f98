package workbench.benchmarks.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import workbench.evaluation.Evaluation;
import workbench.model.ExportedModel;
import workbench.model.ExportedModel.Activation;
import workbench.model.ExportedModel.DenseLayer;
import workbench.model.Metadata;
import workbench.model.ModelRepository;

/** Exported models of the prediction and HTTP benchmarks, in a model repository. */
public final class Models {

  public static final String NETWORK = "network";
  public static final String REGRESSION = "regression";

  private Models() {}

  /** Coefficients of the regression, then its intercept. */
  public static double[] coefficients() {
    return Drawn.COEFFICIENTS.clone();
  }

  /**
   * Publishes both models, afresh.
   *
   * @param repository its folder
   * @throws IOException if it cannot be written
   */
  public static void publish(Path repository) throws IOException {
    publish(repository, NETWORK, network());
    int p = Drawn.FEATURES;
    double[] c = Drawn.COEFFICIENTS;
    publish(
        repository,
        REGRESSION,
        ExportedModel.logisticRegression(
            Drawn.asTheyAre(Drawn.FEATURES), Arrays.copyOf(c, p), c[p]));
  }

  /** The file of a model. */
  public static Path file(Path repository, String name) {
    return repository.resolve(name).resolve("1").resolve(ModelRepository.MODEL);
  }

  private static void publish(Path repository, String name, ExportedModel model)
      throws IOException {
    if (!Files.exists(file(repository, name))) {
      new ModelRepository(repository)
          .publish(
              name, folder -> model.write(folder.resolve(ModelRepository.MODEL), metadata(name)));
    }
  }

  private static ExportedModel network() {
    double[] weights = Drawn.initialWeights();
    return new ExportedModel(
        Drawn.asTheyAre(Drawn.FEATURES),
        List.of(
            layer(weights, 0, Drawn.FEATURES, Drawn.HIDDEN, Activation.RELU),
            layer(weights, Drawn.FEATURES * Drawn.HIDDEN, Drawn.HIDDEN, 1, Activation.SIGMOID)));
  }

  private static DenseLayer layer(
      double[] weights, int from, int inputs, int units, Activation activation) {
    double[][] matrix = new double[inputs][];
    for (int i = 0; i < inputs; i++) {
      matrix[i] = Arrays.copyOfRange(weights, from + i * units, from + (i + 1) * units);
    }
    return new DenseLayer(matrix, new double[units], activation);
  }

  private static Metadata metadata(String name) {
    return new Metadata(
        Metadata.Role.ENGINEER,
        name,
        Drawn.names(Drawn.FEATURES),
        List.of("0", "1"),
        "drawn",
        "0".repeat(64),
        "none",
        Drawn.SEED,
        new Evaluation(2, 1, 0.5, 0.7, 0.5),
        Map.of(),
        "none",
        Instant.EPOCH);
  }
}
