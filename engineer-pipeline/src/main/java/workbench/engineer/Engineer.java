package workbench.engineer;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import workbench.command.Commands;
import workbench.command.CommonOptions;
import workbench.data.Datasets;
import workbench.data.Outcome;
import workbench.data.Preparation;

/** The engineer's command line. */
@Command(
    name = "engineer",
    description = "The ML engineer: the sample, then the pipeline, with Deeplearning4j.",
    sortOptions = false)
public final class Engineer implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Mixin private NetworkOptions network;

  @Option(
      names = "--only",
      paramLabel = "PART",
      description = "sample or workflow; without it both run")
  private Part only;

  private enum Part {
    sample,
    workflow
  }

  public static void main(String[] args) {
    System.exit(Commands.run(new Engineer(), args));
  }

  @Override
  public Integer call() throws IOException {
    if (common.asksForList()) {
      return Commands.list();
    }
    // Everything that can be wrong with options and data is found before anything is trained or
    // written.
    var pipeline = new Pipeline(network, common.seed(), common.models());
    Preparation data =
        Preparation.of(Datasets.load(common.datasetOr("dummy")), common.testSize(), common.seed());
    CommonOptions.makeFolder("models", common.models());
    if (only != Part.workflow) {
      network.runSample(common);
    }
    if (only == Part.sample) {
      return Commands.DONE;
    }
    System.out.println("== The engineer's pipeline");
    Outcome outcome = pipeline.run(data).outcome();
    return outcome.artifact().isPresent() ? Commands.DONE : Commands.REFUSED;
  }
}
