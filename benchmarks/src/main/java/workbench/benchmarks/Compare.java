package workbench.benchmarks;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import workbench.benchmarks.comparison.Comparison;
import workbench.benchmarks.comparison.DatasetComparison;
import workbench.benchmarks.comparison.Provenance;
import workbench.benchmarks.comparison.Sample;
import workbench.benchmarks.comparison.Tosses;
import workbench.command.Commands;
import workbench.command.CommonOptions;
import workbench.command.CostOption;
import workbench.command.SampleProgram;
import workbench.command.SampleRun;
import workbench.command.SampleRun.State;
import workbench.command.Stages.Stage;
import workbench.command.Stopwatch;
import workbench.data.Dataset;
import workbench.data.DatasetOptions;
import workbench.data.Preparation;
import workbench.engineer.Pipeline;
import workbench.engineer.training.NetworkOptions;
import workbench.evaluation.Outcome;
import workbench.evaluation.SkillTest;
import workbench.model.Build;
import workbench.scientist.ScientistWorkflow;
import workbench.scientist.study.StudySize;
import workbench.text.TerminalText;

/**
 * The command {@code compare}: runs both samples, then both workflows on the same rows, and
 * compares them in two tables and on a page.
 */
@Command(
    name = "compare",
    description =
        "Runs both workflows on the same data and the same split; without --dataset on dummy and"
            + " breast-cancer.",
    sortOptions = false)
public final class Compare implements Callable<Integer> {

  /** Columns for the name of a data set. */
  private static final int NAME = 16;

  @Mixin private CommonOptions common;

  @Mixin private NetworkOptions network;

  @Mixin private CostOption cost;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "folder for page and reports (default comparison)")
  private Path output = Path.of("comparison");

  @Option(
      names = "--engineerSample",
      paramLabel = "FILE",
      description =
          "run the engineer's sample from this Java file; without it the compiled one runs")
  private Optional<Path> engineerSample = Optional.empty();

  @Option(
      names = "--scientistSample",
      paramLabel = "FILE",
      description =
          "run the scientist's sample from this Java file; without it the compiled one runs")
  private Optional<Path> scientistSample = Optional.empty();

  @Spec private CommandSpec command;

  private final StudySize size;
  private final int engineerTosses;
  private final int scientistTosses;

  public Compare() {
    this(StudySize.FULL, 200, 1_000);
  }

  /**
   * @param engineerTosses seeds for which the engineer's sample is repeated
   * @param scientistTosses seeds for which the scientist's sample is repeated
   */
  Compare(StudySize size, int engineerTosses, int scientistTosses) {
    this.size = size;
    this.engineerTosses = engineerTosses;
    this.scientistTosses = scientistTosses;
  }

  public static void main(String[] args) {
    System.exit(Commands.run(new Compare(), args));
  }

  @Override
  public Integer call() throws IOException {
    if (common.asksForList()) {
      return Commands.list();
    }
    Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var stopwatch = new Stopwatch();
    // Everything that can be wrong with options and data is found before anything is trained or
    // written.
    var engineer = new Pipeline(network, common.seed(), common.models(), cost.cost());
    List<Prepared> prepared = new ArrayList<>();
    for (DatasetOptions dataset : datasets()) {
      prepared.add(prepare(dataset));
    }
    CommonOptions.makeFolder("models", common.models());
    CommonOptions.makeFolder("output", output);
    Comparison.removeOld(output);

    System.out.println("== The engineer's sample");
    SampleRun engineerRun = SampleProgram.engineer(engineerSample).run();
    System.out.println("== The scientist's sample");
    SampleRun scientistRun = SampleProgram.scientist(scientistSample).run();
    if (engineerRun.state() == State.DOES_NOT_COMPILE
        || scientistRun.state() == State.DOES_NOT_COMPILE) {
      // Stops here, without a page, while javac's message is on the screen.
      return Math.max(engineerRun.report(), scientistRun.report());
    }
    List<Sample> samples =
        List.of(
            Sample.of("engineer", engineerSample, engineerRun, versions("Deeplearning4j")),
            Sample.of("scientist", scientistSample, scientistRun, versions("Smile")));

    List<Row> rows = new ArrayList<>();
    List<DatasetComparison> comparisons = new ArrayList<>();
    for (Prepared each : prepared) {
      Preparation data = each.data();
      String name = data.dataset().name();
      System.out.printf("== The engineer's pipeline on %s%n", TerminalText.line(name));
      Pipeline.Result pipeline = engineer.run(data, common.given(each.options()));
      System.out.printf("== The scientist's study of %s%n", TerminalText.line(name));
      var workflow =
          new ScientistWorkflow(size, common.models(), output.resolve(name), cost.cost());
      ScientistWorkflow.Result study =
          workflow.run(each.options(), data, common.given(each.options()));
      var both = DatasetComparison.of(data, each.stages(), pipeline, study, output);
      comparisons.add(both);
      rows.add(new Row(data, "engineer", pipeline.outcome(), both.engineer().skill()));
      rows.add(new Row(data, "scientist", study.outcome(), both.scientist().skill()));
    }
    System.out.println("== Metrics of both roles on the same test rows");
    System.out.println(metrics(rows));
    System.out.println("== Models, times and files");
    System.out.println(models(rows));

    List<Tosses> tosses =
        List.of(Tosses.engineer(engineerTosses), Tosses.scientist(scientistTosses));
    var comparison =
        Comparison.of(
            samples,
            tosses,
            comparisons,
            provenance(started, stopwatch.seconds()),
            Path.of(""),
            output);
    System.out.println("The comparison page: " + comparison.write(output).toUri());
    return Math.max(engineerRun.report(), scientistRun.report());
  }

  private Provenance provenance(Instant started, double seconds) {
    List<String> options = command.commandLine().getParseResult().originalArgs();
    return Provenance.of(options, common.seed(), started, seconds);
  }

  private static Map<String, String> versions(String library) {
    Map<String, String> versions = new TreeMap<>(Build.libraries(library));
    versions.keySet().retainAll(List.of("Java", library));
    return versions;
  }

  /**
   * @param stages load and split, which both roles share
   */
  private record Prepared(DatasetOptions options, Preparation data, List<Stage> stages) {}

  private Prepared prepare(DatasetOptions options) {
    var stopwatch = new Stopwatch();
    Dataset dataset = common.load(options);
    double loaded = stopwatch.seconds();
    Preparation data = common.prepare(dataset, common.seed());
    return new Prepared(
        options,
        data,
        List.of(
            new Stage("load", List.of(), loaded),
            new Stage("split", List.of(), stopwatch.seconds() - loaded)));
  }

  private List<DatasetOptions> datasets() {
    return common.hasDataset()
        ? List.of(common.datasetOr("dummy"))
        : List.of(common.datasetOr("dummy"), DatasetOptions.of("breast-cancer", common.seed()));
  }

  private record Row(Preparation data, String role, Outcome outcome, SkillTest skill) {}

  private static String metrics(List<Row> rows) {
    return table(
        rows,
        List.of(
            number("accuracy", row -> format("%.3f", row.outcome().evaluation().accuracy())),
            number("95% interval", row -> row.outcome().evaluation().interval().toString()),
            number("baseline", row -> format("%.3f", row.outcome().evaluation().baseline())),
            text("better?", row -> row.skill().shown() ? "yes" : "not shown"),
            number("log-loss", row -> format("%.3f", row.outcome().evaluation().logLoss())),
            number("AUC", row -> format("%.3f", row.outcome().evaluation().auc()))));
  }

  private static String models(List<Row> rows) {
    return table(
        rows,
        List.of(
            text("model", row -> row.outcome().model()),
            number("fit", row -> format("%.1f ms", 1e3 * row.outcome().fitSeconds())),
            number("one prediction", row -> format("%.1f us", row.outcome().predictionMicros())),
            number(
                "artifact",
                row ->
                    row.outcome()
                        .artifact()
                        .map(file -> format("%,d bytes", file.toFile().length()))
                        .orElse("refused"))));
  }

  private static String table(List<Row> rows, List<ColumnData<Row>> figures) {
    List<ColumnData<Row>> columns = new ArrayList<>();
    columns.add(text("data", row -> shortened(row.data().dataset().name())));
    columns.add(text("role", Row::role));
    columns.addAll(figures);
    return TerminalText.lines(AsciiTable.getTable(AsciiTable.BASIC_ASCII, rows, columns));
  }

  /** Shortens a name so that the table fits the console's columns. */
  private static String shortened(String name) {
    return TerminalText.columns(name) <= NAME ? name : TerminalText.shortened(name, NAME - 3);
  }

  private static ColumnData<Row> text(String header, Function<Row, String> cell) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.LEFT)
        .dataAlign(HorizontalAlign.LEFT)
        .with(cell);
  }

  private static ColumnData<Row> number(String header, Function<Row, String> cell) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.RIGHT)
        .dataAlign(HorizontalAlign.RIGHT)
        .with(cell);
  }

  private static String format(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
