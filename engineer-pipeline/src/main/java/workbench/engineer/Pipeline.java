package workbench.engineer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import workbench.command.Stopwatch;
import workbench.data.Evaluation;
import workbench.data.Outcome;
import workbench.data.Preparation;
import workbench.engineer.NetworkTraining.Trained;
import workbench.engineer.ReleaseGate.Decision;
import workbench.handoff.Metadata;
import workbench.handoff.ModelRepository;
import workbench.handoff.Verification;

/** The engineer's pipeline: load, split, validate, train, evaluate, gate, export, verify, publish. */
public final class Pipeline {

    private final NetworkTraining training;
    private final Optional<StandardizedNetwork> start;
    private final ReleaseDesk desk;

    /**
     * @param options of the training
     * @param seed of the initial weights and of the order of the rows
     * @param models the model repository
     * @throws workbench.data.InvalidInput if an option is out of range, or the model to go on with cannot be read
     */
    public Pipeline(NetworkOptions options, long seed, Path models) {
        this.training = options.training(seed);
        this.start = options.start();
        this.desk = new ReleaseDesk(new ModelRepository(models), options.force());
    }

    /**
     * Runs it and prints a line a stage.
     *
     * @return without an artifact if the gate refused the model
     * @throws IOException if the model cannot be published; nothing of it is left then
     */
    public Outcome run(Preparation data) throws IOException {
        print("load      %s", data.describeData());
        print("split     %s", data.describeSplit());
        DataValidation validation = DataValidation.of(data);
        print("validate  %s", validation.describe());

        var stopwatch = new Stopwatch();
        Trained trained = start.isPresent()
                ? training.resume(start.get().fitting(data.train()), data.train())
                : training.fit(data.train());
        double fitSeconds = stopwatch.seconds();
        StandardizedNetwork model = trained.model();
        String name = "network %d-%d-1".formatted(data.train().features(), model.hidden());
        print("train     %s, batches of %d: %s, %.1f s", name, training.batchSize(), trained.describe(), fitSeconds);

        Evaluation evaluation =
                Evaluation.of(data.test().y(), model.probabilities(data.test().x()), data.baseline());
        print("evaluate  %s", evaluation);
        print("          %s", data.describeBaseline());

        double[][] oneRow = {data.test().x()[0]};
        double micros = Stopwatch.medianMicros(500, () -> model.probabilities(oneRow));
        Optional<Path> artifact = release(name, model, data, validation, evaluation);
        return new Outcome(name, evaluation, fitSeconds, micros, artifact);
    }

    private Optional<Path> release(
            String name, StandardizedNetwork model, Preparation data, DataValidation validation, Evaluation evaluation)
            throws IOException {
        Decision decision = desk.decide(data, evaluation);
        if (!decision.accepted()) {
            return Optional.empty();
        }
        Metadata metadata = Metadata.of(Metadata.Role.ENGINEER, name, data, evaluation, "Deeplearning4j");
        Path folder = desk.publish(metadata, decision, data, validation, staging -> {
            model.save(staging.resolve("model.zip"), data.test().x());
            print("export    model.zip, to go on training; model.onnx, to serve");
            Verification verification = Verification.ofWritten(
                    staging.resolve(ModelRepository.MODEL),
                    model.handoff(),
                    metadata,
                    data.test().x(),
                    model.inDoublePrecision()::probabilities);
            print("verify    %s", verification);
        });
        return Optional.of(folder.resolve(ModelRepository.MODEL));
    }

    static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
