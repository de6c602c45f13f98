package workbench.scientist.study;

/**
 * Numbers of folds, repetitions and resamples of a study.
 *
 * @param folds of every cross-validation
 * @param repeats of the cross-validation that validates the model
 * @param comparisonRepeats of the cross-validation that compares models
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

  /** Folds of the inner cross-validation, which chooses the penalty within a training set. */
  public int innerFolds() {
    return folds - 1;
  }

  /** The numbers for a report. */
  public static final StudySize FULL = new StudySize(5, 5, 2, 100, 500, 100, 2_000);
}
