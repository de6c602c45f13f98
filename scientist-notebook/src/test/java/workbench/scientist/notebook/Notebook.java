package workbench.scientist.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A notebook of this module.
 *
 * <p>«The Notebook file format», version 4.5, in the documentation of nbformat.
 *
 * @param name of the file
 */
record Notebook(String name, List<Cell> cells) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /**
   * A cell.
   *
   * @param executionCount of code: its place in the order of execution, 0 if it was not executed
   */
  record Cell(String id, String type, String source, int executionCount, List<Output> outputs) {

    boolean isCode() {
      return type.equals("code");
    }

    Cell executed(int count, List<Output> fresh) {
      return new Cell(id, type, source, count, fresh);
    }

    private static Cell of(JsonNode json) {
      return new Cell(
          json.path("id").asString(),
          json.path("cell_type").asString(),
          Output.text(json.path("source")),
          json.path("execution_count").asInt(0),
          Output.merged(
              json.path("outputs")
                  .valueStream()
                  .map(output -> Output.of(output.path("output_type").asString(), output))
                  .toList()));
    }

    private ObjectNode json() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("cell_type", type);
      json.put("id", id);
      json.putObject("metadata");
      json.set("source", lines(source));
      if (isCode()) {
        json.set(
            "execution_count",
            executionCount == 0 ? json.nullNode() : json.numberNode(executionCount));
        ArrayNode all = json.putArray("outputs");
        outputs.forEach(output -> all.add(output.json(executionCount)));
      }
      return json;
    }
  }

  /** The notebooks in a folder, in the order of their names. */
  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  static Notebook read(Path file) throws IOException {
    return of(file.getFileName().toString(), Files.readString(file));
  }

  static Notebook of(String name, String text) {
    return new Notebook(
        name, MAPPER.readTree(text).path("cells").valueStream().map(Cell::of).toList());
  }

  /** Writes the notebook as Jupyter does, without what differs from machine to machine. */
  String text() {
    ObjectNode root = MAPPER.createObjectNode();
    ArrayNode all = root.putArray("cells");
    cells.forEach(cell -> all.add(cell.json()));
    ObjectNode metadata = root.putObject("metadata");
    metadata
        .putObject("kernelspec")
        .put("display_name", Kernelspec.DISPLAY_NAME)
        .put("language", "java")
        .put("name", Kernelspec.NAME);
    metadata
        .putObject("language_info")
        .put("file_extension", ".java")
        .put("mimetype", "text/x-java-source")
        .put("name", "java");
    root.put("nbformat", 4);
    root.put("nbformat_minor", 5);
    return MAPPER.writer().with(printer()).writeValueAsString(root) + "\n";
  }

  private static DefaultPrettyPrinter printer() {
    var indenter = new DefaultIndenter(" ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""))
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
  }

  /** The list of the lines of a text, with their ends. */
  static ArrayNode lines(String text) {
    ArrayNode lines = MAPPER.createArrayNode();
    if (!text.isEmpty()) {
      Stream.of(text.split("(?<=\n)")).forEach(lines::add);
    }
    return lines;
  }
}
