package workbench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import workbench.command.Stages.Stage;
import workbench.testing.Printed;

class StagesTest {

  @Command
  private record Workflow(Callable<Integer> stages) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      return stages.call();
    }
  }

  @Test
  void aLineWithoutANameBelongsToTheStageBefore() {
    var stages = new Stages();
    Callable<Integer> workflow =
        () -> {
          stages.note("load", "100% of the rows");
          stages.note("evaluate", "accuracy %.2f", 0.5);
          stages.note("", "baseline");
          return 0;
        };
    Printed<Integer> printed = Printed.of(new Workflow(workflow));
    assertEquals(
        List.of("load      100% of the rows", "evaluate  accuracy 0.50", "          baseline"),
        printed.out().lines().toList());
    assertEquals(List.of("load", "evaluate"), stages.done().stream().map(Stage::name).toList());
    assertEquals(List.of("accuracy 0.50", "baseline"), stages.done().getLast().lines());
    assertTrue(stages.done().stream().allMatch(stage -> stage.seconds() >= 0));
  }

  @Test
  void aLongLineIsDividedAtBlanksAndItsCommandIsNot() {
    var stages = new Stages();
    String words = "seventeen letters ".repeat(8).strip();
    String command = "mvn -q compile exec:exec@scientist " + "-Dseed=42 ".repeat(9).strip();
    Callable<Integer> workflow =
        () -> {
          stages.note("load", words);
          stages.note("prototype", "run " + command);
          return 0;
        };
    assertEquals(
        List.of(
            "load      " + "seventeen letters ".repeat(5).strip(),
            "            " + "seventeen letters ".repeat(3).strip(),
            "prototype run",
            "            " + command),
        Printed.of(new Workflow(workflow)).out().lines().toList());
    assertEquals(List.of(words), stages.done().getFirst().lines());
  }

  @Test
  void aPathIsNeverDivided() {
    var stages = new Stages();
    Path file = Path.of("a folder ".repeat(12).strip(), "model.onnx");
    Callable<Integer> workflow =
        () -> {
          stages.note("export", file, "(1 byte)");
          stages.note("export", Path.of("model.onnx"), "(1 byte)");
          return 0;
        };
    assertEquals(
        List.of("export    " + file, "          (1 byte)", "export    model.onnx (1 byte)"),
        Printed.of(new Workflow(workflow)).out().lines().toList());
  }
}
