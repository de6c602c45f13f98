package workbench.engineer.training;

/**
 * Loss per epoch: mean binary cross-entropy, in nats.
 *
 * @param firstEpoch counted from 1; above 1 if a training goes on
 * @param training {@code [epochs]}, of the rows that are fitted, each taken before the step it
 *     belongs to
 * @param validation {@code [epochs]}, of the validation set, after each epoch; empty if there is
 *     none
 * @param best the epoch whose weights the model has
 */
public record TrainingHistory(int firstEpoch, double[] training, double[] validation, int best) {}
