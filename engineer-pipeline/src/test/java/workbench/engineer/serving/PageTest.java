package workbench.engineer.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.data.Preparation;
import workbench.engineer.serving.http.Endpoint;
import workbench.evaluation.Evaluation;
import workbench.model.Metadata;

/** Tests of the page's files, and of the API's document. */
class PageTest {

  @TempDir static Path models;

  static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    TestModels.publish(models, "demo", 2, 0);
    server = new TestServer(models);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8",
    "/page.js, text/javascript; charset=utf-8",
    "/page.css, text/css; charset=utf-8"
  })
  void isServedFromTheServerAlone(String path, String type) {
    HttpResponse<String> response = server.get(path);
    assertEquals(200, response.statusCode());
    assertEquals(type, response.headers().firstValue("Content-Type").orElse(""));
    assertEquals("nosniff", response.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertFalse(response.body().contains("://"), "nothing is loaded from elsewhere");
  }

  @Test
  void letsTheBrowserLoadNothingFromElsewhere() {
    assertEquals(
        "default-src 'self'; img-src data:; frame-ancestors 'none'",
        server.get("/").headers().firstValue("Content-Security-Policy").orElse(""));
  }

  @Test
  void showsTestRowsOfBothClassesOfADataSetThatComesWithTheWorkbench() {
    var dataset = Datasets.load(DatasetOptions.of("penguins", 42));
    Preparation data = Preparation.of(dataset, 0.2, 42);
    Examples test = data.test();
    Metadata metadata = metadata("penguins", dataset.sha256(), test.featureNames());
    List<ExampleRows.Row> rows = new ExampleRows().of(metadata, false);
    assertEquals(50, rows.size());
    // 67 test rows, 29 of Adelie: half of the 50 are.
    assertEquals(25, rows.stream().filter(row -> row.label().equals("Adelie")).count());
    Set<List<Object>> tested =
        Arrays.stream(test.x())
            .map(row -> Arrays.stream(row).<Object>mapToObj(x -> x).toList())
            .collect(Collectors.toSet());
    assertTrue(rows.stream().allMatch(row -> tested.contains(row.features())));
    assertEquals(
        List.of(),
        new ExampleRows().of(metadata("penguins", "0".repeat(64), test.featureNames()), false));
    assertEquals(
        List.of(),
        new ExampleRows().of(metadata("/etc/passwd", dataset.sha256(), List.of("a")), false));
  }

  @Test
  void showsLevelsToAModelThatTakesRawColumns() {
    var dataset = Datasets.load(DatasetOptions.of("penguins", 42));
    Preparation data = Preparation.of(dataset, 0.2, 42);
    List<String> names = data.columns().inputNames();
    List<ExampleRows.Row> rows =
        new ExampleRows().of(metadata("penguins", dataset.sha256(), names), true);
    assertEquals(50, rows.size());
    Set<Object> islands = Set.of("Biscoe", "Dream", "Torgersen");
    assertTrue(
        rows.stream()
            .allMatch(row -> islands.contains(row.features().get(names.indexOf("island")))));
  }

  private static Metadata metadata(String dataset, String sha256, List<String> features) {
    return new Metadata(
        Metadata.Role.SCIENTIST,
        "none",
        features,
        List.of("other", "Adelie"),
        dataset,
        sha256,
        "none",
        42,
        new Evaluation(67, 1, 0, 1, 0),
        Map.of(),
        "none",
        Instant.EPOCH);
  }

  @Test
  void documentsEveryPathAndNoOther() {
    var options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult parsed =
        new OpenAPIV3Parser().readContents(server.get("/openapi.json").body(), null, options);
    assertEquals(List.of(), parsed.getMessages());
    OpenAPI document = parsed.getOpenAPI();
    Set<String> documented =
        document.getPaths().entrySet().stream()
            .flatMap(
                path ->
                    path.getValue().readOperationsMap().keySet().stream()
                        .map(method -> method + " " + path.getKey()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> answered =
        Stream.of(Endpoint.values())
            .map(endpoint -> endpoint.method() + " " + endpoint.pattern())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(answered, documented);
    document.getPaths().values().stream()
        .flatMap(path -> path.readOperations().stream())
        .forEach(
            operation ->
                assertTrue(
                    operation.getResponses().containsKey("200"), operation.getOperationId()));
  }
}
