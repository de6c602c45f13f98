package workbench.cluster;

import java.io.IOException;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import workbench.cluster.generation.RowsWritten;
import workbench.cluster.generation.SyntheticRows;
import workbench.cluster.generation.WholeFolder;
import workbench.command.Commands;
import workbench.command.Stages;
import workbench.command.Stopwatch;
import workbench.command.Terminal;
import workbench.data.DatasetOptions;
import workbench.data.InvalidOption;

/** Writes a synthetic data set of any size, for the other commands to work on. */
@Command(
        name = "generate",
        description = "Writes a synthetic data set of any size as Parquet: the same rows for the same seed.",
        sortOptions = false)
public final class Generate implements Callable<Integer> {

    /** Of one piece of the work, which becomes one file, tens of megabytes. */
    private static final long ROWS_PER_FILE = 1_000_000;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            required = true,
            description = "what is written; must not be there yet")
    private String output;

    @Option(names = "--rows", paramLabel = "N", description = "default 1000000")
    private long rows = 1_000_000;

    @Option(names = "--features", paramLabel = "P", description = "default 5")
    private int features = 5;

    @Option(names = "--balance", paramLabel = "SHARE", description = "share of class 1 (default 0.5)")
    private double balance = 0.5;

    @Option(names = "--seed", paramLabel = "S", description = "of everything that is drawn (default 42)")
    private long seed = 42;

    @Mixin
    private ClusterOptions cluster;

    public static void main(String[] args) {
        System.exit(Commands.run(new Generate(), args));
    }

    @Override
    public Integer call() throws IOException {
        if (rows < 1) {
            throw new InvalidOption("rows", rows, "a whole number from 1");
        }
        var options = new DatasetOptions("synthetic", null, features, balance, seed);
        System.out.println("== A synthetic data set");
        var stages = new Stages();
        try (SparkSession session = cluster.open("generate", stages)) {
            SyntheticRows synthetic = SyntheticRows.of(options.features(), options.balance(), options.seed());
            int parts = Math.toIntExact((rows - 1) / ROWS_PER_FILE + 1);
            var stopwatch = new Stopwatch();
            long bytes;
            try (ProgressBar bar = Terminal.progress("generate", rows)) {
                session.sparkContext().addSparkListener(new RowsWritten(bar));
                bytes = WholeFolder.write(
                        output,
                        session.sparkContext().hadoopConfiguration(),
                        draft -> synthetic
                                .draw(session, rows, parts)
                                .write()
                                .mode(SaveMode.ErrorIfExists)
                                .parquet(draft));
            }
            double seconds = stopwatch.seconds();
            stages.note(
                    "generate",
                    "%s: %,d rows x %d features, seed %d, %,d bytes in %d files",
                    output,
                    rows,
                    features,
                    seed,
                    bytes,
                    parts);
            stages.note("", "%.1f s, %,.0f rows/s", seconds, rows / seconds);
            return Commands.DONE;
        }
    }
}
