package workbench.benchmarks.comparison;

import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.utility.DeepUnwrap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import workbench.scientist.plot.ModelPlots;
import workbench.scientist.plot.Plot;
import workbench.scientist.plot.ValidationPlots;
import workbench.scientist.report.HtmlPage;
import workbench.scientist.validation.RocCurve;

/** The comparison as an HTML page. Each figure names its path in {@code comparison.json}. */
final class ComparisonPage {

  private static final String ENGINEER = "network (engineer)";
  private static final String SCIENTIST = "regression (scientist)";

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
    JsonNode found = record.at("/" + path.replace("[", ".").replace("]", "").replace('.', '/'));
    if (!found.isNumber()) {
      throw new IllegalArgumentException("no number in the record at " + path + ": " + found);
    }
    return found.asDouble();
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
