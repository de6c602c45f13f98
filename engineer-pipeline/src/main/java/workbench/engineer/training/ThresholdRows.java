package workbench.engineer.training;

import java.util.Optional;
import workbench.data.Examples;
import workbench.evaluation.ErrorCost;
import workbench.evaluation.Threshold;

/**
 * The rows of the training set that choose the threshold for a cost: those on which the training
 * validates. If it validates on none, they are held out of the training.
 *
 * @param train the rows for the training, as measured
 * @param held the rows to choose on, as measured; empty if a class has too few rows
 * @param words name of the held rows
 */
public record ThresholdRows(Examples train, Optional<Examples> held, String words) {

  /**
   * @param train the training set
   */
  public static ThresholdRows of(NetworkTraining training, Examples train) {
    Optional<Examples> validation = Optional.ofNullable(training.parts(train).validation());
    if (validation.isPresent()) {
      return new ThresholdRows(train, validation, "validation rows");
    }
    NetworkTraining.Parts parts = training.split(train);
    return new ThresholdRows(
        parts.fit(),
        Optional.ofNullable(parts.validation()),
        "training rows that were held out for it");
  }

  /** The threshold of the trained model. */
  public Threshold threshold(ErrorCost cost, StandardizedNetwork model) {
    return held.map(
            rows ->
                Threshold.of(
                    cost,
                    rows.y(),
                    model.probabilities(rows.x()),
                    "lowest cost on %d %s".formatted(rows.rows(), words)))
        .orElseGet(
            () ->
                Threshold.theoretical(
                    cost,
                    "the one of right probabilities, because a class has fewer than %d training rows"
                        .formatted(NetworkTraining.FEWEST_ROWS)));
  }
}
