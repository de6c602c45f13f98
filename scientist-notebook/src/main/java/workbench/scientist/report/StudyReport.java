package workbench.scientist.report;

import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import freemarker.template.utility.DeepUnwrap;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import workbench.data.DatasetOptions;
import workbench.data.MissingRows;
import workbench.data.TrainTestSplit;
import workbench.evaluation.PValue;
import workbench.model.Metadata;
import workbench.model.WholeFile;
import workbench.scientist.cleaning.CleaningComparison;
import workbench.scientist.comparison.ComparedModel;
import workbench.scientist.comparison.CorrectedResampledTTest;
import workbench.scientist.comparison.Difference;
import workbench.scientist.comparison.ModelComparison;
import workbench.scientist.inference.MaximumLikelihood;
import workbench.scientist.inference.Separated;
import workbench.scientist.inference.Undetermined;
import workbench.scientist.plot.Plot;
import workbench.scientist.study.Conclusions;
import workbench.scientist.study.Odds;
import workbench.scientist.study.Study;
import workbench.scientist.validation.PenaltySearch;
import workbench.scientist.validation.Summary;

/**
 * A study as one HTML page, for a reader who wants the answer first, and for a reviewer after that.
 */
public final class StudyReport {

  private static final int DIGITS = 3;
  private static final double LEVEL = 0.05;
  private static final BigDecimal SMALL = new BigDecimal("0.0001");
  private static final BigDecimal LARGE = new BigDecimal("1000000");

  private final Study study;
  private final Conclusions conclusions;
  private final DatasetOptions options;
  private final Metadata metadata;
  private int plots;

  private StudyReport(
      Study study, Conclusions conclusions, DatasetOptions options, Metadata metadata) {
    this.study = study;
    this.conclusions = conclusions;
    this.options = options;
    this.metadata = metadata;
  }

  /**
   * Writes {@code index.html}; one that was there stays until the new one is complete.
   *
   * @param options of the data set, for the command that makes the report again
   * @param metadata of the exported model
   * @throws IOException if it cannot be written
   */
  public static Path write(
      Path folder, Study study, Conclusions conclusions, DatasetOptions options, Metadata metadata)
      throws IOException {
    String page = html(study, conclusions, options, metadata);
    return WholeFile.write(folder.resolve("index.html"), draft -> Files.writeString(draft, page));
  }

  /**
   * The page; the same study gives the same page, but for the times in elements of the class {@code
   * time}.
   */
  public static String html(
      Study study, Conclusions conclusions, DatasetOptions options, Metadata metadata) {
    return new StudyReport(study, conclusions, options, metadata).html();
  }

  private String html() {
    Map<String, Object> values = new HashMap<>();
    values.put("study", study);
    values.put("dataset", study.data().dataset());
    values.put("described", study.data().withoutTestPart());
    values.put("features", study.data().train().features());
    values.put("conclusions", conclusions);
    values.put("answer", conclusions.answer().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    study.load().card().ifPresent(card -> values.put("card", card));
    if (study.infer().inference() instanceof MaximumLikelihood likelihood) {
      values.put("likelihood", likelihood);
    } else if (study.infer().inference() instanceof Separated separated) {
      values.put("separated", separated);
    } else if (study.infer().inference() instanceof Undetermined undetermined) {
      values.put("undetermined", undetermined);
    }
    values.put("plots", StudyPlots.of(study));
    values.put("models", models());
    study.infer().bootstrap().ifPresent(bootstrap -> values.put("bootstrap", bootstrap));
    study.clean().cleaning().ifPresent(cleaning -> values.put("cleaning", cleaning(cleaning)));
    study.clean().cleaning().ifPresent(cleaning -> values.put("indicator", indicator(cleaning)));
    values.put("provenance", provenance());
    values.put(
        "svg", (TemplateMethodModelEx) arguments -> HtmlPage.markup(svg(arguments.getFirst())));
    values.put(
        "significant",
        (TemplateMethodModelEx) arguments -> significant(number(arguments.getFirst())));
    values.put("p", (TemplateMethodModelEx) arguments -> PValue.text(number(arguments.getFirst())));
    values.put(
        "pCell", (TemplateMethodModelEx) arguments -> PValue.cell(number(arguments.getFirst())));
    values.put(
        "odds", (TemplateMethodModelEx) arguments -> Odds.text(number(arguments.getFirst())));
    values.put(
        "penalty",
        (TemplateMethodModelEx) arguments -> PenaltySearch.text(number(arguments.getFirst())));
    return new HtmlPage(StudyReport.class, "report.ftlh").with(values);
  }

  private String svg(Object plot) throws TemplateModelException {
    return ((Plot) DeepUnwrap.unwrap((TemplateModel) plot)).svg("plot" + plots++);
  }

  private List<Map<String, Object>> models() {
    Map<String, Difference> toRegression = differences(ComparedModel.LOGISTIC_REGRESSION);
    Map<String, Difference> toMajority = differences(ComparedModel.MAJORITY_CLASS);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (ModelComparison.Result result : study.compare().comparison().results()) {
      String name = result.model().name();
      Map<String, Object> row = new HashMap<>();
      row.put("result", result);
      row.put("settings", result.model().library() + ": " + result.model().settings());
      row.put("failure", result.failure().orElse(null));
      row.put("difference", toRegression.get(name));
      row.put("toMajority", toMajority.get(name));
      rows.add(row);
    }
    return rows;
  }

  /** Each way to treat missing values, and how it differs from leaving rows out. */
  private static List<Map<String, Object>> cleaning(CleaningComparison cleaning) {
    List<Map<String, Object>> rows = new ArrayList<>();
    int comparisons = cleaning.results().size() - 1;
    for (CleaningComparison.Result result : cleaning.results()) {
      Map<String, Object> row = new HashMap<>();
      row.put("result", result);
      row.put("accuracy", Summary.of(result.accuracies()));
      if (result.way() != MissingRows.DROP) {
        var test =
            CorrectedResampledTTest.of(
                cleaning.differences(result.way()), cleaning.testToTrainRatio());
        row.put("difference", test.mean());
        row.put("interval", test.interval(1 - LEVEL / comparisons));
      }
      rows.add(row);
    }
    return rows;
  }

  private static Map<String, Object> indicator(CleaningComparison cleaning) {
    CorrectedResampledTTest test = cleaning.indicator();
    return Map.of(
        "difference", test.mean(),
        "interval", test.interval(1 - LEVEL),
        "matters", cleaning.indicatorMatters());
  }

  private Map<String, Difference> differences(String name) {
    return study.compare().comparison().differencesTo(name).stream()
        .collect(Collectors.toMap(Difference::name, Function.identity()));
  }

  private Map<String, String> provenance() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("data", study.data().dataset().name());
    entries.put("SHA-256 of the data", study.data().dataset().sha256());
    study
        .data()
        .dataset()
        .notes()
        .forEach(note -> entries.merge("read so", note, "%s; %s"::formatted));
    entries.put("seed", Long.toString(study.data().seed()));
    entries.putAll(metadata.libraries());
    entries.put("source revision", metadata.revision());
    entries.put("Java", Runtime.version().toString());
    entries.put("made again by", command());
    return entries;
  }

  private String command() {
    StringBuilder command = new StringBuilder("mvn -q compile exec:exec@scientist");
    append(command, "dataset", options.dataset());
    append(command, "rows", options.rows());
    append(command, "features", options.features());
    append(command, "balance", options.balance());
    append(command, "seed", options.seed());
    append(command, "testSize", metadata.options().get("testSize"));
    if (study.data().kind() != TrainTestSplit.Kind.STRATIFIED) {
      append(command, "split", study.data().kind());
    }
    if (study.data().missingRows() != MissingRows.IMPUTE) {
      append(command, "missingRows", study.data().missingRows());
    }
    append(command, "cost", study.test().threshold().cost().orElse(null));
    String csv = options.csv().describe();
    return csv.isEmpty() ? command.toString() : command + " " + csv;
  }

  private static void append(StringBuilder command, String option, Object value) {
    if (value != null) {
      command.append(" -D").append(option).append('=').append(value);
    }
  }

  private static double number(Object argument) throws TemplateModelException {
    return ((TemplateNumberModel) argument).getAsNumber().doubleValue();
  }

  /** Three significant digits. */
  private static String significant(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS));
    boolean plain =
        rounded.signum() == 0
            || rounded.abs().compareTo(SMALL) >= 0 && rounded.abs().compareTo(LARGE) < 0;
    return plain ? rounded.toPlainString() : String.format(Locale.ROOT, "%.2e", value);
  }
}
