package workbench.scientist;

import java.io.IOException;
import java.io.ObjectInputFilter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.tribuo.classification.evaluation.LabelEvaluation;
import smile.io.Read;
import smile.io.Write;
import smile.math.MathEx;
import smile.validation.CrossValidation;
import smile.validation.metric.AUC;
import workbench.command.Stopwatch;
import workbench.data.Evaluation;
import workbench.data.Outcome;
import workbench.data.Preparation;

/** The scientist's workflow: prepare, cross-validate, fit, evaluate, ask for a second opinion, save. */
public final class ScientistWorkflow {

    private static final int FOLDS = 5;

    /** What a saved model consists of; a file with anything else in it is not loaded. */
    private static final ObjectInputFilter MODEL_CLASSES =
            ObjectInputFilter.Config.createFilter("workbench.**;smile.**;java.base/*;!*");

    private final Path models;

    /** @param models the folder that gets the model, as {@code NAME/logistic-regression.ser} */
    public ScientistWorkflow(Path models) {
        this.models = models;
    }

    /**
     * Runs it and prints what it does.
     *
     * @throws IOException if the model cannot be saved
     */
    public Outcome run(Preparation data) throws IOException {
        System.out.println(data.describe());
        print("Folds     %s", crossValidate(data));

        var stopwatch = new Stopwatch();
        StandardizedRegression model =
                StandardizedRegression.fit(data.train().x(), data.train().y());
        double fitSeconds = stopwatch.seconds();
        print("Model     logistic regression on standardised features, penalty C=1, %.1f ms", 1e3 * fitSeconds);

        int[] y = data.test().y();
        double[] probabilities = model.probabilities(data.test().x());
        Evaluation evaluation = Evaluation.of(y, probabilities, AUC.of(y, probabilities), data.baseline());
        print("Test      %s", evaluation);
        print("Baseline  %s", data.describeBaseline());

        var tribuo = new TribuoOpinion(data.train(), data.test(), model.standardizer());
        LabelEvaluation smiles = tribuo.of(model.predict(data.test().x()), probabilities);
        print(
                "Tribuo    gives Smile's predictions the accuracy %.3f; its own regression reaches %.3f",
                smiles.accuracy(), tribuo.ownModel().accuracy());

        Path file = models.resolve(data.dataset().name()).resolve("logistic-regression.ser");
        save(model, file, data.test().x());
        print("Saved     %s (%,d bytes); loaded again, its predictions are bit-identical", file, Files.size(file));

        double[] oneRow = data.test().x()[0];
        double[] posteriori = new double[2];
        double micros = Stopwatch.medianMicros(500, () -> model.predict(oneRow, posteriori));
        return new Outcome("logistic regression", evaluation, fitSeconds, micros, file, Files.size(file));
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

    private static void save(StandardizedRegression model, Path file, double[][] probe) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        // Not a temporary file: that would be readable by this user alone.
        Path draft = Files.createFile(folder.resolve(file.getFileName() + "." + UUID.randomUUID() + ".draft"));
        try {
            Write.object(model, draft);
            var loaded = (StandardizedRegression) Read.object(draft, MODEL_CLASSES);
            if (!Arrays.equals(loaded.probabilities(probe), model.probabilities(probe))) {
                throw new IOException("the model does not load back to the same predictions");
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
