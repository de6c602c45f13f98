package workbench.cluster.fit;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import workbench.data.ColumnTransformer;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.data.Standardizer;
import workbench.model.ExportedModel;
import workbench.model.Metadata;
import workbench.model.OnnxScorer;

/**
 * The scientist's logistic regression, read from its exported model.
 *
 * @param file the {@code model.onnx}
 * @param metadata of the file
 * @param standardizer of p features
 * @param coefficients {@code [p]}, of the standardised features
 * @param intercept of the logit
 */
public record Prototype(
    Path file,
    Metadata metadata,
    Standardizer standardizer,
    double[] coefficients,
    double intercept) {

  /**
   * @param file {@code model.onnx}; need not be there
   * @return empty if there is no such file, or if it is no logistic regression
   * @throws InvalidInput if it is not an exported model
   * @throws IOException if it cannot be read
   */
  public static Optional<Prototype> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Metadata metadata;
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      metadata = scorer.metadata();
    }
    OnnxMl.GraphProto graph = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file)).getGraph();
    double[] coefficients = constant(graph, "flat_weights");
    var standardizer = new Standardizer(constant(graph, "mean"), constant(graph, "scale"));
    if (coefficients.length != standardizer.mean().length || constant(graph, "bias").length != 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Prototype(file, metadata, standardizer, coefficients, constant(graph, "bias")[0]));
  }

  /**
   * As {@link ExportedModel} names them, each of the first layer with the number 0; of raw columns
   * after a backslash.
   */
  private static double[] constant(OnnxMl.GraphProto graph, String name) {
    OnnxMl.TensorProto tensor =
        graph.getInitializerList().stream()
            .filter(initializer -> initializer.getName().matches("\\\\?" + name + "_0"))
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "an exported model has '%s', this one has not".formatted(name)));
    DoubleBuffer values =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
    double[] copy = new double[values.remaining()];
    values.get(copy);
    return copy;
  }

  /**
   * Whether it was fitted on the training set of these very rows, as far as its file says.
   *
   * @param columns as for {@link #hasTheFeaturesOf}
   */
  public boolean isOf(Preparation data, Optional<ColumnTransformer> columns) {
    return metadata.datasetSha256().equals(data.dataset().sha256())
        && metadata.seed() == data.seed()
        && metadata.evaluation().rows() == data.test().rows()
        && hasTheFeaturesOf(data, columns);
  }

  /**
   * Whether it answers the same question, on these rows or on others.
   *
   * @param columns that make the features of raw columns; empty if these are the features
   */
  public boolean hasTheFeaturesOf(Preparation data, Optional<ColumnTransformer> columns) {
    List<String> features = data.train().featureNames();
    return metadata
            .featureNames()
            .equals(columns.map(ColumnTransformer::inputNames).orElse(features))
        && columns.stream().flatMap(all -> all.inputs().stream()).allMatch(this::hasLevels)
        && coefficients.length == features.size()
        && metadata.classNames().equals(data.dataset().classNames());
  }

  private boolean hasLevels(ColumnTransformer.Input input) {
    return !(input instanceof ColumnTransformer.CategoryInput category)
        || category.levels().equals(metadata.levels().get(category.name()));
  }

  /**
   * The penalty that it was fitted with, which its file does not say. At the optimum the slope of
   * the likelihood along each coefficient is the penalty times the coefficient; this is the best
   * common factor, to three digits.
   *
   * @param train the rows that it was fitted on
   * @throws InvalidInput if there is no such factor, so that it cannot have been fitted on these
   *     rows
   */
  public double penalty(Examples train) {
    double[] slope = slope(train);
    double factor = dot(slope, coefficients) / dot(coefficients, coefficients);
    double[] rest = new double[slope.length];
    for (int j = 0; j < rest.length; j++) {
      rest[j] = slope[j] - factor * coefficients[j];
    }
    if (!(Math.sqrt(dot(rest, rest)) <= 1e-5 * train.rows())) {
      throw new InvalidInput(
          "%s: is not the optimum on these training rows, with any penalty; export it again"
              .formatted(file));
    }
    return Double.parseDouble(String.format(Locale.ROOT, "%.2e", Math.max(0, factor)));
  }

  private double[] slope(Examples train) {
    double[] slope = new double[coefficients.length];
    for (int i = 0; i < train.rows(); i++) {
      double[] z = standardizer.transform(train.x()[i]);
      double residual = train.y()[i] - 1 / (1 + Math.exp(-intercept - dot(coefficients, z)));
      for (int j = 0; j < z.length; j++) {
        slope[j] += residual * z[j];
      }
    }
    return slope;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
