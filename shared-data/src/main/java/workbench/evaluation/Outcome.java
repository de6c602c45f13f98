package workbench.evaluation;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Result of a role's workflow.
 *
 * @param model kind of the model, in words
 * @param evaluation on the test set
 * @param fitSeconds wall time of the fit alone
 * @param predictionMicros wall time of the prediction for one row, the median of many, in
 *     microseconds
 * @param artifact the file of the exported model; empty if the release gate refused the model
 */
public record Outcome(
    String model,
    Evaluation evaluation,
    double fitSeconds,
    double predictionMicros,
    Optional<Path> artifact) {}
