package workbench.scientist.study;

/**
 * How much a study resamples.
 *
 * @param folds of every cross-validation
 * @param repeats of the cross-validation that validates the model
 * @param comparisonRepeats of the one that compares models, slower ones among them
 * @param permutations of the labels
 * @param replicates of the bootstrap of the coefficients
 * @param effectReplicates of the bootstrap of the partial effects
 * @param maxRows training rows that are resampled at most; of more a random part, classes in
 *     balance, stands for all
 */
public record StudySize(
    int folds,
    int repeats,
    int comparisonRepeats,
    int permutations,
    int replicates,
    int effectReplicates,
    int maxRows) {

  /** What a report needs. */
  public static final StudySize FULL = new StudySize(5, 5, 2, 100, 500, 100, 2_000);
}
