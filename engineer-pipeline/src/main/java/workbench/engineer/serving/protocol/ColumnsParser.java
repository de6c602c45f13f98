package workbench.engineer.serving.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import workbench.model.ColumnValues;
import workbench.model.OnnxScorer.Input;

/**
 * Reads a request to infer for a model that takes raw columns: one tensor for each, {@code [rows,
 * 1]} or {@code [rows]}, of numbers or BYTES. In JSON null is a missing value, in binary data NaN
 * and the empty string are. Every message names the column. For one request; not safe for several
 * threads.
 */
public final class ColumnsParser {

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                  .streamReadConstraints(RequestJson.CONSTRAINTS)
                  .build())
          .build();

  /** Bytes of the largest part that is read as a tree: everything but the values. */
  private static final int SMALL = 1 << 16;

  private final byte[] body;
  private final List<Input> inputs;
  private final int maxRows;
  private final ByteBuffer binary;

  /** Values by the position of their input. */
  private final Map<Integer, ColumnValues> columns = new HashMap<>();

  /** The input that said first how many rows there are. */
  private String first;

  private int rows = -1;

  private ColumnsParser(byte[] body, int jsonLength, List<Input> inputs, int maxRows) {
    this.body = body;
    this.inputs = inputs;
    this.maxRows = maxRows;
    this.binary =
        ByteBuffer.wrap(body, jsonLength, body.length - jsonLength).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * @param body the JSON, and the binary tensor data after it if there are any
   * @param jsonLength where they begin
   * @param inputs of the model
   * @throws Refusal if it is not a request for that model
   */
  public static InferenceRequest parse(
      byte[] body, int jsonLength, List<Input> inputs, int maxRows) {
    RequestJson.requireUtf8(body, jsonLength);
    var parser = new ColumnsParser(body, jsonLength, inputs, maxRows);
    try (JsonParser json = JSON.createParser(body, 0, jsonLength)) {
      return parser.parse(json);
    } catch (JacksonException e) {
      throw Refusal.badRequest(
          "the body is not JSON at %s (%s)",
          RequestJson.place(e), Refusal.shortened(String.valueOf(e.getOriginalMessage())));
    }
  }

  private InferenceRequest parse(JsonParser json) {
    expect(json.nextToken() == JsonToken.START_OBJECT, "the body", "an object", "another value");
    JsonNode id = MissingNode.getInstance();
    JsonNode parameters = id;
    JsonNode outputs = id;
    boolean given = false;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      JsonToken value = json.nextToken();
      switch (field) {
        case "id" -> id = small(json, "id");
        case "parameters" -> parameters = small(json, "parameters");
        case "outputs" -> outputs = small(json, "outputs");
        case "inputs" -> {
          given = true;
          expect(
              value == JsonToken.START_ARRAY,
              "inputs",
              "an array with a tensor for each column",
              "another value");
          for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            input(json, "inputs[%d]".formatted(i));
          }
        }
        default -> json.skipChildren();
      }
    }
    expect(given, "inputs", "an array with a tensor for each column", "nothing");
    expect(json.nextToken() == null, "the body", "the end after the JSON object", "more");
    if (binary.hasRemaining()) {
      throw Refusal.badRequest(
          "the body: %d bytes follow the JSON and the tensors in it", binary.remaining());
    }
    return new InferenceRequest(id(id), null, ordered(), rows, outputs(parameters, outputs));
  }

  private List<ColumnValues> ordered() {
    List<ColumnValues> ordered = new ArrayList<>();
    for (int j = 0; j < inputs.size(); j++) {
      if (!columns.containsKey(j)) {
        throw Refusal.badRequest(
            "inputs: the column '%s' is missing, the model takes %d columns",
            Refusal.shortened(inputs.get(j).name()), inputs.size());
      }
      ordered.add(columns.get(j));
    }
    return ordered;
  }

  /** Position of a JSON value in the body. */
  private record Range(int start, int end) {}

  /** The value that the parser is at, and goes behind. */
  private static Range range(JsonParser json) {
    int start = (int) json.currentTokenLocation().getByteOffset();
    json.skipChildren();
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      // A string is read when it is asked for.
      json.getString();
    }
    return new Range(start, (int) json.currentLocation().getByteOffset());
  }

  private JsonNode small(JsonParser json, String place) {
    Range range = range(json);
    if (range.end() - range.start() > SMALL) {
      throw Refusal.badRequest("%s: up to %d bytes are accepted", place, SMALL);
    }
    return JSON.readTree(body, range.start(), range.end() - range.start());
  }

  private static String id(JsonNode id) {
    if (isAbsent(id)) {
      return null;
    }
    expect(id.isString(), "id", "a string", id);
    requireUnicode("id", id.asString());
    return id.asString();
  }

  private void input(JsonParser json, String place) {
    expect(json.currentToken() == JsonToken.START_OBJECT, place, "an object", "another value");
    Map<String, JsonNode> fields = new HashMap<>();
    Range data = null;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      JsonToken value = json.nextToken();
      if (field.equals("data") && value != JsonToken.VALUE_NULL) {
        expect(value == JsonToken.START_ARRAY, place + ".data", "an array", "another value");
        data = range(json);
      } else if (Set.of("name", "datatype", "shape", "parameters").contains(field)) {
        fields.put(field, small(json, place + "." + field));
      } else {
        json.skipChildren();
      }
    }
    JsonNode named = fields.getOrDefault("name", MissingNode.getInstance());
    expect(named.isString(), place + ".name", "the name of a column", named);
    String name = named.asString();
    int j = position(place, name);
    String at = column(place, name);
    if (columns.containsKey(j)) {
      throw Refusal.badRequest("%s is given twice", at);
    }
    Input column = inputs.get(j);
    Datatype type =
        datatype(at, fields.getOrDefault("datatype", MissingNode.getInstance()), column);
    shape(at, name, fields.getOrDefault("shape", MissingNode.getInstance()));
    JsonNode size =
        fields.getOrDefault("parameters", MissingNode.getInstance()).path("binary_data_size");
    if (isAbsent(size) == (data == null)) {
      throw Refusal.badRequest(
          "%s: expected either data or parameters.binary_data_size, found %s",
          at, data == null ? "neither" : "both");
    }
    if (data == null) {
      expect(size.canConvertToInt(), at + " binary_data_size", "a number of bytes", size);
      columns.put(j, binary(at, size.asInt(), column, type));
    } else {
      columns.put(j, values(at, data, type));
    }
  }

  /**
   * Reads a value, or an array with one, for each row.
   *
   * @param type null: BYTES
   */
  private ColumnValues values(String at, Range data, Datatype type) {
    String[] texts = type == null ? new String[rows] : null;
    FloatBuffer numbers = type == null ? null : FloatBuffer.allocate(rows);
    int i = 0;
    boolean inRow = false;
    int before = 0;
    try (JsonParser json = JSON.createParser(body, data.start(), data.end() - data.start())) {
      json.nextToken();
      while (true) {
        JsonToken token = json.nextToken();
        if (token == JsonToken.START_ARRAY && !inRow) {
          inRow = true;
          before = i;
        } else if (token == JsonToken.END_ARRAY && inRow && i == before + 1) {
          inRow = false;
        } else if (token == JsonToken.END_ARRAY && !inRow) {
          break;
        } else if (i == rows || inRow && i > before) {
          throw Refusal.badRequest("%s: expected %d values, found more", at, rows);
        } else if (type == null) {
          texts[i] = text(json, token, row(at, i));
          i++;
        } else {
          numbers.put(number(json, token, type, row(at, i)));
          i++;
        }
      }
    }
    if (i != rows) {
      throw Refusal.badRequest("%s: expected %d values, found %d", at, rows, i);
    }
    return type == null ? new ColumnValues.Texts(texts) : new ColumnValues.Numbers(numbers.flip());
  }

  private static String text(JsonParser json, JsonToken token, String place) {
    if (token == JsonToken.VALUE_NULL) {
      return "";
    }
    expect(token == JsonToken.VALUE_STRING, place, "a string or null", found(json, token));
    requireUnicode(place, json.getString());
    return json.getString();
  }

  private static float number(JsonParser json, JsonToken token, Datatype type, String place) {
    if (token == JsonToken.VALUE_NULL) {
      return Float.NaN;
    }
    expect(token.isNumeric(), place, "a number or null", found(json, token));
    try {
      return type.read(json, token);
    } catch (Datatype.Unusable e) {
      throw Refusal.badRequest("%s %s", place, Refusal.shortened(e.getMessage()));
    }
  }

  private static String found(JsonParser json, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY, END_ARRAY -> "an array";
      case VALUE_STRING -> "the string '%s'".formatted(Refusal.shortened(json.getString()));
      default -> Refusal.shortened(json.getString());
    };
  }

  private int position(String place, String name) {
    for (int j = 0; j < inputs.size(); j++) {
      if (inputs.get(j).name().equals(name)) {
        return j;
      }
    }
    throw Refusal.badRequest(
        "%s.name: the model has no column '%s'; it takes %s",
        place,
        Refusal.shortened(name),
        Refusal.shortened(String.join(", ", inputs.stream().map(Input::name).toList())));
  }

  private static String column(String place, String name) {
    return "%s: column '%s'".formatted(place, Refusal.shortened(name));
  }

  /**
   * @return null: BYTES
   */
  private static Datatype datatype(String at, JsonNode datatype, Input column) {
    String expected = column.isText() ? "BYTES" : Datatype.NAMES;
    expect(datatype.isString(), at + " datatype", expected, datatype);
    Datatype number = Datatype.of(datatype.asString());
    if (column.isText() ? !datatype.asString().equals("BYTES") : number == null) {
      throw Refusal.badRequest(
          "%s takes %s, expected the datatype %s, found '%s'",
          at,
          column.isText() ? "text" : "numbers",
          expected,
          Refusal.shortened(datatype.asString()));
    }
    return number;
  }

  private void shape(String at, String name, JsonNode shape) {
    boolean possible =
        shape.isArray()
            && (shape.size() == 1 || shape.size() == 2)
            && shape.valueStream().allMatch(JsonNode::canConvertToInt)
            && shape.valueStream().allMatch(JsonNode::isIntegralNumber)
            && (shape.size() == 1 || shape.get(1).asInt() == 1);
    if (!possible) {
      throw Refusal.badRequest(
          "%s shape: expected [rows, 1], found %s", at, Refusal.shortened(shape.toString()));
    }
    int n = shape.get(0).asInt();
    if (n < 1) {
      throw Refusal.badRequest("%s shape: expected at least one row, found %d", at, n);
    }
    if (n > maxRows) {
      throw Refusal.tooLarge("%s shape: up to %d rows are accepted, found %d", at, maxRows, n);
    }
    if (rows >= 0 && n != rows) {
      throw Refusal.badRequest(
          "%s has %d rows, column '%s' has %d", at, n, Refusal.shortened(first), rows);
    }
    if (n > body.length) {
      // A value takes a byte at least. Checked before memory is taken for them.
      throw Refusal.badRequest("%s: the body is too short for %d rows", at, n);
    }
    rows = n;
    first = first == null ? name : first;
  }

  private ColumnValues binary(String at, int size, Input column, Datatype type) {
    if (size < 0 || size > binary.remaining()) {
      throw Refusal.badRequest(
          "%s: binary_data_size is %d, %d bytes follow", at, size, binary.remaining());
    }
    ByteBuffer data = binary.slice(binary.position(), size).order(ByteOrder.LITTLE_ENDIAN);
    binary.position(binary.position() + size);
    if (column.isText()) {
      return binaryTexts(at, data);
    }
    if (size != rows * type.bytes()) {
      throw Refusal.badRequest(
          "%s: binary_data_size is %d, expected %d for %d rows of %s",
          at, size, rows * type.bytes(), rows, type);
    }
    FloatBuffer numbers = FloatBuffer.allocate(rows);
    for (int i = 0; i < rows; i++) {
      try {
        numbers.put(type.isNaN(data) ? Float.NaN : type.read(data));
      } catch (Datatype.Unusable e) {
        throw Refusal.badRequest("%s %s", row(at, i), Refusal.shortened(e.getMessage()));
      }
    }
    return new ColumnValues.Numbers(numbers.flip());
  }

  private ColumnValues binaryTexts(String at, ByteBuffer data) {
    String[] texts = new String[rows];
    for (int i = 0; i < rows; i++) {
      int length = data.remaining() < Integer.BYTES ? -1 : data.getInt();
      if (length < 0 || length > data.remaining()) {
        throw Refusal.badRequest(
            "%s: expected a length of 4 bytes and as many bytes of text", row(at, i));
      }
      try {
        texts[i] =
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(data.slice(data.position(), length))
                .toString();
      } catch (CharacterCodingException e) {
        throw Refusal.badRequest("%s: the BYTES are not UTF-8", row(at, i));
      }
      data.position(data.position() + length);
    }
    if (data.hasRemaining()) {
      throw Refusal.badRequest("%s: %d bytes are left after %d rows", at, data.remaining(), rows);
    }
    return new ColumnValues.Texts(texts);
  }

  private static String row(String at, int i) {
    return "%s, row %d".formatted(at, i);
  }

  private static List<InferenceRequest.Output> outputs(JsonNode parameters, JsonNode outputs) {
    boolean binary = flag("parameters", parameters.path("binary_data_output"), false);
    if (isAbsent(outputs) || outputs.isArray() && outputs.isEmpty()) {
      return binary ? InferenceRequest.ALL_BINARY : InferenceRequest.ALL;
    }
    expect(outputs.isArray(), "outputs", "an array", outputs);
    List<InferenceRequest.Output> wanted = new ArrayList<>();
    for (JsonNode output : outputs) {
      String place = "outputs[%d]".formatted(wanted.size());
      expect(output.isObject(), place, "an object", output);
      String name = output.path("name").asString("");
      Tensor tensor =
          name.equals(Tensor.PROBABILITY.id())
              ? Tensor.PROBABILITY
              : name.equals(Tensor.LABEL.id()) ? Tensor.LABEL : null;
      if (tensor == null || wanted.stream().anyMatch(other -> other.tensor() == tensor)) {
        throw Refusal.badRequest(
            "%s.name: expected '%s' or '%s', once, found '%s'",
            place, Tensor.PROBABILITY.id(), Tensor.LABEL.id(), Refusal.shortened(name));
      }
      wanted.add(
          new InferenceRequest.Output(
              tensor, flag(place, output.path("parameters").path("binary_data"), binary)));
    }
    return wanted;
  }

  private static boolean flag(String place, JsonNode flag, boolean otherwise) {
    if (isAbsent(flag)) {
      return otherwise;
    }
    expect(flag.isBoolean(), place, "true or false", flag);
    return flag.asBoolean();
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static void requireUnicode(String place, String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw Refusal.badRequest(
          "%s: has half of a surrogate pair, a whole character is expected", place);
    }
  }

  private static void expect(boolean right, String place, String expected, JsonNode found) {
    expect(
        right,
        place,
        expected,
        found.isMissingNode() ? "nothing" : Refusal.shortened(found.toString()));
  }

  private static void expect(boolean right, String place, String expected, String found) {
    if (!right) {
      throw Refusal.badRequest("%s: expected %s, found %s", place, expected, found);
    }
  }
}
