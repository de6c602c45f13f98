package workbench.scientist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.tribuo.classification.evaluation.LabelEvaluation;
import smile.math.MathEx;
import smile.validation.CrossValidation;
import workbench.command.Stopwatch;
import workbench.data.Evaluation;
import workbench.data.Outcome;
import workbench.data.Preparation;
import workbench.handoff.Metadata;
import workbench.handoff.ModelRepository;
import workbench.handoff.Verification;

/** The scientist's workflow: prepare, cross-validate, fit, evaluate, ask for a second opinion, save. */
public final class ScientistWorkflow {

    private static final int FOLDS = 5;

    private final Path models;

    /** @param models the folder that gets the model, as {@code handed-over/NAME.onnx} */
    public ScientistWorkflow(Path models) {
        this.models = models;
    }

    /**
     * Runs it and prints what it does.
     *
     * @throws IOException if the model cannot be saved
     */
    public Outcome run(Preparation data) throws IOException {
        print("Data      %s", data.describeData());
        print("Split     %s", data.describeSplit());
        print("Folds     %s", crossValidate(data));

        var stopwatch = new Stopwatch();
        StandardizedRegression model =
                StandardizedRegression.fit(data.train().x(), data.train().y());
        double fitSeconds = stopwatch.seconds();
        print("Model     logistic regression on standardised features, penalty C=1, %.1f ms", 1e3 * fitSeconds);

        int[] y = data.test().y();
        double[] probabilities = model.probabilities(data.test().x());
        Evaluation evaluation = Evaluation.of(y, probabilities, data.baseline());
        print("Test      %s", evaluation);
        print("Baseline  %s", data.describeBaseline());

        var tribuo = new TribuoOpinion(data.train(), data.test(), model.standardizer());
        LabelEvaluation smiles = tribuo.of(model.predict(data.test().x()), probabilities);
        print(
                "Tribuo    gives Smile's predictions the accuracy %.3f; its own regression reaches %.3f",
                smiles.accuracy(), tribuo.ownModel().accuracy());

        Metadata metadata = Metadata.of(Metadata.Role.SCIENTIST, "logistic regression", data, evaluation, "Smile");
        Path file = handOver(model, metadata, data);
        print("Saved     %s (%,d bytes)", file, Files.size(file));

        double[] oneRow = data.test().x()[0];
        double[] posteriori = new double[2];
        double micros = Stopwatch.medianMicros(500, () -> model.predict(oneRow, posteriori));
        return new Outcome("logistic regression", evaluation, fitSeconds, micros, Optional.of(file));
    }

    /** Stratified folds of the training part; the standardisation is fitted within each. */
    private static String crossValidate(Preparation data) {
        int smallerClass = Math.min(
                Arrays.stream(data.train().y()).sum(),
                data.train().rows() - Arrays.stream(data.train().y()).sum());
        if (smallerClass < FOLDS) {
            return "none: the training part has %d rows of its smaller class, %d folds need as many"
                    .formatted(smallerClass, FOLDS);
        }
        MathEx.setSeed(data.seed());
        var folds =
                CrossValidation.stratify(FOLDS, data.train().x(), data.train().y(), StandardizedRegression::fit);
        return String.format(
                Locale.ROOT,
                "%d-fold cross-validation of the training part: accuracy %.3f, standard deviation %.3f",
                FOLDS,
                folds.avg().accuracy(),
                folds.std().accuracy());
    }

    /** The file is in its place only once it is verified; until then one that was there before stays as it is. */
    private Path handOver(StandardizedRegression model, Metadata metadata, Preparation data) throws IOException {
        String name = ModelRepository.nameFor(data.dataset());
        Path folder = Files.createDirectories(models.resolve("handed-over"));
        // Not a temporary file: that would be readable by this user alone.
        Path draft = Files.createFile(folder.resolve(name + "." + UUID.randomUUID() + ".draft"));
        try {
            print(
                    "Verify    %s",
                    Verification.ofWritten(
                            draft, model.handoff(), metadata, data.test().x(), model::probabilities));
            return Files.move(
                    draft,
                    folder.resolve(name + ".onnx"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
