package workbench.engineer.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import workbench.command.Commands;
import workbench.engineer.Release;
import workbench.testing.Printed;

/**
 * Models of scikit-learn's converter, through the gate and served. Files and expected probabilities
 * are scikit-learn's, by {@code benchmarks/python/make_converted_fixtures.py}.
 */
class ConvertedModelTest {

  private static final Path FILES =
      Path.of("src", "test", "resources", "workbench", "engineer", "converted");

  @TempDir Path models;

  @ParameterizedTest
  @ValueSource(strings = {"columns.onnx", "named-classes.onnx"})
  void isServedAndAnswersAsScikitLearn(String file) throws Exception {
    Printed<Integer> printed = release(file, "rows.csv", "yes");
    assertEquals(0, printed.result(), printed.err());
    assertTrue(printed.out().contains("4 raw columns, made by skl2onnx 1.20.0"), printed.out());
    JsonNode expected = expected();
    try (var server = new TestServer(models)) {
      HttpResponse<String> response = server.post("/v2/models/rows/infer", request(expected));
      assertEquals(200, response.statusCode(), response.body());
      JsonNode answers = TestServer.json(response).at("/outputs/0/data");
      // The converter's operators calculate in single precision.
      assertClose(expected.path("probability"), answers, 1e-6);
      assertEquals(
          "[{\"name\":\"size mm\",\"datatype\":\"FP32\",\"shape\":[-1,1]},"
              + "{\"name\":\"größe\",\"datatype\":\"BYTES\",\"shape\":[-1,1]},"
              + "{\"name\":\"2nd\",\"datatype\":\"FP32\",\"shape\":[-1,1]},"
              + "{\"name\":\"kind=of\",\"datatype\":\"BYTES\",\"shape\":[-1,1]}]",
          TestServer.json(server.get("/v2/models/rows")).path("inputs").toString());
      JsonNode shown = TestServer.json(server.get("/catalogue")).at("/models/0");
      assertEquals("[\"a b\",\"c\"]", shown.at("/features/3/levels").toString());
      assertTrue(shown.path("foreign").asBoolean(), "its training rows are not known");
    }
  }

  @Test
  void isReleasedUnchangedWithAppendedMetadata() throws Exception {
    assertEquals(0, release("columns.onnx", "rows.csv", "yes").result());
    byte[] original = Files.readAllBytes(FILES.resolve("columns.onnx"));
    byte[] released = Files.readAllBytes(models.resolve("rows/1/model.onnx"));
    assertArrayEquals(original, Arrays.copyOf(released, original.length));
    var before = OnnxMl.ModelProto.parseFrom(original);
    var after = OnnxMl.ModelProto.parseFrom(released);
    assertEquals(before, after.toBuilder().clearMetadataProps().build());
    String card = Files.readString(models.resolve("rows/1/MODEL_CARD.md"));
    assertTrue(card.contains("It was made by skl2onnx 1.20.0."), card);
    // With metadata it is a file like any other.
    Path file = models.resolve("rows/1/model.onnx");
    Printed<Integer> again =
        Printed.of(
            () ->
                Commands.run(
                    new Release(),
                    "--model=" + file,
                    "--dataset=" + FILES.resolve("rows.csv"),
                    "--models=" + models.resolve("again")));
    assertEquals(0, again.result(), again.err());
    assertArrayEquals(released, Files.readAllBytes(models.resolve("again/rows/1/model.onnx")));
  }

  @Test
  void ofOneTensorIsServed() throws Exception {
    Printed<Integer> printed = release("tensor.onnx", "numbers.csv", "yes");
    assertEquals(0, printed.result(), printed.err());
    List<String> rows = Files.readAllLines(FILES.resolve("numbers.csv")).subList(1, 21);
    List<String> values = rows.stream().map(row -> row.substring(0, row.lastIndexOf(','))).toList();
    String body =
        "{\"inputs\":[{\"name\":\"features\",\"datatype\":\"FP32\",\"shape\":[%d,2],\"data\":[%s]}]}";
    try (var server = new TestServer(models)) {
      HttpResponse<String> response =
          server.post("/v2/models/numbers/infer", body.formatted(20, String.join(",", values)));
      JsonNode together = TestServer.json(response).at("/outputs/0/data");
      assertClose(expected().path("tensor_probability"), together, 1e-6);
      // A row alone has tensors that are kept.
      for (int row = 0; row < 20; row++) {
        response = server.post("/v2/models/numbers/infer", body.formatted(1, values.get(row)));
        assertEquals(
            together.get(row).floatValue(),
            TestServer.json(response).at("/outputs/0/data/0").floatValue(),
            1e-7);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zipmap.onnx | rows.csv | yes | its output 'output_probability' is a list of maps: convert"
            + " the model with options={'zipmap': False}",
        "level-beyond.onnx | rows.csv | yes | the column 'größe' or 'kind=of' has the level '🐧',"
            + " with a character beyond U+FFFF, which ONNX Runtime for Java does not recognise in"
            + " another tool's file: name the level otherwise before training",
        "tensor.onnx | rows.csv | yes | takes one tensor 'X' of numbers, and rows has categories or"
            + " missing values; give the converter one input of the shape [None, 1] for each"
            + " column, by its name",
        "columns.onnx | numbers.csv | yes | its input 'größe' is no column of numbers, which has"
            + " size mm, 2nd; give the converter one input of the shape [None, 1] for each column,"
            + " by its name",
      })
  void isRefusedWithOneLineThatSaysHowToConvert(
      String file, String rows, String positive, String message) throws Exception {
    Printed<Integer> printed = release(file, rows, positive);
    assertEquals(1, printed.result(), printed.out());
    assertEquals("Error: %s: %s".formatted(FILES.resolve(file), message), printed.err().strip());
    assertTrue(Files.notExists(models.resolve("rows")));
  }

  @Test
  void classesInAnotherOrderAreRefused() throws Exception {
    Printed<Integer> printed = release("named-classes.onnx", "rows.csv", "no");
    assertEquals(1, printed.result(), printed.out());
    assertTrue(
        printed
            .err()
            .strip()
            .endsWith(
                "where the data have 'yes' and then 'no': choose the second with -Dpositive="),
        printed.err());
    // Numbers do not say which class they are: then it is the gate that refuses.
    Printed<Integer> numbers = release("other-order.onnx", "rows.csv", "yes");
    assertEquals(3, numbers.result(), numbers.err());
  }

  @Test
  void needsTheNameOfTheData() throws Exception {
    String file = "--model=" + FILES.resolve("columns.onnx");
    Printed<Integer> printed =
        Printed.of(() -> Commands.run(new Release(), file, "--models=" + models));
    assertEquals(1, printed.result());
    assertTrue(
        printed.err().contains("does not say which data it is for: name them with -Ddataset="),
        printed.err());
  }

  /** The repository is as it is after a release, but for the level. */
  @Test
  void inTheRepositoryWithALevelBeyondTheBasicPlaneIsNotServed() throws Exception {
    assertEquals(0, release("columns.onnx", "rows.csv", "yes").result());
    Path file = models.resolve("rows/1/model.onnx");
    var model = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
    model
        .getMetadataPropsBuilderList()
        .forEach(
            entry -> entry.setValue(entry.getValue().replace("\"a b\"", "\"\\ud83d\\udc27\"")));
    Files.write(file, model.build().toByteArray());
    Files.delete(models.resolve("rows/1/reference.json"));
    try (var server = new TestServer(models)) {
      String answer = server.get("/v2/models/rows/ready").body();
      assertTrue(answer.contains("the column 'kind=of' has the level '🐧'"), answer);
    }
  }

  private Printed<Integer> release(String file, String rows, String positive) throws Exception {
    return Printed.of(
        () ->
            Commands.run(
                new Release(),
                "--model=" + FILES.resolve(file),
                "--dataset=" + FILES.resolve(rows),
                "--label=answer",
                "--positive=" + positive,
                "--models=" + models));
  }

  private static JsonNode expected() throws IOException {
    return JsonMapper.shared().readTree(FILES.resolve("expected.json").toFile());
  }

  private static String request(JsonNode expected) {
    int n = expected.path("probability").size();
    List<String> inputs = new ArrayList<>();
    for (String group : List.of("numbers", "texts")) {
      for (var column : expected.path(group).properties()) {
        inputs.add(
            "{\"name\":\"%s\",\"datatype\":\"%s\",\"shape\":[%d,1],\"data\":%s}"
                .formatted(
                    column.getKey(),
                    group.equals("texts") ? "BYTES" : "FP32",
                    n,
                    column.getValue()));
      }
    }
    return "{\"inputs\":[%s]}".formatted(String.join(",", inputs));
  }

  private static void assertClose(JsonNode expected, JsonNode found, double tolerance) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).asDouble(), found.get(i).asDouble(), tolerance, "row " + i);
    }
  }
}
