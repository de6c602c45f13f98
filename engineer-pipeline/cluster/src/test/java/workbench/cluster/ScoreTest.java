package workbench.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.command.Commands;
import workbench.model.ModelRepository;
import workbench.testing.Printed;

class ScoreTest {

  @TempDir private Path folder;

  private Path input;
  private Path output;
  private Path models;

  @BeforeEach
  void paths() throws IOException {
    input =
        Files.writeString(
            folder.resolve("input.csv"),
            "id,height,width,depth of it\na,1,2,3\nb,,2,3\nc,3,2,1\nd,x,2,1\n");
    output = folder.resolve("output");
    models = folder.resolve("models");
  }

  @Test
  void saysWhatItDid() throws IOException {
    ReleasedModels.publish(models, "demo", 0.25);

    Printed<Integer> run = score("--input=" + input, "--output=" + output);

    assertEquals(Commands.DONE, run.result(), run.err());
    assertEquals(
        """
        model     demo, version 1: 3 features, classes 'no' and 'yes'
        spark     4.1.0 on local[2]
        input     %s: 4 rows, 4 columns, CSV
        score     2 rows in * s, * rows/s
        check     4 rows in = 2 scored + 2 quarantined
                  1: 'height' is missing
                  1: 'height' is not a number
        output    file:%s: scored, quarantine, _SUMMARY.json
        """
            .formatted(input, output),
        run.out().replaceFirst("rows in [0-9.]+ s, [0-9,]+ rows/s", "rows in * s, * rows/s"));
    assertTrue(Files.readString(output.resolve("_SUMMARY.json")).contains("\"quarantined\" : 2,"));
  }

  @Test
  void takesTheVersionThatIsAskedFor() throws IOException {
    ReleasedModels.publish(models, "demo", 0.25);
    ReleasedModels.publish(models, "demo", 0.5);
    ReleasedModels.publish(models, "other", 0.25);

    Printed<Integer> run = score("--input=" + input, "--output=" + output, "--model=demo:1");

    assertTrue(run.out().startsWith("model     demo, version 1: "), run.out());
  }

  @Test
  void asksForAnOutput() {
    Printed<Integer> run = score("--input=" + input, "--output=");

    assertEquals(Commands.WRONG_USAGE, run.result());
    assertEquals(
        "Error: Missing required option: '--output=PATH' (--help shows the options)\n", run.err());
  }

  @Test
  void saysWhenThereIsNoSuchModel() throws IOException {
    assertRefused(
        "models=%s: there is no released model; -Dmodel=NAME says which".formatted(models));
    assertRefused(
        "models=%s: there is no released model 'demo'; there are: none".formatted(models),
        "--model=demo");

    ReleasedModels.publish(models, "demo", 0.25);
    ReleasedModels.publish(models, "other", 0.25);
    assertRefused(
        "models=%s: there are the models demo, other; -Dmodel=NAME says which".formatted(models));
    assertRefused(
        "%s: there is no version 2 of the model 'demo'".formatted(models), "--model=demo:2");
    assertRefused(
        "model=demo:new: NAME or NAME:VERSION is expected, the version a whole number",
        "--model=demo:new");
  }

  @Test
  void refusesAModelWithoutMetadata() throws IOException {
    int version = ReleasedModels.publish(models, "demo", 0.25);
    Path file = new ModelRepository(models).folder("demo", version).resolve(ModelRepository.MODEL);
    Files.write(
        file,
        OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder()
            .clearMetadataProps()
            .build()
            .toByteArray());

    assertRefused(
        "%s: its metadata lack 'role'; release a model of another tool with exec:exec@release -Dmodel=FILE -Ddataset=NAME"
            .formatted(file));
  }

  @Test
  void optionsThatScoringDoesNotNeedAreOneLineBeforeAnythingRuns() {
    for (String option : new String[] {"label", "positive", "drop", "keep"}) {
      Printed<Integer> run = score("--input=" + input, "--output=" + output, "--" + option + "=1");
      assertEquals(Commands.WRONG_USAGE, run.result());
      assertEquals(
          "Error: "
              + option
              + "=1 is not possible: scoring needs no label, and the model names its features;"
              + " -Dcolumns= chooses the columns of the output\n",
          run.err());
      assertEquals("", run.out());
    }
  }

  @Test
  void namesTheFaultOfTheInputInOneLine() throws IOException {
    ReleasedModels.publish(models, "demo", 0.25);
    Files.writeString(input, "id,height\na,1\n");

    assertRefused(
        "input=%s: the model's features width, depth of it are not among the columns; the columns are id, height"
            .formatted(input));
  }

  private void assertRefused(String message, String... options) {
    String[] args = new String[options.length + 2];
    args[0] = "--input=" + input;
    args[1] = "--output=" + output;
    System.arraycopy(options, 0, args, 2, options.length);
    Printed<Integer> run = score(args);
    assertEquals("Error: " + message + "\n", run.err());
    assertEquals(Commands.FAILED, run.result());
    assertFalse(Files.exists(output));
  }

  private Printed<Integer> score(String... options) {
    String[] args = new String[options.length + 3];
    System.arraycopy(options, 0, args, 0, options.length);
    args[options.length] = "--models=" + models;
    args[options.length + 1] = "--master=local[2]";
    args[options.length + 2] = "--conf=spark.ui.enabled=false,spark.sql.shuffle.partitions=2";
    return Printed.of(new Score(), args);
  }
}
