package workbench.engineer.training;

/**
 * How the loss went down, epoch by epoch: mean binary cross-entropy, in nats.
 *
 * @param firstEpoch counted from 1; above 1 if a training goes on
 * @param training {@code [epochs]}, of the rows that are fitted, each taken before the step it
 *     belongs to
 * @param validation {@code [epochs]}, of the rows that are kept, after each epoch; empty if none
 *     are kept
 * @param best the epoch whose weights the model has
 */
public record TrainingHistory(int firstEpoch, double[] training, double[] validation, int best) {}
