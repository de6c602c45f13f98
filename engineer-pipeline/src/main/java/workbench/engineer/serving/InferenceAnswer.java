package workbench.engineer.serving;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import workbench.engineer.serving.InferenceRequest.Output;

/**
 * The answer to a request to infer.
 *
 * @param body JSON, and the binary tensor data after it if some were asked for
 * @param jsonLength where they begin; the length of the body if there are none
 */
record InferenceAnswer(byte[] body, int jsonLength) {

    private static final JsonFactory JSON = new JsonFactory();

    /** The probability above which the label is 1, as in {@link workbench.handoff.HandoffModel}. */
    private static final float THRESHOLD = 0.5f;

    /** @param probabilities {@code [n]}, of the class 1 */
    static InferenceAnswer of(ServedVersion version, InferenceRequest request, float[] probabilities) {
        int n = probabilities.length;
        var out = new ByteArrayOutputStream(256 + 16 * n);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("model_name", version.model());
            json.writeStringProperty("model_version", Integer.toString(version.number()));
            if (request.id() != null) {
                json.writeStringProperty("id", request.id());
            }
            json.writeArrayPropertyStart("outputs");
            for (Output output : request.outputs()) {
                write(json, output, probabilities);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        int jsonLength = out.size();
        for (Output output : request.outputs()) {
            if (output.binary()) {
                out.writeBytes(binary(output.tensor(), probabilities));
            }
        }
        return new InferenceAnswer(out.toByteArray(), jsonLength);
    }

    boolean isBinary() {
        return jsonLength < body.length;
    }

    private static void write(JsonGenerator json, Output output, float[] probabilities) {
        Tensor tensor = output.tensor();
        json.writeStartObject();
        json.writeStringProperty("name", tensor.id());
        json.writeStringProperty("datatype", tensor.datatype());
        json.writeArrayPropertyStart("shape");
        json.writeNumber(probabilities.length);
        json.writeEndArray();
        if (output.binary()) {
            json.writeObjectPropertyStart("parameters");
            json.writeNumberProperty("binary_data_size", probabilities.length * tensor.bytes());
            json.writeEndObject();
        } else {
            json.writeArrayPropertyStart("data");
            for (float probability : probabilities) {
                if (tensor == Tensor.LABEL) {
                    json.writeNumber(label(probability));
                } else {
                    json.writeNumber(probability);
                }
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static byte[] binary(Tensor tensor, float[] probabilities) {
        ByteBuffer buffer =
                ByteBuffer.allocate(probabilities.length * tensor.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (float probability : probabilities) {
            if (tensor == Tensor.LABEL) {
                buffer.putLong(label(probability));
            } else {
                buffer.putFloat(probability);
            }
        }
        return buffer.array();
    }

    private static int label(float probability) {
        return probability > THRESHOLD ? 1 : 0;
    }
}
