package workbench.engineer.serving;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import workbench.data.Column;
import workbench.data.ColumnTransformer;
import workbench.data.Dataset;
import workbench.data.Examples;
import workbench.data.Standardizer;
import workbench.engineer.serving.models.ReferenceDistribution;
import workbench.evaluation.ErrorCost;
import workbench.evaluation.Threshold;
import workbench.model.ExportedModel;
import workbench.model.Metadata;
import workbench.model.ModelRepository;
import workbench.testing.MadeUp;

/**
 * Models with known weights: the probability of a row is 1 / (1 + exp(-(x1 + ... + xp +
 * intercept))).
 */
public final class TestModels {

  private TestModels() {}

  /** Publishes a version with a reference of 1,000 values of each feature, evenly from -3 to 3. */
  public static int publish(Path repository, String name, int features, double intercept)
      throws IOException {
    List<String> names = IntStream.rangeClosed(1, features).mapToObj(j -> "x" + j).toList();
    double[] ones = new double[features];
    Arrays.fill(ones, 1);
    ExportedModel model =
        ExportedModel.logisticRegression(
            new Standardizer(new double[features], ones.clone()), ones, intercept);
    double[][] rows =
        IntStream.range(0, 1000)
            .mapToObj(
                i -> {
                  double[] row = new double[features];
                  Arrays.fill(row, -3 + 6 * i / 999.0);
                  return row;
                })
            .toArray(double[][]::new);
    return new ModelRepository(repository)
        .publish(
            name,
            folder -> {
              model.write(folder.resolve(ModelRepository.MODEL), MadeUp.metadata(names));
              ReferenceDistribution.of(new Examples(names, rows, new int[rows.length]))
                  .write(folder.resolve(ReferenceDistribution.FILE));
            });
  }

  /** Publishes a version with one feature that answers 1 above the probability 1/11. */
  static int publishCostly(Path repository, String name) throws IOException {
    ExportedModel model =
        ExportedModel.logisticRegression(
            new Standardizer(new double[1], new double[] {1}), new double[] {1}, 0);
    Metadata metadata =
        MadeUp.metadata(List.of("x1")).with(Threshold.theoretical(new ErrorCost(10, 1), "no rows"));
    return new ModelRepository(repository)
        .publish(name, folder -> model.write(folder.resolve(ModelRepository.MODEL), metadata));
  }

  /**
   * Publishes a version of raw columns: {@code size}, whose median is 2, and {@code kind}, of which
   * {@code b} adds 1 to the sum. Features are not standardised.
   */
  static int publishColumns(Path repository, String name) throws IOException {
    return publishColumns(
        repository,
        name,
        List.of(
            new Column.Numeric("size", new double[] {1, 2, 4, Double.NaN}),
            new Column.Categorical("kind", List.of("a", "b"), new int[] {0, 1, 1, 0})));
  }

  /**
   * Publishes a version of any raw columns: each number, and each level of a category but the
   * first, adds to the sum. Features are not standardised.
   */
  static int publishColumns(Path repository, String name, List<Column> trainColumns)
      throws IOException {
    int n = trainColumns.getFirst().rows();
    var train = new Dataset("made up", trainColumns, "label", List.of("no", "yes"), new int[n], "");
    ColumnTransformer columns = ColumnTransformer.fit(train);
    double[] ones = new double[columns.features()];
    Arrays.fill(ones, 1);
    ExportedModel model =
        ExportedModel.logisticRegression(
                new Standardizer(new double[ones.length], ones.clone()), ones, 0)
            .with(Optional.of(columns));
    return new ModelRepository(repository)
        .publish(
            name,
            folder -> {
              model.write(
                  folder.resolve(ModelRepository.MODEL),
                  MadeUp.metadata(List.of("none")).with(Optional.of(columns)));
              ReferenceDistribution.of(train, columns)
                  .write(folder.resolve(ReferenceDistribution.FILE));
            });
  }

  /** Publishes a version that cannot be loaded. */
  static int publishBroken(Path repository, String name) throws IOException {
    return new ModelRepository(repository)
        .publish(
            name, folder -> Files.writeString(folder.resolve(ModelRepository.MODEL), "not ONNX"));
  }

  /** Publishes a version that computes for years: a loop of 10^15 steps before its answer. */
  static int publishEndless(Path repository, String name) throws IOException {
    return new ModelRepository(repository)
        .publish(
            name,
            folder -> Files.write(folder.resolve(ModelRepository.MODEL), endless().toByteArray()));
  }

  private static OnnxMl.ModelProto endless() throws IOException {
    var plain =
        ExportedModel.logisticRegression(
            new Standardizer(new double[2], new double[] {1, 1}), new double[] {1, 1}, 0);
    var model =
        OnnxMl.ModelProto.parseFrom(plain.toOnnx(MadeUp.metadata(List.of("x1", "x2")))).toBuilder();
    OnnxMl.GraphProto.Builder graph = model.getGraphBuilder();
    OnnxMl.NodeProto.Builder last =
        graph.getNodeBuilderList().stream()
            .filter(node -> node.getOutput(0).equals("probability"))
            .findFirst()
            .orElseThrow();
    graph
        .addInitializer(
            OnnxMl.TensorProto.newBuilder()
                .setName("steps")
                .setDataType(OnnxMl.TensorProto.DataType.INT64.getNumber())
                .addInt64Data(1_000_000_000_000_000L))
        .addNode(
            graph.getNodeCount() - 2,
            OnnxMl.NodeProto.newBuilder()
                .setOpType("Loop")
                .addAllInput(List.of("steps", "", last.getInput(0)))
                .addOutput("after")
                .addAttribute(
                    OnnxMl.AttributeProto.newBuilder()
                        .setName("body")
                        .setType(OnnxMl.AttributeProto.AttributeType.GRAPH)
                        .setG(step())));
    graph.getNodeBuilderList().stream()
        .filter(node -> node.getOutput(0).equals("probability"))
        .forEach(node -> node.setInput(0, "after"));
    return model.build();
  }

  private static OnnxMl.GraphProto step() {
    return OnnxMl.GraphProto.newBuilder()
        .setName("step")
        .addInput(value("step", OnnxMl.TensorProto.DataType.INT64))
        .addInput(value("go", OnnxMl.TensorProto.DataType.BOOL))
        .addInput(value("x", OnnxMl.TensorProto.DataType.FLOAT))
        .addNode(node("Identity", "go", "goes"))
        .addNode(node("Identity", "x", "y"))
        .addOutput(value("goes", OnnxMl.TensorProto.DataType.BOOL))
        .addOutput(value("y", OnnxMl.TensorProto.DataType.FLOAT))
        .build();
  }

  private static OnnxMl.NodeProto node(String operator, String input, String output) {
    return OnnxMl.NodeProto.newBuilder()
        .setOpType(operator)
        .addInput(input)
        .addOutput(output)
        .build();
  }

  private static OnnxMl.ValueInfoProto value(String name, OnnxMl.TensorProto.DataType type) {
    var tensor = OnnxMl.TypeProto.Tensor.newBuilder().setElemType(type.getNumber());
    if (type != OnnxMl.TensorProto.DataType.FLOAT) {
      // A scalar.
      tensor.setShape(OnnxMl.TensorShapeProto.getDefaultInstance());
    }
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** Computes the answer of such a model. */
  static double probability(double intercept, double... row) {
    double sum = intercept;
    for (double x : row) {
      sum += x;
    }
    return 1 / (1 + Math.exp(-sum));
  }

  /** Models to try the server by hand; the argument is their folder. */
  public static void main(String[] args) throws IOException {
    publish(Path.of(args[0]), "demo", 5, 0);
    publish(Path.of(args[0]), "shifted", 5, 1);
    publish(Path.of(args[0]), "small", 2, 0);
  }
}
