package workbench.engineer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import workbench.command.Stopwatch;
import workbench.data.Evaluation;
import workbench.data.Outcome;
import workbench.data.Preparation;

/** The engineer's workflow: prepare, train, evaluate, save, verify. */
public final class EngineerWorkflow {

    private final NetworkTraining training;
    private final Path models;

    /**
     * @param options of the training
     * @param seed of the initial weights and of the order of the rows
     * @param models the folder that gets the model, as {@code NAME/model.zip}
     * @throws workbench.data.InvalidOption if an option is out of range
     */
    public EngineerWorkflow(NetworkOptions options, long seed, Path models) {
        this.training = options.training(seed);
        this.models = models;
    }

    /**
     * Runs it and prints what it does.
     *
     * @throws IOException if the model cannot be saved
     */
    public Outcome run(Preparation data) throws IOException {
        System.out.println(data.describe());
        var stopwatch = new Stopwatch();
        StandardizedNetwork model = training.fit(data.train());
        double fitSeconds = stopwatch.seconds();
        String name = "network %d-%d-1".formatted(data.train().features(), training.hidden());
        print(
                "Model     %s, %d epochs, batches of %d, %.1f s",
                name, training.epochs(), training.batchSize(), fitSeconds);

        Evaluation evaluation = evaluate(model, data);
        print("Test      %s", evaluation);
        print("Baseline  %s", data.describeBaseline());

        Path file = models.resolve(data.dataset().name()).resolve("model.zip");
        model.save(file, data.test().x());
        print("Saved     %s (%,d bytes); loaded again, its predictions are bit-identical", file, Files.size(file));

        double[][] oneRow = {data.test().x()[0]};
        double micros = Stopwatch.medianMicros(500, () -> model.probabilities(oneRow));
        return new Outcome(name, evaluation, fitSeconds, micros, file, Files.size(file));
    }

    private static Evaluation evaluate(StandardizedNetwork model, Preparation data) {
        int[] y = data.test().y();
        double[] probabilities = model.probabilities(data.test().x());
        // Not ND4J's ROC: where probabilities tie, its area depends on the order of the rows.
        return Evaluation.of(y, probabilities, Evaluation.auc(y, probabilities), data.baseline());
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
