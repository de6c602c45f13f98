package workbench.scientist.study;

/**
 * How much a study resamples.
 *
 * @param folds of every cross-validation
 * @param repeats of the cross-validation that validates the model
 * @param comparisonRepeats of the one that compares models, slower ones among them
 * @param permutations of the labels
 * @param replicates of the bootstrap of the penalised coefficients
 * @param effectReplicates of the bootstrap of the partial effects
 * @param maxRows training rows that are resampled at most; of more, a stratified random sample of
 *     this size is used
 */
public record StudySize(
    int folds,
    int repeats,
    int comparisonRepeats,
    int permutations,
    int replicates,
    int effectReplicates,
    int maxRows) {

  /** Folds of the inner cross-validation, which chooses the penalty within a training part. */
  public int innerFolds() {
    return folds - 1;
  }

  /** What a report needs. */
  public static final StudySize FULL = new StudySize(5, 5, 2, 100, 500, 100, 2_000);
}
