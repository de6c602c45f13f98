package workbench.engineer.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import workbench.command.Commands;
import workbench.data.Column;
import workbench.data.Dataset;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.MissingRows;
import workbench.data.Preparation;
import workbench.data.TrainTestSplit;
import workbench.engineer.Engineer;
import workbench.engineer.training.NetworkFile;
import workbench.testing.Printed;

/** End-to-end test from a raw file through training and release to the answer over HTTP. */
class RawFileServedTest {

  private static final String SIZE = "größe \uD83D\uDE00";
  private static final String COLOUR = "colour \uD83C\uDFA8";

  @TempDir Path folder;

  /** The answers of the Deeplearning4j network to the rows that Java prepares are expected. */
  @ParameterizedTest
  @EnumSource(MissingRows.class)
  void namesAndLevelsWithEmojiAndMissingCellsAreAnsweredAsByTheNetwork(MissingRows way)
      throws Exception {
    Path file = rows();
    train(file.toString(), way);
    Preparation data =
        Preparation.of(
            Datasets.load(DatasetOptions.of(file.toString(), 42)),
            0.2,
            42,
            TrainTestSplit.Kind.STRATIFIED,
            way);
    Dataset test = data.testRows();
    assertEquals(way == MissingRows.DROP, test.incompleteRows() == 0);
    double[] expected =
        NetworkFile.read(folder.resolve("models/rows/1/model.zip")).probabilities(data.test().x());

    try (var server = new TestServer(folder.resolve("models"))) {
      HttpResponse<String> response = server.post("/v2/models/rows/infer", request(test));
      assertEquals(200, response.statusCode(), response.body());
      JsonNode answers = TestServer.json(response).at("/outputs/0/data");
      assertEquals(expected.length, answers.size());
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], answers.get(i).asDouble(), 1e-6, "row " + i);
      }
      JsonNode features = TestServer.json(server.get("/catalogue")).at("/models/0/features");
      assertEquals(SIZE, features.get(0).path("name").asString());
      assertEquals(COLOUR, features.get(1).path("name").asString());
      assertEquals(
          "[\"blue\uD83D\uDD35\",\"red\uD83D\uDD34\"]", features.get(1).path("levels").toString());
    }
  }

  @Test
  void exampleRowsOfAModelWithoutIncompleteRowsAreItsTestRows() throws Exception {
    train("penguins", MissingRows.DROP);
    try (var server = new TestServer(folder.resolve("models"))) {
      JsonNode rows = TestServer.json(server.get("/examples/penguins")).path("rows");
      assertFalse(rows.isEmpty(), "no rows");
      Preparation data =
          Preparation.of(
              Datasets.load(DatasetOptions.of("penguins", 42)),
              0.2,
              42,
              TrainTestSplit.Kind.STRATIFIED,
              MissingRows.DROP);
      assertTrue(rows.size() <= data.test().rows());
      JsonNode first = rows.get(0).path("features");
      Column.Numeric length = (Column.Numeric) data.testRows().column("bill_length_mm");
      int position = data.columns().inputNames().indexOf("bill_length_mm");
      assertEquals(length.values()[0], first.get(position).asDouble());
    }
  }

  private void train(String dataset, MissingRows way) {
    Printed<Integer> printed =
        Printed.of(
            () ->
                Commands.run(
                    new Engineer(),
                    "--only=workflow",
                    "--dataset=" + dataset,
                    "--missingRows=" + way,
                    "--epochs=2",
                    "--force",
                    "--models=" + folder.resolve("models")));
    assertEquals(Commands.DONE, printed.result(), printed.err());
  }

  /** Every seventh row lacks the size, every eleventh the colour. */
  private Path rows() throws IOException {
    var csv = new StringBuilder("%s,%s,answer\n".formatted(SIZE, COLOUR));
    for (int i = 0; i < 120; i++) {
      csv.append(i % 7 == 0 ? "" : Integer.toString(i * 31 % 17)).append(',');
      csv.append(i % 11 == 0 ? "" : i * 13 % 5 < 2 ? "red\uD83D\uDD34" : "blue\uD83D\uDD35");
      csv.append(i * 29 % 7 < 3 ? ",yes\n" : ",no\n");
    }
    return Files.writeString(folder.resolve("rows.csv"), csv);
  }

  private static String request(Dataset rows) {
    List<Map<String, Object>> inputs = new ArrayList<>();
    for (Column column : rows.columns()) {
      inputs.add(
          Map.of(
              "name",
              column.name(),
              "shape",
              List.of(rows.rows(), 1),
              "datatype",
              column instanceof Column.Numeric ? "FP32" : "BYTES",
              "data",
              IntStream.range(0, rows.rows()).mapToObj(i -> cell(column, i)).toList()));
    }
    return JsonMapper.shared().writeValueAsString(Map.of("inputs", inputs));
  }

  private static Object cell(Column column, int i) {
    return switch (column) {
      case Column each when each.isMissing(i) -> null;
      case Column.Numeric numbers -> numbers.values()[i];
      case Column.Categorical category -> category.levels().get(category.codes()[i]);
    };
  }
}
