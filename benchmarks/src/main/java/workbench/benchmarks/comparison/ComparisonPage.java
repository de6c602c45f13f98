package workbench.benchmarks.comparison;

import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.utility.DeepUnwrap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import workbench.scientist.plot.ModelPlots;
import workbench.scientist.plot.Plot;
import workbench.scientist.plot.ValidationPlots;
import workbench.scientist.report.HtmlPage;
import workbench.scientist.validation.RocCurve;

/** The comparison as an HTML page. Each figure names its path in {@code comparison.json}. */
final class ComparisonPage {

  private static final String ENGINEER = "network (engineer)";
  private static final String SCIENTIST = "regression (scientist)";

  /** Side of the ROC curve's square. */
  private static final int SQUARE = 200;

  private int plots;

  private ComparisonPage() {}

  static String html(Comparison comparison) {
    return new ComparisonPage().page(comparison);
  }

  private String page(Comparison comparison) {
    Map<String, Object> values = new HashMap<>();
    values.put("run", comparison);
    values.put("sources", comparison.samples().stream().map(Sample::sideBySide).toList());
    values.put("plots", comparison.datasets().stream().map(ComparisonPage::plots).toList());
    values.put(
        "svg", (TemplateMethodModelEx) arguments -> HtmlPage.markup(svg(arguments.getFirst())));
    JsonNode record = comparison.record();
    values.put(
        "number",
        (TemplateMethodModelEx) arguments -> number(record, String.valueOf(arguments.getFirst())));
    values.put(
        "json",
        (TemplateMethodModelEx)
            arguments -> found(record, String.valueOf(arguments.getFirst())).toString());
    values.put(
        "roc",
        (TemplateMethodModelEx)
            arguments ->
                roc(
                    found(record, String.valueOf(arguments.getFirst())),
                    String.valueOf(arguments.getLast())));
    values.put("script", HtmlPage.markup(script()));
    values.put(
        "code",
        (TemplateMethodModelEx) arguments -> HtmlPage.markup(String.valueOf(arguments.getFirst())));
    return new HtmlPage(ComparisonPage.class, "comparison.ftlh").with(values);
  }

  private String svg(Object plot) throws TemplateModelException {
    return ((Plot) DeepUnwrap.unwrap((TemplateModel) plot)).svg("plot" + plots++);
  }

  /**
   * @param path such as {@code datasets[0].testRows}
   */
  private static double number(JsonNode record, String path) {
    JsonNode found = found(record, path);
    if (!found.isNumber()) {
      throw new IllegalArgumentException("no number in the record at " + path + ": " + found);
    }
    return found.asDouble();
  }

  private static JsonNode found(JsonNode record, String path) {
    return record.at("/" + path.replace("[", ".").replace("]", "").replace('.', '/'));
  }

  /**
   * The ROC curve as a path in a square of 200 units at (40, 5). Points nearer than a unit to the
   * one before are left out.
   */
  private static String roc(JsonNode rows, String role) {
    JsonMapper json = JsonMapper.shared();
    RocCurve curve =
        RocCurve.of(
            json.treeToValue(rows.get("labels"), int[].class),
            json.treeToValue(rows.get(role), double[].class));
    double[] x = curve.falsePositiveRate();
    double[] y = curve.truePositiveRate();
    var path = new StringBuilder("M40 205");
    int last = 0;
    for (int i = 1; i < x.length; i++) {
      if (x[i] - x[last] + y[i] - y[last] >= 1.0 / SQUARE || i == x.length - 1) {
        path.append(
            String.format(Locale.ROOT, "L%.1f %.1f", 40 + SQUARE * x[i], 205 - SQUARE * y[i]));
        last = i;
      }
    }
    return path.toString();
  }

  private static String script() {
    try (InputStream in = ComparisonPage.class.getResourceAsStream("comparison.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Plot> plots(DatasetComparison dataset) {
    Map<String, Plot> plots = new LinkedHashMap<>();
    plots.put("accuracy", accuracy(dataset));
    plots.put(
        "roc",
        ValidationPlots.roc(
            List.of(
                curve(ENGINEER, dataset.rows().labels(), dataset.rows().engineer()),
                curve(SCIENTIST, dataset.rows().labels(), dataset.rows().scientist()))));
    plots.put("training", training(dataset));
    plots.put(
        "permutation",
        ValidationPlots.permutation(
            dataset.permutation().score(), dataset.permutation().permuted(), 0.5));
    return plots;
  }

  private static Plot accuracy(DatasetComparison dataset) {
    List<Scorecard> cards = List.of(dataset.engineer(), dataset.scientist());
    return ModelPlots.models(
        List.of(ENGINEER, SCIENTIST),
        cards.stream().mapToDouble(Scorecard::accuracy).toArray(),
        cards.stream().mapToDouble(card -> card.accuracyInterval().lower()).toArray(),
        cards.stream().mapToDouble(card -> card.accuracyInterval().upper()).toArray(),
        dataset.baseline().accuracy());
  }

  private static ValidationPlots.Curve curve(String name, int[] labels, double[] probabilities) {
    RocCurve roc = RocCurve.of(labels, probabilities);
    return new ValidationPlots.Curve(name, roc.falsePositiveRate(), roc.truePositiveRate());
  }

  private static Plot training(DatasetComparison dataset) {
    int first = dataset.history().firstEpoch();
    double[] epochs =
        IntStream.range(0, dataset.history().training().length)
            .mapToDouble(i -> first + i)
            .toArray();
    return ValidationPlots.training(
        epochs,
        dataset.history().training(),
        dataset.history().validation(),
        dataset.history().best());
  }
}
