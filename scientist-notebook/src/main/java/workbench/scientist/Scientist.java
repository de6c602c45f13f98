package workbench.scientist;

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
import workbench.scientist.study.StudySize;

/** The scientist's command line. */
@Command(
    name = "scientist",
    description = "Runs the data scientist's sample, then the study, with Smile and Tribuo.",
    sortOptions = false)
public final class Scientist implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Mixin private CostOption cost;

  @Option(
      names = "--only",
      paramLabel = "PART",
      description = "sample or workflow; without it both run")
  private Part only;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "folder for the report (default report)")
  private Path report = Path.of("report");

  @Option(
      names = "--sample",
      paramLabel = "FILE",
      description = "run the sample from this Java file; without it the compiled one runs")
  private Optional<Path> sample = Optional.empty();

  @Spec private CommandSpec command;

  private final StudySize size;

  private enum Part {
    sample,
    workflow
  }

  public Scientist() {
    this(StudySize.FULL);
  }

  Scientist(StudySize size) {
    this.size = size;
  }

  public static void main(String[] args) {
    System.exit(Commands.run(new Scientist(), args));
  }

  @Override
  public Integer call() throws IOException {
    if (only == Part.sample) {
      Commands.sampleTakesOnly(command, "--only", "--sample", "--stacktrace");
      return SampleProgram.scientist(sample).run().report();
    }
    if (common.asksForList()) {
      return Commands.list();
    }
    // Everything that can be wrong with the data is found before anything is fitted or written.
    var workflow = new ScientistWorkflow(size, common.models(), report, cost.cost());
    DatasetOptions options = common.datasetOr("dummy");
    Preparation data = common.prepare(options);
    CommonOptions.makeFolder("models", common.models());
    CommonOptions.makeFolder("report", report);
    Optional<SampleRun> run = Optional.empty();
    if (only != Part.workflow) {
      System.out.println("== The scientist's sample");
      run = Optional.of(SampleProgram.scientist(sample).run());
    }
    System.out.println("== The scientist's study");
    workflow.run(options, data, common.given(options));
    return run.map(SampleRun::report).orElse(Commands.DONE);
  }
}
