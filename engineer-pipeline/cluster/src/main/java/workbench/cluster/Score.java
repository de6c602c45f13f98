package workbench.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import workbench.cluster.scoring.ScoringJob;
import workbench.cluster.scoring.ScoringModel;
import workbench.cluster.spark.CsvReading;
import workbench.cluster.spark.CsvReadingArguments;
import workbench.command.Commands;
import workbench.command.Stages;
import workbench.data.InvalidOption;
import workbench.model.Metadata;
import workbench.model.ModelRepository;

/**
 * Scores the rows of Parquet or CSV files with a released model, on a cluster or on this machine.
 */
@Command(
    name = "score",
    description =
        "Scores the rows of Parquet or CSV files with a released model, with Apache Spark.",
    sortOptions = false)
public final class Score implements Callable<Integer> {

  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--input",
      paramLabel = "PATH",
      required = true,
      description =
          "Parquet or CSV files: a file, a folder or a pattern, in any file system that Spark"
              + " knows")
  private String input;

  @Option(
      names = "--output",
      paramLabel = "PATH",
      required = true,
      description = "folder for the result; must not exist")
  private String output;

  @Option(
      names = "--model",
      paramLabel = "NAME[:VERSION]",
      description = "the released model (default: the only one, its newest version)")
  private String model;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "folder of the models (default models)")
  private Path models = Path.of("models");

  @Option(
      names = "--columns",
      paramLabel = "NAME",
      split = ",",
      description = "columns of the input that go to the output (default all)")
  private List<String> columns = List.of();

  @Option(
      names = "--force",
      description = "replace the output of an earlier run when this one is complete")
  private boolean force;

  @Mixin private CsvReadingArguments csv = new CsvReadingArguments();

  public static void main(String[] args) {
    System.exit(Commands.run(new Score(), args));
  }

  @Override
  public Integer call() throws IOException {
    CsvReading options = csv.options();
    refuseOptions(options.asMap());
    var stages = new Stages();
    try (ScoringModel released = ScoringModel.find(new ModelRepository(models), model)) {
      Metadata metadata = released.scorer().metadata();
      stages.note(
          "model",
          "%s, version %d: %d features, classes '%s' and '%s'",
          released.name(),
          released.version(),
          metadata.featureNames().size(),
          metadata.classNames().get(0),
          metadata.classNames().get(1));
      try (SparkSession session = cluster.open("score " + released.name(), stages)) {
        new ScoringJob(session, released, stages).run(input, output, columns, force, options);
      }
    }
    return Commands.DONE;
  }

  private static void refuseOptions(Map<String, String> given) {
    for (String option : List.of("label", "positive", "drop", "keep")) {
      if (given.containsKey(option)) {
        throw new InvalidOption(
            option,
            given.get(option),
            "scoring needs no label, and the model names its features; -Dcolumns= chooses the"
                + " columns of the output");
      }
    }
  }
}
