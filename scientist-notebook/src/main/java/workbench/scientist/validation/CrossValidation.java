package workbench.scientist.validation;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import workbench.data.Examples;
import workbench.scientist.fit.Fits;
import workbench.scientist.fit.Learner;
import workbench.scientist.validation.Folds.Fold;

/**
 * A learner fitted on the training part of each fold and scored on its test part.
 *
 * @param folds which rows
 * @param perFold one for each of the folds, in their order
 * @param outOfFold {@code [repeats, n]}, the probability of the class 1 that each row got while it
 *     was in a test part
 */
public record CrossValidation(Folds folds, List<Scores> perFold, double[][] outOfFold) {

  public CrossValidation {
    perFold = List.copyOf(perFold);
  }

  /**
   * The fits run side by side; the result is the same to the bit on every run.
   *
   * @param step called once a fit, {@link #steps} times, from several threads
   * @throws IllegalArgumentException if a test part has one class only, which stratified folds have
   *     not
   */
  public static CrossValidation of(Examples e, Learner learner, Folds folds, Runnable step) {
    List<double[]> probabilities =
        Fits.sideBySide(
            steps(folds),
            i -> {
              double[] p = probabilities(e, learner, folds.folds().get(i));
              step.run();
              return p;
            });
    return of(e, folds, probabilities);
  }

  /**
   * @param probabilities of the class 1, for each fold those of its test rows
   */
  static CrossValidation of(Examples e, Folds folds, List<double[]> probabilities) {
    Scores[] perFold = new Scores[probabilities.size()];
    double[][] outOfFold = new double[folds.repeats()][e.rows()];
    for (int i = 0; i < perFold.length; i++) {
      Fold fold = folds.folds().get(i);
      double[] p = probabilities.get(i);
      perFold[i] = Scores.of(labels(e, fold.test()), p);
      for (int row = 0; row < p.length; row++) {
        outOfFold[fold.repeat()][fold.test()[row]] = p[row];
      }
    }
    return new CrossValidation(folds, List.of(perFold), outOfFold);
  }

  /** Returns how often {@link #of} calls its step: once a fold. */
  public static int steps(Folds folds) {
    return folds.folds().size();
  }

  /** The learner fitted without the test part of a fold: its probabilities there. */
  static double[] probabilities(Examples e, Learner learner, Fold fold) {
    return learner.fit(e.select(fold.train())).probabilities(e.select(fold.test()).x());
  }

  static int[] labels(Examples e, int[] rows) {
    return Arrays.stream(rows).map(row -> e.y()[row]).toArray();
  }

  /** Returns the accuracies of the folds, {@code [k * repeats]}. */
  public double[] accuracies() {
    return each(Scores::accuracy);
  }

  /** Returns the areas under the ROC curves of the folds, {@code [k * repeats]}. */
  public double[] areas() {
    return each(scores -> scores.auc().area());
  }

  public Summary accuracy() {
    return Summary.of(accuracies());
  }

  public Summary logLoss() {
    return Summary.of(each(Scores::logLoss));
  }

  public Summary brier() {
    return Summary.of(each(Scores::brier));
  }

  /** Summarises the areas under the ROC curves of the folds. */
  public Summary auc() {
    return Summary.of(areas());
  }

  /**
   * {@code [n]}, of the first repeat: one probability a row, each by a model that had not seen the
   * row.
   */
  public double[] pooledProbabilities() {
    return outOfFold[0].clone();
  }

  private double[] each(ToDoubleFunction<Scores> figure) {
    return perFold.stream().mapToDouble(figure).toArray();
  }
}
