package workbench.exercises;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import workbench.command.Commands;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Preparation;
import workbench.engineer.training.NetworkTraining;
import workbench.evaluation.Evaluation;
import workbench.model.ExportedModel;
import workbench.model.Metadata;
import workbench.model.ModelRepository;
import workbench.scientist.fit.StandardizedRegression;

/**
 * A hand-over of two files of the scientist: the gate must decide on both. One is a regression that
 * may replace the engineer's network. The other was fitted on exchanged labels.
 */
final class HandoverCheck implements Exercise {

  private static final String NAME = "breast-cancer";

  /** Files that a release writes beside a model. */
  private static final List<String> CARDS = List.of("MODEL_CARD.md", "reference.json");

  @Override
  public Verdict check(Answer answer) {
    try {
      Path folder = Files.createTempDirectory("handover");
      try {
        return check(answer, folder);
      } finally {
        CheckProcess.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Verdict check(Answer answer, Path folder) throws IOException {
    var data = Preparation.of(Datasets.load(DatasetOptions.of(NAME, 42)), 0.2, 42);
    double[][] x = data.train().x();
    int[] y = data.train().y();
    int[] exchanged = Arrays.stream(y).map(label -> 1 - label).toArray();
    var network = new NetworkTraining(10, 20, null, 0, 42).fit(data.train()).model();
    double[] ofNetwork = network.probabilities(data.test().x());
    byte[] first = file(network.exported(), Metadata.Role.ENGINEER, ofNetwork, data);
    StandardizedRegression regression = StandardizedRegression.fit(x, y);
    byte[] good = file(regression, data);
    byte[] bad = file(StandardizedRegression.fit(x, exchanged), data);

    int exitCode = handOver(answer, folder.resolve("first"), first, good);
    Path models = folder.resolve("first/models");
    if (!holds(models, 1, first)) {
      return Verdict.notYet(
          "version 1, the engineer's network, is changed or gone: how would you go back to it?");
    }
    int newest = new ModelRepository(models).newest(NAME).orElseThrow();
    if (newest == 1) {
      return Verdict.notYet(
          "handOver gets a file and the folder of released models, and nothing new is in this"
              + " folder: does your code release there?");
    }
    if (!holds(models, newest, good)) {
      return Verdict.notYet(
          "version %d, the newest, is not the file that the scientist handed over", newest);
    }
    if (!CARDS.stream().allMatch(card -> Files.exists(version(models, newest).resolve(card)))) {
      return Verdict.notYet(
          "version %d is the scientist's file, but has no model card: nothing was tested before it"
              + " was released. Which command takes a file through the gate?",
          newest);
    }
    if (exitCode != Commands.DONE) {
      return Verdict.notYet(
          "the file is released, but handOver returns %d, not 0: a script would see a failure",
          exitCode);
    }

    exitCode = handOver(answer, folder.resolve("second"), first, bad);
    Path after = folder.resolve("second/models");
    if (!holds(after, 1, first) || new ModelRepository(after).newest(NAME).orElseThrow() != 1) {
      return Verdict.notYet(
          "a second file of the scientist was fitted on exchanged labels. The gate refuses it, and"
              + " your hand-over releases it: who overrules the gate?");
    }
    if (exitCode != Commands.REFUSED) {
      return Verdict.notYet(
          "the gate refuses a file that was fitted on exchanged labels, but handOver returns %d:"
              + " how does the next step of a job know?",
          exitCode);
    }
    Evaluation newer = evaluation(data, regression.probabilities(data.test().x()));
    Evaluation older = evaluation(data, ofNetwork);
    return Verdict.passed(
        "version %d is the scientist's regression: %d of %d test rows right, %,d bytes; the network"
            + " has %d right, %,d bytes. The file that was fitted on exchanged labels is refused",
        newest, newer.correct(), newer.rows(), good.length, older.correct(), first.length);
  }

  private static int handOver(Answer answer, Path folder, byte[] first, byte[] file)
      throws IOException {
    Path handedOver = Files.createDirectories(folder).resolve(NAME + ".onnx");
    Files.write(handedOver, file);
    Path models = folder.resolve("models");
    new ModelRepository(models)
        .publish(NAME, version -> Files.write(version.resolve(ModelRepository.MODEL), first));
    return answer.call(int.class, "handOver", handedOver.toString(), models.toString());
  }

  /** Whether a version has this model file. It is looked at as a file: versions can be broken. */
  private static boolean holds(Path models, int version, byte[] model) throws IOException {
    Path file = version(models, version).resolve(ModelRepository.MODEL);
    return Files.exists(file) && Arrays.equals(model, Files.readAllBytes(file));
  }

  private static Path version(Path models, int version) {
    return models.resolve(NAME).resolve(Integer.toString(version));
  }

  private static byte[] file(StandardizedRegression regression, Preparation data) {
    ExportedModel exported = regression.exported();
    return file(exported, Metadata.Role.SCIENTIST, regression.probabilities(data.test().x()), data);
  }

  private static byte[] file(
      ExportedModel model, Metadata.Role role, double[] probabilities, Preparation data) {
    return model.toOnnx(
        Metadata.of(
            role,
            role == Metadata.Role.SCIENTIST ? "logistic regression" : "dense network",
            data,
            evaluation(data, probabilities)));
  }

  private static Evaluation evaluation(Preparation data, double[] probabilities) {
    return Evaluation.of(data.test().y(), probabilities, data.baseline());
  }
}
