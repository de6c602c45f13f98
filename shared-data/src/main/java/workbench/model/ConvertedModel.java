package workbench.model;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import workbench.data.Column;
import workbench.data.ColumnTransformer;
import workbench.data.Dataset;
import workbench.data.InvalidInput;
import workbench.data.Preparation;

/**
 * An ONNX file of another tool, such as scikit-learn's converter (skl2onnx), that has no {@link
 * Metadata} yet. It takes one input for each raw column, {@code [batch, 1]}, float32 or string, or
 * one float32 tensor {@code [batch, p]} of all features. NaN and the empty string are missing
 * values.
 */
public final class ConvertedModel {

  private final byte[] content;
  private final OnnxMl.ModelProto model;
  private final String source;

  private ConvertedModel(byte[] content, OnnxMl.ModelProto model, String source) {
    this.content = content;
    this.model = model;
    this.source = source;
  }

  /**
   * @param content of a model file
   * @param source name of the file in messages
   * @return empty if it is no ONNX, or of a role of this workbench, or has metadata already
   */
  public static Optional<ConvertedModel> of(byte[] content, String source) {
    try {
      OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(content);
      boolean isOwn =
          model.getProducerName().equals(ExportedModel.PRODUCER)
              || model.getMetadataPropsList().stream()
                  .anyMatch(entry -> entry.getKey().equals("role"));
      return isOwn || !model.hasGraph()
          ? Optional.empty()
          : Optional.of(new ConvertedModel(content, model, source));
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }

  /** The tool that wrote the file, and its version. */
  public String maker() {
    String maker = (model.getProducerName() + " " + model.getProducerVersion()).strip();
    return maker.isEmpty() ? "an unnamed tool" : maker;
  }

  /**
   * The raw columns that it takes, in the order of its inputs, as the training rows have them.
   *
   * @return empty if it takes one tensor of all features
   * @throws InvalidInput if an input is no column of the data, or a text of the model cannot be
   *     compared in Java
   */
  public Optional<ColumnTransformer> columns(Preparation data) {
    List<String> known = data.columns().inputNames();
    List<String> inputs = inputs().stream().map(OnnxMl.ValueInfoProto::getName).toList();
    if (inputs.size() == 1 && takesTensor(data)) {
      return Optional.empty();
    }
    List<String> columns = new ArrayList<>();
    for (String input : inputs) {
      List<String> named = known.stream().filter(name -> InputName.isOf(name, input)).toList();
      if (named.size() > 1) {
        throw new InvalidInput(
            "%s: its input '%s' can be any of the columns '%s': rename all but one before training"
                .formatted(source, input, String.join("', '", named)));
      }
      if (named.isEmpty()) {
        throw new InvalidInput(
            "%s: its input '%s' is no column of %s, which has %s; give the converter one input of the shape [None, 1] for each column, by its name"
                .formatted(source, input, data.dataset().name(), String.join(", ", known)));
      }
      if (InputName.isBeyondBasicPlane(input)) {
        throw new InvalidInput(
            "%s: the column '%s' has a character beyond U+FFFF in its name, and ONNX Runtime for Java cannot run such an input: rename the column before training"
                .formatted(source, named.getFirst()));
      }
      columns.add(named.getFirst());
    }
    refuseBeyondBasicPlane(columns, data.dataset());
    return Optional.of(data.columns().select(columns));
  }

  /** Inputs without those that only name a constant. */
  private List<OnnxMl.ValueInfoProto> inputs() {
    Set<String> constants = new HashSet<>();
    model.getGraph().getInitializerList().forEach(tensor -> constants.add(tensor.getName()));
    return model.getGraph().getInputList().stream()
        .filter(input -> !constants.contains(input.getName()))
        .toList();
  }

  private boolean takesTensor(Preparation data) {
    OnnxMl.ValueInfoProto input = inputs().getFirst();
    if (data.columns().inputNames().stream()
        .anyMatch(name -> InputName.isOf(name, input.getName()))) {
      return false;
    }
    if (data.rawColumns().isPresent()) {
      throw new InvalidInput(
          "%s: takes one tensor '%s' of numbers, and %s has categories or missing values; give the converter one input of the shape [None, 1] for each column, by its name"
              .formatted(source, input.getName(), data.dataset().name()));
    }
    return true;
  }

  /** A text that is compared with the cells of a column. */
  private void refuseBeyondBasicPlane(List<String> columns, Dataset data) {
    List<OnnxMl.ValueInfoProto> inputs = inputs();
    for (OnnxMl.NodeProto node : model.getGraph().getNodeList()) {
      Optional<String> text =
          node.getAttributeList().stream()
              .flatMap(
                  attribute ->
                      Stream.concat(
                          attribute.getStringsList().stream(),
                          attribute.getT().getStringDataList().stream()))
              .map(ByteString::toStringUtf8)
              .filter(InputName::isBeyondBasicPlane)
              .findFirst();
      if (text.isPresent()) {
        Set<String> before = before(node);
        List<String> from =
            inputs.stream()
                .filter(input -> before.contains(input.getName()))
                .filter(
                    input -> input.getType().getTensorType().getElemType() == DataType.STRING_VALUE)
                .map(input -> columns.get(inputs.indexOf(input)))
                .toList();
        List<String> having =
            from.stream().filter(name -> levels(data.column(name)).contains(text.get())).toList();
        if (!from.isEmpty()) {
          throw new InvalidInput(
              "%s: the column '%s' has the level '%s', with a character beyond U+FFFF, which ONNX Runtime for Java does not recognise in another tool's file: name the level otherwise before training"
                  .formatted(
                      source, String.join("' or '", having.isEmpty() ? from : having), text.get()));
        }
      }
    }
  }

  private static List<String> levels(Column column) {
    return column instanceof Column.Categorical category ? category.levels() : List.of();
  }

  /** The names of everything that a node is computed from; nodes are in the order of computing. */
  private Set<String> before(OnnxMl.NodeProto last) {
    Set<String> names = new HashSet<>(last.getInputList());
    for (OnnxMl.NodeProto node : model.getGraph().getNodeList().reversed()) {
      if (node.getOutputList().stream().anyMatch(names::contains)) {
        names.addAll(node.getInputList());
      }
    }
    return names;
  }

  /**
   * The file with metadata after its content, which stays as it is: Protocol Buffers read what
   * follows a message as more of it.
   */
  public byte[] with(Metadata metadata) {
    OnnxMl.ModelProto.Builder added = OnnxMl.ModelProto.newBuilder();
    metadata
        .properties()
        .forEach(
            (key, value) ->
                added.addMetadataProps(
                    OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    byte[] suffix = added.build().toByteArray();
    byte[] all = Arrays.copyOf(content, content.length + suffix.length);
    System.arraycopy(suffix, 0, all, content.length, suffix.length);
    return all;
  }
}
