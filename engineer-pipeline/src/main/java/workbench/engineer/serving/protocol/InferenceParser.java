package workbench.engineer.serving.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads a request to infer: JSON, with the tensor in it or as bytes after it. Every message names
 * the field, what was expected there and what was found. For one request; not safe for several
 * threads.
 */
public final class InferenceParser {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // To refuse them by name; in JSON they are a syntax error.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .streamReadConstraints(RequestJson.CONSTRAINTS)
          .build();

  private static final String INPUT = "inputs[0]";

  /** Fields that may be missing; null is the same. */
  private static final Set<String> OPTIONAL =
      Set.of(
          "id", "parameters", "outputs", "binary_data", "binary_data_size", "binary_data_output");

  private final byte[] body;
  private final int jsonLength;
  private final List<String> features;
  private final int maxRows;
  private final RowBuffers buffers;

  private String id;
  private boolean binaryOutput;
  private List<Requested> outputs;

  private Datatype datatype;
  private int rowCount = -1;
  private int binarySize = -1;
  private FloatBuffer rows;

  /**
   * @param binary null: as the request says for all of them
   */
  private record Requested(Tensor tensor, Boolean binary) {}

  private InferenceParser(
      byte[] body, int jsonLength, List<String> features, int maxRows, RowBuffers buffers) {
    this.body = body;
    this.jsonLength = jsonLength;
    this.features = features;
    this.maxRows = maxRows;
    this.buffers = buffers;
  }

  /**
   * @param body the JSON, and the binary tensor data after it if there are any
   * @param jsonLength where they begin
   * @param features their names, in the order of the model
   * @throws Refusal if it is not a request for that model
   */
  public static InferenceRequest parse(
      byte[] body, int jsonLength, List<String> features, int maxRows, RowBuffers buffers) {
    var parser = new InferenceParser(body, jsonLength, features, maxRows, buffers);
    try {
      return parser.parse();
    } catch (JacksonException e) {
      parser.release();
      throw Refusal.badRequest("the body is not JSON at %s", RequestJson.place(e));
    } catch (RuntimeException e) {
      parser.release();
      throw e;
    }
  }

  private void release() {
    if (rows != null) {
      buffers.giveBack(rows);
    }
  }

  private InferenceRequest parse() {
    RequestJson.requireUtf8(body, jsonLength);
    boolean inputs = false;
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body, 0, jsonLength)) {
      expect(json, json.nextToken(), JsonToken.START_OBJECT, "the body");
      for (String field = json.nextName(); field != null; field = json.nextName()) {
        JsonToken value = json.nextToken();
        if (value == JsonToken.VALUE_NULL && OPTIONAL.contains(field)) {
          continue;
        }
        switch (field) {
          case "id" -> id = id(json, value);
          case "parameters" -> parameters(json, value);
          case "inputs" -> {
            if (inputs) {
              throw Refusal.badRequest("inputs: is given twice");
            }
            inputs = true;
            inputs(json, value);
          }
          case "outputs" -> outputs(json, value);
          default -> json.skipChildren();
        }
      }
      expectEnd(json);
    }
    if (!inputs) {
      throw Refusal.badRequest(
          "inputs: is missing, one tensor '%s' is expected", Tensor.FEATURES.id());
    }
    readBinary();
    return new InferenceRequest(id, rows.flip(), null, rowCount, outputs());
  }

  private static String id(JsonParser json, JsonToken value) {
    String id = string(json, value, "id");
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
      throw Refusal.badRequest("id: has half of a surrogate pair, a whole character is expected");
    }
    return id;
  }

  private void parameters(JsonParser json, JsonToken start) {
    expect(json, start, JsonToken.START_OBJECT, "parameters");
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_NULL && OPTIONAL.contains(field)) {
        continue;
      }
      if (field.equals("binary_data_output")) {
        binaryOutput = bool(json, value, "parameters.binary_data_output");
      } else {
        json.skipChildren();
      }
    }
  }

  private void inputs(JsonParser json, JsonToken start) {
    expect(json, start, JsonToken.START_ARRAY, "inputs");
    JsonToken first = json.nextToken();
    if (first == JsonToken.END_ARRAY) {
      throw Refusal.badRequest(
          "inputs: is empty, one tensor '%s' is expected", Tensor.FEATURES.id());
    }
    input(json, first);
    if (json.nextToken() != JsonToken.END_ARRAY) {
      throw Refusal.badRequest(
          "inputs: has more than one tensor, the model takes one, '%s'", Tensor.FEATURES.id());
    }
  }

  private void input(JsonParser json, JsonToken start) {
    expect(json, start, JsonToken.START_OBJECT, INPUT);
    boolean named = false;
    boolean data = false;
    int dataStart = -1;
    int dataEnd = -1;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_NULL && OPTIONAL.contains(field)) {
        continue;
      }
      switch (field) {
        case "name" -> {
          named = true;
          name(string(json, value, INPUT + ".name"));
        }
        case "datatype" -> datatype(string(json, value, INPUT + ".datatype"));
        case "shape" -> shape(json, value);
        case "parameters" -> inputParameters(json, value);
        case "data" -> {
          if (data) {
            throw Refusal.badRequest("%s.data: is given twice", INPUT);
          }
          data = true;
          expect(json, value, JsonToken.START_ARRAY, INPUT + ".data");
          if (datatype != null && rowCount >= 0) {
            data(json);
          } else {
            // Its type or shape comes later: read then.
            dataStart = (int) json.currentTokenLocation().getByteOffset();
            json.skipChildren();
            dataEnd = (int) json.currentLocation().getByteOffset();
          }
        }
        default -> json.skipChildren();
      }
    }
    if (!named) {
      throw missing("name", "'" + Tensor.FEATURES.id() + "'");
    }
    if (datatype == null) {
      throw missing("datatype", Datatype.NAMES);
    }
    if (rowCount < 0) {
      throw missing("shape", "[rows, %d]".formatted(features.size()));
    }
    if (data && binarySize >= 0) {
      throw Refusal.badRequest(
          "%s: has both data and parameters.binary_data_size, one is expected", INPUT);
    }
    if (!data && binarySize < 0) {
      throw missing("data", "an array of %d numbers".formatted(values()));
    }
    if (dataStart >= 0) {
      try (JsonParser later =
          JSON.createParser(ObjectReadContext.empty(), body, dataStart, dataEnd - dataStart)) {
        later.nextToken();
        data(later);
      }
    }
  }

  private static Refusal missing(String field, String expected) {
    return Refusal.badRequest("%s.%s: is missing, expected %s", INPUT, field, expected);
  }

  private static void name(String name) {
    if (!name.equals(Tensor.FEATURES.id())) {
      throw Refusal.badRequest(
          "%s.name: expected '%s', found '%s'",
          INPUT, Tensor.FEATURES.id(), Refusal.shortened(name));
    }
  }

  private void datatype(String name) {
    if (datatype != null) {
      throw Refusal.badRequest("%s.datatype: is given twice", INPUT);
    }
    datatype = Datatype.of(name);
    if (datatype == null) {
      throw Refusal.badRequest(
          "%s.datatype: expected %s, found '%s'", INPUT, Datatype.NAMES, Refusal.shortened(name));
    }
  }

  private void shape(JsonParser json, JsonToken start) {
    if (rowCount >= 0) {
      throw Refusal.badRequest("%s.shape: is given twice", INPUT);
    }
    expect(json, start, JsonToken.START_ARRAY, INPUT + ".shape");
    long n = -1;
    long p = -1;
    int dimensions = 0;
    for (JsonToken value = json.nextToken();
        value != JsonToken.END_ARRAY;
        value = json.nextToken()) {
      long size = wholeNumber(json, value, INPUT + ".shape");
      n = dimensions == 0 ? size : n;
      p = dimensions == 1 ? size : p;
      dimensions++;
    }
    if (dimensions != 2 || p != features.size()) {
      throw Refusal.badRequest(
          "%s.shape: expected [rows, %d], found %s",
          INPUT,
          features.size(),
          dimensions == 2 ? "[%d, %d]".formatted(n, p) : dimensions + " dimensions");
    }
    if (n < 1) {
      throw Refusal.badRequest("%s.shape: expected at least one row, found %d", INPUT, n);
    }
    if (n > maxRows) {
      throw Refusal.tooLarge("%s.shape: up to %d rows are accepted, found %d", INPUT, maxRows, n);
    }
    if (n * p > body.length) {
      // A value takes a byte at least. Checked before memory is taken for them.
      throw Refusal.badRequest(
          "%s.data: expected %d values for the shape [%d, %d], the body is too short for them",
          INPUT, n * p, n, p);
    }
    rowCount = (int) n;
  }

  private void inputParameters(JsonParser json, JsonToken start) {
    expect(json, start, JsonToken.START_OBJECT, INPUT + ".parameters");
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_NULL && OPTIONAL.contains(field)) {
        continue;
      }
      if (field.equals("binary_data_size")) {
        String name = INPUT + ".parameters.binary_data_size";
        long size = wholeNumber(json, value, name);
        if (size < 0 || size > Integer.MAX_VALUE) {
          throw Refusal.badRequest("%s: expected a number of bytes, found %d", name, size);
        }
        binarySize = (int) size;
      } else {
        json.skipChildren();
      }
    }
  }

  private int values() {
    return rowCount * features.size();
  }

  /** The numbers of an array that has just begun: flat, or an array for every row. */
  private void data(JsonParser json) {
    rows = buffers.take(values());
    int p = features.size();
    int expected = values();
    int index = 0;
    int row = 0;
    boolean inRow = false;
    while (true) {
      JsonToken token = json.nextToken();
      if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
        if (index == expected || (inRow ? index == row * p : row > 0)) {
          throw wrongCount(inRow, "more", row);
        }
        try {
          rows.put(datatype.read(json, token));
        } catch (Datatype.Unusable e) {
          throw unusable(index, e);
        }
        index++;
      } else if (token == JsonToken.START_ARRAY && !inRow && index == row * p) {
        inRow = true;
        row++;
      } else if (token == JsonToken.END_ARRAY) {
        if (!inRow) {
          break;
        }
        if (index != row * p) {
          throw wrongCount(true, Integer.toString(index - (row - 1) * p), row);
        }
        inRow = false;
      } else {
        throw Refusal.badRequest(
            "%s: expected a number, found %s",
            place(Math.min(index, expected - 1)), found(json, token));
      }
    }
    if (index != expected) {
      throw wrongCount(false, Integer.toString(index), row);
    }
  }

  private Refusal wrongCount(boolean inRow, String found, int row) {
    return inRow && row <= rowCount
        ? Refusal.badRequest(
            "%s.data[%d]: expected %d values, found %s", INPUT, row - 1, features.size(), found)
        : Refusal.badRequest(
            "%s.data: expected %d values for the shape [%d, %d], found %s",
            INPUT, values(), rowCount, features.size(), found);
  }

  private Refusal unusable(int index, Datatype.Unusable e) {
    return Refusal.badRequest("%s %s", place(index), Refusal.shortened(e.getMessage()));
  }

  private String place(int index) {
    int p = features.size();
    return "%s.data: row %d, feature '%s'".formatted(INPUT, index / p, features.get(index % p));
  }

  private void readBinary() {
    int given = body.length - jsonLength;
    if (binarySize < 0) {
      if (given > 0) {
        throw Refusal.badRequest(
            "%d bytes follow the JSON, and no input has parameters.binary_data_size", given);
      }
      return;
    }
    long expected = (long) values() * datatype.bytes();
    if (binarySize != expected) {
      throw Refusal.badRequest(
          "%s.parameters.binary_data_size: expected %d for the shape [%d, %d] of %s, found %d",
          INPUT, expected, rowCount, features.size(), datatype, binarySize);
    }
    if (given != expected) {
      throw Refusal.badRequest(
          "the body: expected %d bytes after the JSON (its length is the header"
              + " Inference-Header-Content-Length), found %d",
          expected, given);
    }
    rows = buffers.take(values());
    ByteBuffer binary = ByteBuffer.wrap(body, jsonLength, given).order(ByteOrder.LITTLE_ENDIAN);
    for (int index = 0; index < values(); index++) {
      try {
        rows.put(datatype.read(binary));
      } catch (Datatype.Unusable e) {
        throw unusable(index, e);
      }
    }
  }

  private void outputs(JsonParser json, JsonToken start) {
    expect(json, start, JsonToken.START_ARRAY, "outputs");
    outputs = new ArrayList<>();
    for (JsonToken value = json.nextToken();
        value != JsonToken.END_ARRAY;
        value = json.nextToken()) {
      String place = "outputs[%d]".formatted(outputs.size());
      expect(json, value, JsonToken.START_OBJECT, place);
      Requested output = output(json, place);
      if (outputs.stream().anyMatch(other -> other.tensor() == output.tensor())) {
        throw Refusal.badRequest("%s.name: '%s' is given twice", place, output.tensor().id());
      }
      outputs.add(output);
    }
  }

  private static Requested output(JsonParser json, String place) {
    Tensor tensor = null;
    Boolean binary = null;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_NULL && OPTIONAL.contains(field)) {
        continue;
      }
      switch (field) {
        case "name" -> tensor = outputNamed(string(json, value, place + ".name"), place);
        case "parameters" -> binary = binaryData(json, value, place + ".parameters");
        default -> json.skipChildren();
      }
    }
    if (tensor == null) {
      throw Refusal.badRequest(
          "%s.name: is missing, expected '%s' or '%s'",
          place, Tensor.PROBABILITY.id(), Tensor.LABEL.id());
    }
    return new Requested(tensor, binary);
  }

  private static Tensor outputNamed(String name, String place) {
    if (name.equals(Tensor.PROBABILITY.id())) {
      return Tensor.PROBABILITY;
    }
    if (name.equals(Tensor.LABEL.id())) {
      return Tensor.LABEL;
    }
    throw Refusal.badRequest(
        "%s.name: expected '%s' or '%s', found '%s'",
        place, Tensor.PROBABILITY.id(), Tensor.LABEL.id(), Refusal.shortened(name));
  }

  private static Boolean binaryData(JsonParser json, JsonToken start, String place) {
    expect(json, start, JsonToken.START_OBJECT, place);
    Boolean binary = null;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_NULL && OPTIONAL.contains(field)) {
        continue;
      }
      if (field.equals("binary_data")) {
        binary = bool(json, value, place + ".binary_data");
      } else {
        json.skipChildren();
      }
    }
    return binary;
  }

  private List<InferenceRequest.Output> outputs() {
    if (outputs == null || outputs.isEmpty()) {
      return binaryOutput ? InferenceRequest.ALL_BINARY : InferenceRequest.ALL;
    }
    return outputs.stream()
        .map(
            output ->
                new InferenceRequest.Output(
                    output.tensor(), output.binary() == null ? binaryOutput : output.binary()))
        .toList();
  }

  private static void expect(JsonParser json, JsonToken found, JsonToken expected, String place) {
    if (found != expected) {
      throw Refusal.badRequest(
          "%s: expected %s, found %s",
          place, expected == JsonToken.START_OBJECT ? "an object" : "an array", found(json, found));
    }
  }

  private static void expectEnd(JsonParser json) {
    if (json.nextToken() != null) {
      throw Refusal.badRequest("the body: something follows the JSON object");
    }
  }

  private static String string(JsonParser json, JsonToken found, String place) {
    if (found != JsonToken.VALUE_STRING) {
      throw Refusal.badRequest("%s: expected a string, found %s", place, found(json, found));
    }
    return json.getString();
  }

  private static boolean bool(JsonParser json, JsonToken found, String place) {
    if (found != JsonToken.VALUE_TRUE && found != JsonToken.VALUE_FALSE) {
      throw Refusal.badRequest("%s: expected true or false, found %s", place, found(json, found));
    }
    return found == JsonToken.VALUE_TRUE;
  }

  private static long wholeNumber(JsonParser json, JsonToken found, String place) {
    if (found != JsonToken.VALUE_NUMBER_INT
        || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw Refusal.badRequest("%s: expected a whole number, found %s", place, found(json, found));
    }
    return json.getLongValue();
  }

  private static String found(JsonParser json, JsonToken token) {
    if (token == null) {
      return "the end of the body";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case END_OBJECT, END_ARRAY -> "its end";
      case VALUE_STRING -> "the string '%s'".formatted(Refusal.shortened(json.getString()));
      default -> Refusal.shortened(json.getString());
    };
  }
}
