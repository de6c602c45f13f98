package workbench.benchmarks;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import workbench.command.Commands;
import workbench.command.CommonOptions;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Outcome;
import workbench.data.Preparation;
import workbench.engineer.NetworkOptions;
import workbench.engineer.Pipeline;
import workbench.scientist.ScientistSample;
import workbench.scientist.ScientistWorkflow;
import workbench.scientist.study.StudySize;

/** Both samples, then both workflows on the same rows, then the table that compares them. */
@Command(
        name = "compare",
        description =
                "Both workflows on the same data and the same split; without --dataset on dummy and breast-cancer.",
        sortOptions = false)
public final class Compare implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Mixin
    private NetworkOptions network;

    @Option(names = "--output", paramLabel = "DIR", description = "folder for the reports (default comparison)")
    private Path output = Path.of("comparison");

    public static void main(String[] args) {
        System.exit(Commands.run(new Compare(), args));
    }

    @Override
    public Integer call() throws IOException {
        if (common.asksForList()) {
            return Commands.list();
        }
        // Everything that can be wrong with options and data is found before anything is trained or written.
        var engineer = new Pipeline(network, common.seed(), common.models());
        Map<DatasetOptions, Preparation> preparations = new LinkedHashMap<>();
        for (DatasetOptions dataset : datasets()) {
            preparations.put(dataset, Preparation.of(Datasets.load(dataset), common.testSize(), common.seed()));
        }
        CommonOptions.makeFolder("models", common.models());
        CommonOptions.makeFolder("output", output);

        network.runSample(common);
        System.out.println("== The scientist's sample");
        ScientistSample.run(common.rowsOr(100), common.testSize(), common.seed());

        List<Row> rows = new ArrayList<>();
        for (Map.Entry<DatasetOptions, Preparation> entry : preparations.entrySet()) {
            Preparation data = entry.getValue();
            String name = data.dataset().name();
            System.out.printf("== The engineer's pipeline on %s%n", name);
            rows.add(new Row(data, "engineer", engineer.run(data)));
            System.out.printf("== The scientist's study of %s%n", name);
            var scientist = new ScientistWorkflow(StudySize.FULL, common.models(), output.resolve(name));
            rows.add(new Row(data, "scientist", scientist.run(entry.getKey(), data)));
        }
        System.out.println("== Side by side, on the same test rows");
        System.out.println(table(rows));
        return Commands.DONE;
    }

    private List<DatasetOptions> datasets() {
        return common.hasDataset()
                ? List.of(common.datasetOr("dummy"))
                : List.of(common.datasetOr("dummy"), DatasetOptions.of("breast-cancer", common.seed()));
    }

    private record Row(Preparation data, String role, Outcome outcome) {}

    private static String table(List<Row> rows) {
        return AsciiTable.getTable(
                AsciiTable.BASIC_ASCII,
                rows,
                List.of(
                        text("data", row -> row.data().dataset().name()),
                        text("role", Row::role),
                        text("model", row -> row.outcome().model()),
                        number(
                                "accuracy",
                                row -> format("%.3f", row.outcome().evaluation().accuracy())),
                        number(
                                "95% interval",
                                row -> row.outcome().evaluation().interval().toString()),
                        number(
                                "baseline",
                                row -> format("%.3f", row.outcome().evaluation().baseline())),
                        text("better?", row -> row.outcome().evaluation().beatsBaseline() ? "yes" : "not shown"),
                        number(
                                "log-loss",
                                row -> format("%.3f", row.outcome().evaluation().logLoss())),
                        number(
                                "AUC",
                                row -> format("%.3f", row.outcome().evaluation().auc())),
                        number(
                                "fit",
                                row -> format("%.1f ms", 1e3 * row.outcome().fitSeconds())),
                        number(
                                "one prediction",
                                row -> format("%.1f us", row.outcome().predictionMicros())),
                        number(
                                "artifact",
                                row -> row.outcome()
                                        .artifact()
                                        .map(file -> format(
                                                "%,d bytes", file.toFile().length()))
                                        .orElse("refused"))));
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
