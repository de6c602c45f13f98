package workbench.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import workbench.benchmarks.comparison.Agreement.Disagreement;
import workbench.benchmarks.comparison.DatasetComparison.TestRows;
import workbench.benchmarks.comparison.DatasetComparison.Verdict;
import workbench.command.SampleRun;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Preparation;
import workbench.engineer.Pipeline;
import workbench.engineer.training.NetworkOptions;
import workbench.evaluation.Evaluation;
import workbench.scientist.ScientistWorkflow;
import workbench.scientist.study.StudySize;
import workbench.testing.Printed;

/** A page from a real, small run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComparisonPageTest {

  private static final StudySize SMALL = new StudySize(3, 1, 1, 20, 10, 10, 500);
  private static final String HOSTILE = "</script><script>alert('x')</script>&amp;";
  private static final Pattern FIGURE = Pattern.compile("data-record=\"([^\"]+)\">([^<]+)</span>");

  private Comparison comparison;
  private String page;
  private JsonNode record;

  @BeforeAll
  void run(@TempDir Path folder) throws Exception {
    Path hostile = folder.resolve("a & <b>.csv");
    var text = new StringBuilder("\"<i>size</i>\",label\n");
    for (int i = 0; i < 60; i++) {
      text.append(i * 37 % 60 + (i < 30 ? 0 : 30) + i / 1000.0)
          .append(i < 30 ? ",no\n" : ",\"" + HOSTILE + "\"\n");
    }
    Files.writeString(hostile, text);
    Path output = Files.createDirectories(folder.resolve("comparison"));
    List<DatasetComparison> datasets = new ArrayList<>();
    Printed.of(
        () -> {
          for (String name : List.of("dummy", "breast-cancer", hostile.toString())) {
            datasets.add(compare(name, folder.resolve("models"), output));
          }
          return null;
        });
    comparison =
        Comparison.of(
            List.of(
                sample("engineer", "EngineerSample.java", "<said>", network(folder)),
                sample("scientist", "ScientistSample.java", "Accuracy", Optional.empty())),
            List.of(Tosses.engineer(3), Tosses.scientist(50)),
            datasets,
            Provenance.of(List.of("--seed=42"), 42, Instant.EPOCH, 1.25),
            Path.of(".."),
            output);
    page = Files.readString(comparison.write(output));
    record = JsonMapper.shared().readTree(Files.readString(output.resolve("comparison.json")));
  }

  private static Sample sample(String role, String file, String line, Optional<Path> saved)
      throws IOException {
    var run = new SampleRun(file, SampleRun.State.DONE, List.of(line), saved, "");
    return Sample.of(role, Optional.empty(), run, Map.of("Java", "25"));
  }

  /** The network that a pipeline released, as if a sample had saved it. */
  private static Optional<Path> network(Path folder) {
    return Optional.of(folder.resolve("models/breast-cancer/1/model.zip"));
  }

  private static DatasetComparison compare(String name, Path models, Path output)
      throws IOException {
    DatasetOptions options = DatasetOptions.of(name, 42);
    Preparation data = Preparation.of(Datasets.load(options), 0.2, 42);
    NetworkOptions network = CommandLine.populateSpec(NetworkOptions.class, "--epochs=20");
    Pipeline.Result engineer = new Pipeline(network, 42, models).run(data);
    ScientistWorkflow.Result scientist =
        new ScientistWorkflow(SMALL, models, output.resolve(data.dataset().name()))
            .run(options, data);
    return DatasetComparison.of(data, List.of(), engineer, scientist, output);
  }

  @Test
  void everyFigureEqualsTheRecord() {
    List<MatchResult> figures = FIGURE.matcher(page).results().toList();
    assertTrue(figures.size() > 100, figures.size() + " figures");
    for (MatchResult figure : figures) {
      String path = "/" + figure.group(1).replace("]", "").replace('[', '/').replace('.', '/');
      boolean percent = figure.group(2).endsWith("%");
      var shown = new BigDecimal(figure.group(2).replace(",", "").replace("%", ""));
      double value = record.at(path).asDouble(Double.NaN) * (percent ? 100 : 1);
      double half = Math.pow(10, -shown.scale()) / 2;
      assertEquals(value, shown.doubleValue(), half + 1e-9, path);
    }
  }

  @Test
  void scorecardsAreTheFiguresOfTheTestRows() {
    for (DatasetComparison dataset : comparison.datasets()) {
      TestRows rows = dataset.rows();
      assertEquals(
          Evaluation.logLoss(rows.labels(), rows.engineer()), dataset.engineer().logLoss(), 1e-12);
      assertEquals(
          Evaluation.auc(rows.labels(), rows.scientist()), dataset.scientist().auc(), 1e-12);
      for (Scorecard card : List.of(dataset.engineer(), dataset.scientist())) {
        assertTrue(
            card.logLossInterval().lower() < card.logLoss()
                && card.logLoss() < card.logLossInterval().upper());
      }
    }
  }

  @Test
  void disagreementsAreTheRowsOnTwoSidesOfOneHalf() {
    for (DatasetComparison dataset : comparison.datasets()) {
      TestRows rows = dataset.rows();
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < rows.numbers().length; i++) {
        if (rows.engineer()[i] > 0.5 != rows.scientist()[i] > 0.5) {
          expected.add(rows.numbers()[i]);
        }
      }
      assertEquals(
          expected.stream().sorted().toList(),
          dataset.agreement().disagreements().stream().map(Disagreement::row).toList());
    }
  }

  @Test
  void dummyHasNoSignal() {
    DatasetComparison dummy = comparison.datasets().get(0);
    assertEquals(Verdict.NO_SIGNAL, dummy.verdict());
    assertTrue(dummy.serving().isEmpty());
    assertTrue(page.contains("There is nothing to learn here, and both roles find nothing."));
    assertTrue(page.contains("Why releasing no model is the right decision"));
  }

  @Test
  void bothRolesFindTheSignalOfBreastCancer() {
    DatasetComparison dataset = comparison.datasets().get(1);
    assertEquals(Verdict.SIGNAL, dataset.verdict());
    assertTrue(page.contains("Both roles find the signal."));
  }

  @Test
  void servedProbabilitiesAreTheModelsOwn() {
    Serving serving = comparison.datasets().get(1).serving().orElseThrow();
    assertTrue(serving.largestDifference() < 1e-6, serving.toString());
    assertTrue(
        serving.requests() > 0 && serving.medianMillis() <= serving.slowestMillis(),
        serving.toString());
  }

  @Test
  void namesFromTheDataAreEscaped() {
    assertFalse(page.contains(HOSTILE));
    assertFalse(page.contains("<i>size</i>"));
    assertFalse(page.contains("<said>"));
    assertTrue(page.contains("&lt;/script&gt;&lt;script&gt;alert("));
    assertEquals(2, page.split("<script", -1).length);
  }

  @Test
  void networkIsTheOneInTheSavedFile() {
    assertTrue(page.contains("30 inputs, Dense(10, relu), Output(1, sigmoid)"));
    // (30 + 1) x 10 weights and biases of the hidden layer and 10 + 1 of the output, by hand.
    assertEquals(321, record.at("/samples/0/network/parameters").asInt());
  }

  @Test
  void runThatBeginsRemovesTheOldPage(@TempDir Path folder) throws Exception {
    comparison.write(folder);
    Files.writeString(folder.resolve("report.html"), "another file");
    Comparison.removeOld(folder);
    Comparison.removeOld(folder);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("report.html")), files.toList());
    }
  }

  @Test
  void loadsNothingFromElsewhere() {
    assertFalse(Pattern.compile("(src|action|srcset)=|@import|url\\((?!#)").matcher(page).find());
    assertFalse(Pattern.compile("href=\"(?!#|data:,|[^:\"]*\")").matcher(page).find());
  }

  @Test
  void linksLeadToFiles() {
    List<String> links =
        Pattern.compile("<a href=\"([^#\"][^\"]*)\"")
            .matcher(page)
            .results()
            .map(link -> link.group(1))
            .toList();
    assertTrue(links.stream().anyMatch(link -> link.endsWith("/model.onnx")), links.toString());
    assertTrue(
        links.stream().anyMatch(link -> link.endsWith("deploy/Dockerfile")), links.toString());
    assertTrue(links.contains("a%20&amp;%20%3Cb%3E/index.html"), links.toString());
  }
}
