package workbench.engineer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import workbench.command.Commands;
import workbench.command.CommonOptions;
import workbench.command.CostOption;
import workbench.command.SampleProgram;
import workbench.command.SampleRun;
import workbench.data.DatasetOptions;
import workbench.data.Preparation;
import workbench.engineer.training.NetworkOptions;
import workbench.evaluation.Outcome;

/** The engineer's command line. */
@Command(
    name = "engineer",
    description = "Runs the ML engineer's sample, then the pipeline, with Deeplearning4j.",
    sortOptions = false)
public final class Engineer implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Mixin private NetworkOptions network;

  @Mixin private CostOption cost;

  @Option(
      names = "--only",
      paramLabel = "PART",
      description = "sample or workflow; without it both run")
  private Part only;

  @Option(
      names = "--sample",
      paramLabel = "FILE",
      description = "run the sample from this Java file; without it the compiled one runs")
  private Optional<Path> sample = Optional.empty();

  @Spec private CommandSpec command;

  private enum Part {
    sample,
    workflow
  }

  public static void main(String[] args) {
    System.exit(Commands.run(new Engineer(), args));
  }

  @Override
  public Integer call() throws IOException {
    if (only == Part.sample) {
      Commands.sampleTakesOnly(command, "--only", "--sample", "--stacktrace");
      return SampleProgram.engineer(sample).run().report();
    }
    if (common.asksForList()) {
      return Commands.list();
    }
    // Everything that can be wrong with options and data is found before anything is trained or
    // written.
    var pipeline = new Pipeline(network, common.seed(), common.models(), cost.cost());
    DatasetOptions options = common.datasetOr("dummy");
    Preparation data = common.prepare(options);
    CommonOptions.makeFolder("models", common.models());
    Optional<SampleRun> run = Optional.empty();
    if (only != Part.workflow) {
      System.out.println("== The engineer's sample");
      run = Optional.of(SampleProgram.engineer(sample).run());
    }
    System.out.println("== The engineer's pipeline");
    Outcome outcome = pipeline.run(data, common.given(options)).outcome();
    int exitCode = outcome.artifact().isPresent() ? Commands.DONE : Commands.REFUSED;
    return run.filter(each -> !each.done()).map(SampleRun::report).orElse(exitCode);
  }
}
