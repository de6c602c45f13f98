package workbench.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import workbench.data.InvalidInput;

/**
 * Inputs and outputs of a model file, by the names that they have in the file. A {@link
 * ExportedModel} has the outputs {@code probability} and {@code label}. A {@link ConvertedModel}
 * has one of {@code probabilities} or {@code output_probability}, float32 {@code [batch, 2]}, and
 * one of {@code label} or {@code output_label}, int64 or string {@code [batch]}.
 *
 * @param takesColumns whether there is an input for each raw column, instead of one tensor
 * @param inputs the raw columns, or the features of the one tensor, in the order of the metadata
 * @param names of the inputs, in the order of the columns; of one tensor its name alone
 * @param probability the output with the probabilities
 * @param classes 1 if that output has the probability of the class 1, 2 if it has both
 * @param label the output with the labels
 * @param namesClasses whether the labels are the names of the classes
 */
record Signature(
    boolean takesColumns,
    List<OnnxScorer.Input> inputs,
    List<String> names,
    String probability,
    int classes,
    String label,
    boolean namesClasses) {

  private static final List<String> PROBABILITIES =
      List.of("probabilities", "output_probability", ExportedModel.PROBABILITY);
  private static final List<String> LABELS = List.of(ExportedModel.LABEL, "output_label");

  /**
   * @param source name of the file in messages
   * @throws InvalidInput if they are not those of such a file, or differ from the metadata
   */
  static Signature of(OrtSession session, Metadata metadata, String source) throws OrtException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    Map<String, NodeInfo> outputs = session.getOutputInfo();
    return session.getMetadata().getProducerName().equals(ExportedModel.PRODUCER)
        ? exported(inputs, outputs, metadata, source)
        : converted(inputs, outputs, metadata, source);
  }

  private static Signature exported(
      Map<String, NodeInfo> inputs,
      Map<String, NodeInfo> outputs,
      Metadata metadata,
      String source) {
    List<String> columns = metadata.featureNames();
    boolean takesColumns = !inputs.containsKey(ExportedModel.INPUT);
    List<String> names =
        takesColumns ? columns.stream().map(InputName::of).toList() : List.of(ExportedModel.INPUT);
    List<OnnxScorer.Input> described = inputs(inputs, names, takesColumns, metadata, source);
    Set<String> unnamed = new TreeSet<>(inputs.keySet());
    names.forEach(unnamed::remove);
    if (takesColumns && !unnamed.isEmpty()) {
      throw new InvalidInput(
          "%s: has the input '%s', which its metadata do not name in feature_names"
              .formatted(source, unnamed.iterator().next()));
    }
    expect(outputs, ExportedModel.PROBABILITY, OnnxJavaType.FLOAT, source, -1);
    expect(outputs, ExportedModel.LABEL, OnnxJavaType.INT64, source, -1);
    return new Signature(
        takesColumns, described, names, ExportedModel.PROBABILITY, 1, ExportedModel.LABEL, false);
  }

  private static Signature converted(
      Map<String, NodeInfo> inputs,
      Map<String, NodeInfo> outputs,
      Metadata metadata,
      String source) {
    List<String> columns = metadata.featureNames();
    List<String> names = List.copyOf(inputs.keySet());
    boolean takesColumns = names.size() > 1 || InputName.isOf(columns.getFirst(), names.getFirst());
    boolean named =
        names.size() == columns.size()
            && IntStream.range(0, names.size())
                .allMatch(j -> InputName.isOf(columns.get(j), names.get(j)));
    if (takesColumns && !named) {
      throw new InvalidInput(
          "%s: has the inputs %s, its metadata have the columns %s"
              .formatted(source, names, columns));
    }
    List<OnnxScorer.Input> described = inputs(inputs, names, takesColumns, metadata, source);
    described.forEach(input -> refuseBeyondBasicPlane(input, source));
    String probability = first(PROBABILITIES, outputs, source);
    if (!(outputs.get(probability).getInfo() instanceof TensorInfo)) {
      throw new InvalidInput(
          "%s: its output '%s' is a list of maps: convert the model with options={'zipmap': False}"
              .formatted(source, probability));
    }
    expect(outputs, probability, OnnxJavaType.FLOAT, source, -1, 2);
    String label = first(LABELS, outputs, source);
    boolean namesClasses =
        outputs.get(label).getInfo() instanceof TensorInfo tensor
            && tensor.type == OnnxJavaType.STRING;
    expect(outputs, label, namesClasses ? OnnxJavaType.STRING : OnnxJavaType.INT64, source, -1);
    return new Signature(takesColumns, described, names, probability, 2, label, namesClasses);
  }

  /**
   * ONNX Runtime for Java gives such a text to the model in another encoding than the file has it
   * in. A {@link ExportedModel} has it in both.
   */
  private static void refuseBeyondBasicPlane(OnnxScorer.Input input, String source) {
    for (String text : input.levels()) {
      if (InputName.isBeyondBasicPlane(text)) {
        throw new InvalidInput(
            "%s: the column '%s' has the level '%s', with a character beyond U+FFFF, which ONNX Runtime for Java does not recognise in another tool's file: name the level otherwise before training"
                .formatted(source, input.name(), text));
      }
    }
  }

  private static String first(List<String> names, Map<String, NodeInfo> outputs, String source) {
    return names.stream()
        .filter(outputs::containsKey)
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    "%s: an output '%s' is expected, as scikit-learn's converter writes it; the file has %s"
                        .formatted(source, names.getFirst(), outputs.keySet())));
  }

  private static List<OnnxScorer.Input> inputs(
      Map<String, NodeInfo> nodes,
      List<String> names,
      boolean takesColumns,
      Metadata metadata,
      String source) {
    List<String> columns = metadata.featureNames();
    if (!takesColumns) {
      expect(nodes, names.getFirst(), OnnxJavaType.FLOAT, source, -1, columns.size());
      return columns.stream().map(name -> new OnnxScorer.Input(name, false, List.of())).toList();
    }
    List<OnnxScorer.Input> described = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      NodeInfo node = nodes.get(names.get(j));
      boolean isText =
          node != null
              && node.getInfo() instanceof TensorInfo tensor
              && tensor.type == OnnxJavaType.STRING;
      OnnxJavaType type = isText ? OnnxJavaType.STRING : OnnxJavaType.FLOAT;
      expect(nodes, names.get(j), type, source, -1, 1);
      List<String> levels = metadata.levels().getOrDefault(columns.get(j), List.of());
      if (!isText && !levels.isEmpty()) {
        throw new InvalidInput(
            "%s: its metadata have levels of '%s', whose input takes numbers"
                .formatted(source, columns.get(j)));
      }
      described.add(new OnnxScorer.Input(columns.get(j), isText, levels));
    }
    return described;
  }

  private static void expect(
      Map<String, NodeInfo> nodes, String name, OnnxJavaType type, String source, long... shape) {
    NodeInfo node = nodes.get(name);
    boolean right =
        node != null
            && node.getInfo() instanceof TensorInfo tensor
            && tensor.type == type
            && Arrays.equals(tensor.getShape(), shape);
    if (!right) {
      throw new InvalidInput(
          "%s: '%s' is expected as %s %s, the file has %s"
              .formatted(
                  source,
                  name,
                  type,
                  Arrays.toString(shape),
                  node == null ? "no such tensor" : node.getInfo()));
    }
  }
}
