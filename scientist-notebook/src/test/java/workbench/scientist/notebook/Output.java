package workbench.scientist.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Output of a cell: printed, displayed, returned, or an error.
 *
 * @param type as nbformat names it: stream, display_data, execute_result or error
 * @param parts of a stream its text by its name, of an error its message by its name, otherwise the
 *     data by media type
 */
record Output(String type, SortedMap<String, String> parts) {

  static final String STREAM = "stream";
  static final String ERROR = "error";

  /**
   * @param json an output of a notebook, or the content of a message of a kernel, which are the
   *     same
   * @throws IllegalArgumentException if no notebook of ours may have such an output
   */
  static Output of(String type, JsonNode json) {
    var parts = new TreeMap<String, String>();
    switch (type) {
      case STREAM -> parts.put(json.path("name").asString(), text(json.path("text")));
      case ERROR -> parts.put(json.path("ename").asString(), json.path("evalue").asString());
      case "display_data", "execute_result" ->
          json.path("data").forEachEntry((mediaType, data) -> parts.put(mediaType, text(data)));
      default -> throw new IllegalArgumentException("an output of the type " + type);
    }
    return new Output(type, parts);
  }

  /** Merges into one output what was printed in pieces. */
  static List<Output> merged(List<Output> outputs) {
    List<Output> merged = new ArrayList<>();
    for (Output output : outputs) {
      int last = merged.size() - 1;
      if (last >= 0 && output.continues(merged.get(last))) {
        merged.set(last, merged.get(last).followedBy(output));
      } else {
        merged.add(output);
      }
    }
    return merged;
  }

  private boolean continues(Output before) {
    return type.equals(STREAM)
        && before.type.equals(STREAM)
        && parts.keySet().equals(before.parts.keySet());
  }

  private Output followedBy(Output next) {
    String name = parts.firstKey();
    return new Output(type, new TreeMap<>(Map.of(name, parts.get(name) + next.parts.get(name))));
  }

  /** Writes the output as a notebook stores it. */
  ObjectNode json(int executionCount) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("output_type", type);
    if (type.equals(STREAM)) {
      json.put("name", parts.firstKey());
      json.set("text", Notebook.lines(parts.get(parts.firstKey())));
      return json;
    }
    if (type.equals(ERROR)) {
      json.put("ename", parts.firstKey());
      json.put("evalue", parts.get(parts.firstKey()));
      json.putArray("traceback");
      return json;
    }
    ObjectNode data = json.putObject("data");
    parts.forEach(
        (mediaType, text) ->
            data.set(
                mediaType,
                mediaType.startsWith("text/") ? Notebook.lines(text) : data.stringNode(text)));
    json.putObject("metadata");
    if (type.equals("execute_result")) {
      json.put("execution_count", executionCount);
    }
    return json;
  }

  /** Returns the text on one line, shortened. */
  String summary() {
    return type
        + parts.entrySet().stream()
            .map(
                part ->
                    "%s=%.80s".formatted(part.getKey(), part.getValue().strip().replace('\n', ' ')))
            .collect(Collectors.joining(", ", " {", "}"));
  }

  /** A text, or the list of its lines; line ends as on Linux. */
  static String text(JsonNode json) {
    String text =
        json.isArray()
            ? json.valueStream().map(JsonNode::asString).collect(Collectors.joining())
            : json.asString();
    return text.replace("\r\n", "\n");
  }
}
