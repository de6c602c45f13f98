package workbench.scientist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import workbench.command.Stopwatch;
import workbench.data.DatasetOptions;
import workbench.data.InvalidInput;
import workbench.data.Outcome;
import workbench.data.Preparation;
import workbench.handoff.Metadata;
import workbench.handoff.ModelRepository;
import workbench.handoff.Verification;
import workbench.handoff.WholeFile;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.report.StudyReport;
import workbench.scientist.study.Conclusions;
import workbench.scientist.study.Investigation;
import workbench.scientist.study.Study;
import workbench.scientist.study.StudySize;

/** The scientist's workflow: the study, its report, and the model that is handed over. */
public final class ScientistWorkflow {

    private static final String MODEL = "logistic regression";

    private final StudySize size;
    private final Path models;
    private final Path report;

    /**
     * @param size how much is resampled
     * @param models the folder that gets the model, as {@code handed-over/NAME.onnx}
     * @param report the folder that gets the report, as {@code index.html}
     */
    public ScientistWorkflow(StudySize size, Path models, Path report) {
        this.size = size;
        this.models = models;
        this.report = report;
    }

    /**
     * Runs it and prints what it does. Report and model come into their places only when they are complete; what was there
     * before stays until then.
     *
     * @param options of the data set, as it was loaded
     * @throws InvalidInput if a class has too few rows to be resampled
     * @throws IOException if report or model cannot be saved
     */
    public Outcome run(DatasetOptions options, Preparation data) throws IOException {
        Study study = new Investigation(size, ScientistWorkflow::print).of(options, data);
        Metadata metadata = Metadata.of(Metadata.Role.SCIENTIST, MODEL, data, study.evaluation(), "Smile");
        Path page = StudyReport.write(report, study, Conclusions.of(study), options, metadata);
        print("report", "%s (%,d kB)".formatted(page, Files.size(page) / 1000));
        Path file = handOver(study.model(), metadata, data);
        print("hand over", String.format(Locale.ROOT, "%s (%,d bytes)", file, Files.size(file)));

        double[] oneRow = data.test().x()[0];
        double[] posteriori = new double[2];
        double micros = Stopwatch.medianMicros(500, () -> study.model().predict(oneRow, posteriori));
        return new Outcome(MODEL, study.evaluation(), study.fitSeconds(), micros, Optional.of(file));
    }

    /** The file is in its place only once it is verified. */
    private Path handOver(StandardizedRegression model, Metadata metadata, Preparation data) throws IOException {
        Path place = models.resolve("handed-over").resolve(ModelRepository.nameFor(data.dataset()) + ".onnx");
        return WholeFile.write(
                place,
                draft -> print(
                        "verify",
                        Verification.ofWritten(
                                        draft,
                                        model.handoff(),
                                        metadata,
                                        data.test().x(),
                                        model::probabilities)
                                .toString()));
    }

    private static void print(String step, String line) {
        System.out.printf("%-10s%s%n", step, line);
    }
}
