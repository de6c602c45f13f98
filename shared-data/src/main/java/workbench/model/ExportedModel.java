package workbench.model;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tribuo.util.onnx.ONNXAttribute;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXOperator;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXRef;
import workbench.data.ColumnTransformer;
import workbench.data.Standardizer;

/**
 * A model as both roles hand it over, independent of the library that fitted it: the encoder and
 * imputer of raw columns where they are needed, the standardisation, and dense layers, the last of
 * them one sigmoid unit. Logistic regression is the case of a single layer.
 *
 * <p>Its file, {@code model.onnx} (opset 13), takes rows as they were measured:
 *
 * <ul>
 *   <li>of number columns alone the input {@code features}: float32 {@code [batch, p]}, any number
 *       of rows
 *   <li>with an encoder one input for each raw column instead, {@code [batch, 1]}: float32 for
 *       numbers, where NaN is a missing value, string for categories, where the empty string is;
 *       its name is that of the column, in ASCII: any other character and the backslash are escaped
 *       as in Java, and so is the first letter of {@code features}, {@code probability} and {@code
 *       label}
 *   <li>output {@code probability}: float32 {@code [batch]}, of the class 1
 *   <li>output {@code label}: int64 {@code [batch]}, 1 where that probability is above the {@link
 *       Metadata#threshold}, otherwise 0; the names of the two classes are in the {@link Metadata}
 * </ul>
 *
 * <p>One number a row, and int64 for the class, is what scikit-learn's converter writes and what
 * every client of the Open Inference Protocol can read without an encoding of its own, as strings
 * would need.
 *
 * @param standardizer of p features
 * @param layers from the p standardised features to the probability
 * @param columns encoder and imputer of the p features; empty: the features are the raw columns
 */
public record ExportedModel(
    Standardizer standardizer, List<DenseLayer> layers, Optional<ColumnTransformer> columns) {

  static final String INPUT = "features";
  static final String PROBABILITY = "probability";
  static final String LABEL = "label";

  /** Producer that is named in such a file. */
  static final String PRODUCER = "two-workflows";

  private static final int OPSET = 13;

  /** The version of the file format that goes with the opset. */
  private static final int IR_VERSION = 7;

  /** Activations of a layer. */
  public enum Activation {
    RELU(Operator.RELU),
    TANH(Operator.TANH),
    SIGMOID(ONNXOperators.SIGMOID),
    IDENTITY(ONNXOperators.IDENTITY);

    private final ONNXOperator operator;

    Activation(ONNXOperator operator) {
      this.operator = operator;
    }
  }

  /**
   * One layer: {@code activation(x . weights + bias)}.
   *
   * @param weights {@code [inputs, units]}; not copied
   * @param bias {@code [units]}; not copied
   */
  public record DenseLayer(double[][] weights, double[] bias, Activation activation) {

    /**
     * @throws IllegalArgumentException if a row of the weights and the bias differ in length
     */
    public DenseLayer {
      int units = bias.length;
      if (weights.length == 0 || Arrays.stream(weights).anyMatch(row -> row.length != units)) {
        throw new IllegalArgumentException(
            "the weights must be [inputs, %d], as the bias".formatted(units));
      }
    }
  }

  /**
   * @throws IllegalArgumentException if the layers or the encoder do not fit, or the layers do not
   *     end in one sigmoid unit
   */
  public ExportedModel {
    layers = List.copyOf(layers);
    int width = standardizer.mean().length;
    if (columns.isPresent() && columns.get().features() != width) {
      throw new IllegalArgumentException(
          "the encoder has %d features, the standardisation %d"
              .formatted(columns.get().features(), width));
    }
    for (DenseLayer layer : layers) {
      if (layer.weights().length != width) {
        throw new IllegalArgumentException(
            "a layer has weights for %d inputs and gets %d"
                .formatted(layer.weights().length, width));
      }
      width = layer.bias().length;
    }
    if (layers.isEmpty() || width != 1 || layers.getLast().activation() != Activation.SIGMOID) {
      throw new IllegalArgumentException(
          "the last layer must be one sigmoid unit, whose output is a probability");
    }
  }

  /** Creates a model of number columns without missing values. */
  public ExportedModel(Standardizer standardizer, List<DenseLayer> layers) {
    this(standardizer, layers, Optional.empty());
  }

  /**
   * Returns the same model for raw columns.
   *
   * @param columns encoder and imputer of the p features; empty: the features are the raw columns
   */
  public ExportedModel with(Optional<ColumnTransformer> columns) {
    return new ExportedModel(standardizer, layers, columns);
  }

  /**
   * @param coefficients {@code [p]}, of the standardised features
   * @throws IllegalArgumentException if there are not p coefficients
   */
  public static ExportedModel logisticRegression(
      Standardizer standardizer, double[] coefficients, double intercept) {
    double[][] weights =
        Arrays.stream(coefficients).mapToObj(b -> new double[] {b}).toArray(double[][]::new);
    return new ExportedModel(
        standardizer,
        List.of(new DenseLayer(weights, new double[] {intercept}, Activation.SIGMOID)));
  }

  /**
   * The content of {@code model.onnx}: the same bytes for the same model and metadata.
   *
   * @throws IllegalArgumentException if the metadata do not name the inputs
   */
  public byte[] toOnnx(Metadata metadata) {
    int features = standardizer.mean().length;
    int inputs = columns.map(encoder -> encoder.inputs().size()).orElse(features);
    if (metadata.featureNames().size() != inputs) {
      throw new IllegalArgumentException(
          "the metadata name %d features, the model has %d"
              .formatted(metadata.featureNames().size(), inputs));
    }
    OnnxMl.GraphProto core = graph(features, metadata.threshold().value());
    OnnxMl.ModelProto.Builder model =
        OnnxMl.ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName(PRODUCER)
            .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPSET))
            .setGraph(columns.map(encoder -> RawColumnsGraph.before(core, encoder)).orElse(core));
    if (columns.isPresent()) {
      model.addOpsetImport(
          OnnxMl.OperatorSetIdProto.newBuilder()
              .setDomain(RawColumnsGraph.ML_DOMAIN)
              .setVersion(RawColumnsGraph.ML_OPSET));
    }
    metadata
        .properties()
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build().toByteArray();
  }

  /**
   * Writes {@link #toOnnx} to a file.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file, Metadata metadata) throws IOException {
    Files.write(file, toOnnx(metadata));
  }

  /**
   * Builds the graph. Between the float32 input and the float32 output everything is in double
   * precision, and the standardisation stays two steps of its own, as the model was fitted.
   * Measured on logistic regression, the largest difference from the double model: on breast-cancer
   * 3e-8 so, which is the rounding of the output; 2e-7 in single precision; 1.1e-6 in single
   * precision with the standardisation folded into the weights, where (x - mean) / scale becomes
   * the difference of two large products. On features whose mean is 3,500 times their spread: 3e-8,
   * 6e-5 and 2e-4.
   */
  private OnnxMl.GraphProto graph(int features, float threshold) {
    ONNXContext graph = new ONNXContext();
    graph.setName("model");
    ONNXRef<?> x =
        graph
            .floatInput(INPUT, features)
            .cast(double.class)
            .apply(ONNXOperators.SUB, graph.array("mean", standardizer.mean(), false), "centered")
            .apply(
                ONNXOperators.DIV,
                graph.array("scale", standardizer.scale(), false),
                "standardized");
    for (DenseLayer layer : layers) {
      double[] flat = Arrays.stream(layer.weights()).flatMapToDouble(Arrays::stream).toArray();
      long[] shape = {layer.weights().length, layer.bias().length};
      // The builder knows matrices in single precision only; ONNX Runtime shapes this one once, on
      // loading.
      ONNXRef<?> weights =
          graph
              .array("flat_weights", flat, false)
              .apply(Operator.RESHAPE, graph.array("weights_shape", shape), "weights");
      ONNXRef<?> bias = graph.array("bias", layer.bias(), false);
      x =
          x.apply(ONNXOperators.GEMM, List.of(weights, bias), "sum")
              .apply(layer.activation().operator, "activation");
    }
    ONNXRef<?> probability =
        x.apply(Operator.RESHAPE, graph.array("vector", new long[] {-1}), "flat").cast(float.class);
    ONNXRef<?> label =
        probability
            .apply(ONNXOperators.GREATER, graph.constant("threshold", threshold), "above")
            .cast(long.class);
    OnnxMl.GraphProto.Builder built = graph.buildGraph().toBuilder();
    output(built, PROBABILITY, probability, OnnxMl.TensorProto.DataType.FLOAT);
    output(built, LABEL, label, OnnxMl.TensorProto.DataType.INT64);
    return built.build();
  }

  private static void output(
      OnnxMl.GraphProto.Builder graph,
      String name,
      ONNXRef<?> value,
      OnnxMl.TensorProto.DataType type) {
    var tensor =
        OnnxMl.TypeProto.Tensor.newBuilder()
            .setElemType(type.getNumber())
            .setShape(
                OnnxMl.TensorShapeProto.newBuilder()
                    .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("batch")));
    graph
        .addNode(ONNXOperators.IDENTITY.build(value.onnxContext(), value.getReference(), name))
        .addOutput(
            OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor)));
  }

  /** Operators of opset 13 that Tribuo does not have. */
  private enum Operator implements ONNXOperator {
    RELU("Relu", 1),
    TANH("Tanh", 1),
    RESHAPE("Reshape", 2);

    private final String opName;
    private final int inputs;

    Operator(String opName, int inputs) {
      this.opName = opName;
      this.inputs = inputs;
    }

    @Override
    public String getOpName() {
      return opName;
    }

    @Override
    public int getNumInputs() {
      return inputs;
    }

    @Override
    public int getNumOptionalInputs() {
      return 0;
    }

    @Override
    public int getNumOutputs() {
      return 1;
    }

    @Override
    public Map<String, ONNXAttribute> getAttributes() {
      return Map.of();
    }

    @Override
    public Set<String> getMandatoryAttributeNames() {
      return Set.of();
    }

    @Override
    public int getOpVersion() {
      return OPSET;
    }

    @Override
    public String getOpDomain() {
      return null;
    }
  }
}
