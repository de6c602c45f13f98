package workbench.engineer.serving.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.io.JsonStringEncoder;
import workbench.engineer.serving.protocol.InferenceRequest.Output;
import workbench.evaluation.Threshold;

/**
 * The answer to a request to infer. Written by hand: there is one text of a client's in it, the id,
 * and a generator would take as long as ONNX Runtime does for a row.
 *
 * @param body JSON, and the binary tensor data after it if some were asked for
 * @param jsonLength where they begin; the length of the body if there are none
 */
public record InferenceAnswer(byte[] body, int jsonLength) {

  /**
   * @param model its name
   * @param version its number
   * @param probabilities {@code [n]}, of the class 1
   */
  public static InferenceAnswer of(
      String model,
      int version,
      Threshold threshold,
      InferenceRequest request,
      float[] probabilities) {
    var json = new StringBuilder(224 + 14 * probabilities.length);
    // The name of a model has no character that JSON would escape.
    json.append("{\"model_name\":\"").append(model);
    json.append("\",\"model_version\":\"").append(version).append('"');
    if (request.id() != null) {
      json.append(",\"id\":\"");
      JsonStringEncoder.getInstance().quoteAsString(request.id(), json);
      json.append('"');
    }
    json.append(",\"outputs\":[");
    boolean binary = false;
    for (Output output : request.outputs()) {
      write(json, output, probabilities, threshold);
      json.append(',');
      binary |= output.binary();
    }
    json.setLength(json.length() - 1);
    byte[] text = json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    return new InferenceAnswer(
        binary ? withBinary(text, request, probabilities, threshold) : text, text.length);
  }

  public boolean isBinary() {
    return jsonLength < body.length;
  }

  private static void write(
      StringBuilder json, Output output, float[] probabilities, Threshold threshold) {
    Tensor tensor = output.tensor();
    json.append("{\"name\":\"").append(tensor.id());
    json.append("\",\"datatype\":\"").append(tensor.datatype());
    json.append("\",\"shape\":[").append(probabilities.length).append("],");
    if (output.binary()) {
      json.append("\"parameters\":{\"binary_data_size\":")
          .append(probabilities.length * tensor.bytes())
          .append("}}");
      return;
    }
    json.append("\"data\":[");
    for (float probability : probabilities) {
      if (tensor == Tensor.LABEL) {
        json.append(threshold.label(probability));
      } else {
        json.append(probability);
      }
      json.append(',');
    }
    json.setLength(json.length() - 1);
    json.append("]}");
  }

  private static byte[] withBinary(
      byte[] json, InferenceRequest request, float[] probabilities, Threshold threshold) {
    var body = new ByteArrayOutputStream(json.length + 12 * probabilities.length);
    body.writeBytes(json);
    for (Output output : request.outputs()) {
      if (output.binary()) {
        body.writeBytes(binary(output.tensor(), probabilities, threshold));
      }
    }
    return body.toByteArray();
  }

  private static byte[] binary(Tensor tensor, float[] probabilities, Threshold threshold) {
    ByteBuffer buffer =
        ByteBuffer.allocate(probabilities.length * tensor.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (float probability : probabilities) {
      if (tensor == Tensor.LABEL) {
        buffer.putLong(threshold.label(probability));
      } else {
        buffer.putFloat(probability);
      }
    }
    return buffer.array();
  }
}
