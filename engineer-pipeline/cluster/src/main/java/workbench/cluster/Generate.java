package workbench.cluster;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import workbench.cluster.generation.SyntheticRows;
import workbench.cluster.generation.WholeFolder;
import workbench.cluster.spark.SparkFailure;
import workbench.cluster.spark.TaskProgress;
import workbench.command.Commands;
import workbench.command.Stages;
import workbench.command.Stopwatch;
import workbench.data.DatasetOptions;
import workbench.data.InvalidInput;
import workbench.data.InvalidOption;

/** Writes a synthetic data set of any size, for the other commands to work on. */
@Command(
    name = "generate",
    description =
        "Writes a synthetic data set of any size as Parquet: the same rows for the same seed.",
    sortOptions = false)
public final class Generate implements Callable<Integer> {

  /**
   * A piece of the work becomes a file: not too large for one core, and enough of them for many.
   */
  private static final long MOST_ROWS_PER_FILE = 1_000_000;

  private static final long FEWEST_ROWS_PER_FILE = 100_000;
  private static final long ENOUGH_FILES = 64;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      required = true,
      description = "the folder to write; must not exist")
  private String output;

  @Option(names = "--rows", paramLabel = "N", description = "default 1000000")
  private long rows = 1_000_000;

  @Option(names = "--features", paramLabel = "P", description = "default 5")
  private int features = 5;

  @Option(names = "--balance", paramLabel = "SHARE", description = "share of class 1 (default 0.5)")
  private double balance = 0.5;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "seed of all random numbers (default 42)")
  private long seed = 42;

  @Mixin private ClusterOptions cluster;

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
      SyntheticRows synthetic =
          SyntheticRows.of(options.features(), options.balance(), options.seed());
      int files = files();
      var stopwatch = new Stopwatch();
      long bytes =
          WholeFolder.write(
              output,
              session.sparkContext().hadoopConfiguration(),
              draft ->
                  TaskProgress.show(
                      session.sparkContext(),
                      "generate",
                      () -> synthetic.draw(session, rows, files).write().parquet(draft)));
      double seconds = stopwatch.seconds();
      stages.note(
          "generate",
          "%s: %,d rows x %d features, seed %d, %,d bytes, files: %d",
          output,
          rows,
          features,
          seed,
          bytes,
          files);
      stages.note("", "%.1f s, %,.0f rows/s", seconds, rows / seconds);
      return Commands.DONE;
    } catch (InvalidInput | IOException e) {
      throw e;
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      throw new InvalidInput(
          "output=%s: cannot be written (%s)".formatted(output, SparkFailure.describe(e)), e);
    }
  }

  private int files() {
    long few = (rows - 1) / MOST_ROWS_PER_FILE + 1;
    long many = (rows - 1) / FEWEST_ROWS_PER_FILE + 1;
    return Math.toIntExact(Math.max(few, Math.min(many, ENOUGH_FILES)));
  }
}
