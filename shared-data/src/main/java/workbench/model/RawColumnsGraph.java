package workbench.model;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import workbench.data.ColumnTransformer;
import workbench.data.ColumnTransformer.CategoryInput;
import workbench.data.ColumnTransformer.Input;
import workbench.data.ColumnTransformer.NumberInput;

/**
 * Puts a {@link ColumnTransformer} before a graph of ONNX: one input {@code [batch, 1]} for each
 * raw column, float32 for numbers and string for categories. NaN and the empty string are missing
 * values.
 */
final class RawColumnsGraph {

  /** The version of {@code ai.onnx.ml} that LabelEncoder is taken from. */
  static final int ML_OPSET = 2;

  static final String ML_DOMAIN = "ai.onnx.ml";

  /**
   * Begins every name of the graph except those of its inputs and outputs. {@link InputName} writes
   * a backslash as an escape, so that no column has such a name.
   */
  private static final String INTERNAL = "\\";

  private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();
  private final ColumnTransformer columns;
  private final List<String> blocks = new ArrayList<>();

  /** The feature that each column of the blocks is, block after block. */
  private final List<Integer> features = new ArrayList<>();

  private RawColumnsGraph(ColumnTransformer columns) {
    this.columns = columns;
  }

  /**
   * @param core a graph with the input {@code features}, float32 {@code [batch, p]}, that begins
   *     with a cast to double
   */
  static OnnxMl.GraphProto before(OnnxMl.GraphProto core, ColumnTransformer columns) {
    return new RawColumnsGraph(columns).before(core);
  }

  private OnnxMl.GraphProto before(OnnxMl.GraphProto core) {
    graph.setName(core.getName());
    declareInputs();
    numbers();
    int first = 0;
    for (Input input : columns.inputs()) {
      if (input instanceof CategoryInput category) {
        category(category, first);
      }
      first += input.width() + (input.indicator() ? 1 : 0);
    }
    String x = ordered();
    for (OnnxMl.NodeProto node : core.getNodeList()) {
      if (node.getInputList().equals(List.of(ExportedModel.INPUT))) {
        node("Identity", internal(node.getOutput(0)), x);
      } else {
        OnnxMl.NodeProto.Builder copy = node.toBuilder().clearInput().clearOutput();
        node.getInputList().forEach(name -> copy.addInput(internal(name)));
        node.getOutputList()
            .forEach(name -> copy.addOutput(isOutput(name) ? name : internal(name)));
        graph.addNode(copy.setName(internal(node.getName())));
      }
    }
    core.getInitializerList().forEach(t -> graph.addInitializer(renamed(t)));
    return graph.addAllOutput(core.getOutputList()).build();
  }

  private static boolean isOutput(String name) {
    return name.equals(ExportedModel.PROBABILITY) || name.equals(ExportedModel.LABEL);
  }

  private static String internal(String name) {
    return INTERNAL + name;
  }

  private static OnnxMl.TensorProto renamed(OnnxMl.TensorProto tensor) {
    return tensor.toBuilder().setName(internal(tensor.getName())).build();
  }

  private void declareInputs() {
    for (Input input : columns.inputs()) {
      DataType type = input instanceof NumberInput ? DataType.FLOAT : DataType.STRING;
      var shape =
          OnnxMl.TensorShapeProto.newBuilder()
              .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
              .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(1));
      graph.addInput(
          OnnxMl.ValueInfoProto.newBuilder()
              .setName(InputName.of(input.name()))
              .setType(
                  OnnxMl.TypeProto.newBuilder()
                      .setTensorType(
                          OnnxMl.TypeProto.Tensor.newBuilder()
                              .setElemType(type.getNumber())
                              .setShape(shape))));
    }
  }

  /** All number columns as one block, the indicators of some of them as another. */
  private void numbers() {
    List<String> names = new ArrayList<>();
    List<Double> fills = new ArrayList<>();
    List<Long> indicated = new ArrayList<>();
    List<Integer> indicators = new ArrayList<>();
    int feature = 0;
    for (Input input : columns.inputs()) {
      if (input instanceof NumberInput) {
        if (input.indicator()) {
          indicated.add((long) names.size());
          indicators.add(feature + 1);
        }
        names.add(InputName.of(input.name()));
        fills.add(columns.fill()[feature]);
        features.add(feature);
      }
      feature += input.width() + (input.indicator() ? 1 : 0);
    }
    if (names.isEmpty()) {
      return;
    }
    node("Concat", internal("numbers"), names.toArray(String[]::new))
        .addAttribute(integer("axis", 1));
    node("Cast", internal("measured"), internal("numbers"))
        .addAttribute(integer("to", DataType.DOUBLE.getNumber()));
    node("IsNaN", internal("missing"), internal("measured"));
    doubles("medians", fills.stream().mapToDouble(Double::doubleValue).toArray(), fills.size());
    node(
        "Where",
        internal("imputed"),
        internal("missing"),
        internal("medians"),
        internal("measured"));
    blocks.add(internal("imputed"));
    if (!indicated.isEmpty()) {
      node("Cast", internal("all_indicators"), internal("missing"))
          .addAttribute(integer("to", DataType.DOUBLE.getNumber()));
      integers("indicated", indicated.stream().mapToLong(Long::longValue).toArray());
      node("Gather", internal("indicators"), internal("all_indicators"), internal("indicated"))
          .addAttribute(integer("axis", 1));
      blocks.add(internal("indicators"));
      features.addAll(indicators);
    }
  }

  /**
   * A level becomes its position, a missing value the position after the last level, and an unknown
   * level that of the first; then each position becomes a row of a table.
   *
   * @param feature the first of the column
   */
  private void category(CategoryInput category, int feature) {
    int k = category.levels().size();
    int width = category.width() + (category.indicator() ? 1 : 0);
    double[] table = new double[(k + 1) * width];
    for (int level = 1; level < k; level++) {
      table[level * width + level - 1] = 1;
    }
    System.arraycopy(columns.fill(), feature, table, k * width, category.width());
    if (category.indicator()) {
      table[k * width + width - 1] = 1;
    }
    String id = "column" + feature;
    List<ByteString> keys = new ArrayList<>();
    List<Long> positions = new ArrayList<>();
    for (int level = 0; level < k; level++) {
      for (ByteString key : keys(category.levels().get(level))) {
        keys.add(key);
        positions.add((long) level);
      }
    }
    keys.add(ByteString.EMPTY);
    positions.add((long) k);
    node("LabelEncoder", internal(id + "_position"), InputName.of(category.name()))
        .setDomain(ML_DOMAIN)
        .addAttribute(
            OnnxMl.AttributeProto.newBuilder()
                .setName("keys_strings")
                .setType(AttributeType.STRINGS)
                .addAllStrings(keys))
        .addAttribute(
            OnnxMl.AttributeProto.newBuilder()
                .setName("values_int64s")
                .setType(AttributeType.INTS)
                .addAllInts(positions))
        .addAttribute(integer("default_int64", 0));
    doubles(id + "_table", table, k + 1, width);
    node("Gather", internal(id + "_rows"), internal(id + "_table"), internal(id + "_position"));
    integers(id + "_shape", -1, width);
    node("Reshape", internal(id), internal(id + "_rows"), internal(id + "_shape"));
    blocks.add(internal(id));
    IntStream.range(feature, feature + width).forEach(features::add);
  }

  /**
   * Returns the forms in which a level arrives: as UTF-8 from Python, as «modified UTF-8» from
   * Java, which writes a character outside the basic plane as two.
   */
  private static Set<ByteString> keys(String level) {
    var modified = new ByteArrayOutputStream();
    for (char c : level.toCharArray()) {
      if (c != 0 && c < 0x80) {
        modified.write(c);
      } else if (c < 0x800) {
        modified.write(0xc0 | c >> 6);
        modified.write(0x80 | c & 0x3f);
      } else {
        modified.write(0xe0 | c >> 12);
        modified.write(0x80 | c >> 6 & 0x3f);
        modified.write(0x80 | c & 0x3f);
      }
    }
    var keys = new LinkedHashSet<ByteString>();
    keys.add(ByteString.copyFromUtf8(level));
    keys.add(ByteString.copyFrom(modified.toByteArray()));
    return keys;
  }

  /** The blocks side by side, with the features in the order of the encoder. */
  private String ordered() {
    node("Concat", internal("blocks"), blocks.toArray(String[]::new))
        .addAttribute(integer("axis", 1));
    long[] order = IntStream.range(0, features.size()).mapToLong(features::indexOf).toArray();
    integers("order", order);
    node("Gather", internal("encoded"), internal("blocks"), internal("order"))
        .addAttribute(integer("axis", 1));
    return internal("encoded");
  }

  private OnnxMl.NodeProto.Builder node(String operator, String output, String... inputs) {
    return graph
        .addNodeBuilder()
        .setName(output)
        .setOpType(operator)
        .addAllInput(Arrays.asList(inputs))
        .addOutput(output);
  }

  private static OnnxMl.AttributeProto integer(String name, long value) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.INT)
        .setI(value)
        .build();
  }

  private void doubles(String name, double[] values, long... shape) {
    OnnxMl.TensorProto.Builder tensor =
        graph
            .addInitializerBuilder()
            .setName(internal(name))
            .setDataType(DataType.DOUBLE.getNumber());
    Arrays.stream(shape).forEach(tensor::addDims);
    Arrays.stream(values).forEach(tensor::addDoubleData);
  }

  private void integers(String name, long... values) {
    OnnxMl.TensorProto.Builder tensor =
        graph
            .addInitializerBuilder()
            .setName(internal(name))
            .setDataType(DataType.INT64.getNumber())
            .addDims(values.length);
    Arrays.stream(values).forEach(tensor::addInt64Data);
  }
}
