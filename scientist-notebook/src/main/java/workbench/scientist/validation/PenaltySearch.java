package workbench.scientist.validation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.scientist.fit.Fits;
import workbench.scientist.fit.Learner;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.validation.Folds.Fold;

/**
 * Choice of the penalty by cross-validation, and its accuracy by nested cross-validation. An
 * accuracy on the rows that chose the penalty would be too optimistic, so each outer fold chooses
 * its own penalty by an inner cross-validation of its training rows (G. C. Cawley and N. L. C.
 * Talbot, «On over-fitting in model selection and subsequent selection bias in performance
 * evaluation», Journal of Machine Learning Research 11, 2010).
 *
 * @param candidates the inner cross-validation of all rows, the smallest penalty first
 * @param chosen the penalty lambda, 1/C in scikit-learn's terms, with the smallest mean log-loss
 *     there
 * @param nested the outer cross-validation
 * @param chosenPerFold the penalty that each outer fold chose
 */
public record PenaltySearch(
    List<Candidate> candidates, double chosen, CrossValidation nested, List<Double> chosenPerFold) {

  /** Penalties from hardly any to hardly any model left, two a decade. */
  public static final List<Double> GRID =
      List.of(1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1.0, 3.0, 1e1, 3e1, 1e2, 3e2, 1e3, 3e3, 1e4);

  /**
   * One penalty.
   *
   * @param logLoss over the inner folds
   * @param accuracy over the inner folds
   */
  public record Candidate(double lambda, Summary logLoss, Summary accuracy) {}

  /** One cross-validation to choose by: some rows, and folds of them. */
  record Search(Examples rows, Folds folds) {}

  public PenaltySearch {
    candidates = List.copyOf(candidates);
    chosenPerFold = List.copyOf(chosenPerFold);
  }

  /**
   * The fits run side by side; the result is the same to the bit on every run.
   *
   * @param outerK folds to judge by, from 2
   * @param repeats of the outer cross-validation, from 1
   * @param innerK folds to choose by, from 2
   * @param step called once a fit, {@link #steps} times, from several threads
   * @throws InvalidInput if a class has fewer rows than there are outer folds, or in an outer
   *     training part fewer than there are inner ones
   */
  public static PenaltySearch of(
      Examples e, int outerK, int repeats, int innerK, long seed, Runnable step) {
    Folds outer = Folds.of(e, outerK, repeats, seed);
    List<Folds> inner = new ArrayList<>();
    for (Fold fold : outer.folds()) {
      inner.add(Folds.of(e.select(fold.train()), innerK, 1, seed));
    }
    return of(e, GRID, outer, inner, Folds.of(e, innerK, 1, seed), step);
  }

  /**
   * Returns how often {@link #of} calls its step: each penalty in each inner fold, of each outer
   * fold and of all rows; refits.
   */
  public static int steps(int outerK, int repeats, int innerK) {
    return (outerK * repeats + 1) * GRID.size() * innerK + outerK * repeats;
  }

  /** Returns whether a smaller penalty might be better, but was not tried. */
  public boolean choseSmallest() {
    return chosen == candidates.getFirst().lambda();
  }

  /** Returns whether a larger penalty might be better, but was not tried. */
  public boolean choseLargest() {
    return chosen == candidates.getLast().lambda();
  }

  /** A penalty as it is printed: {@code 0.003}, {@code 10000}. */
  public static String text(double lambda) {
    return BigDecimal.valueOf(lambda).stripTrailingZeros().toPlainString();
  }

  /**
   * @param grid of lambda, ascending
   * @param inner of the training part of each outer fold
   * @param all of all rows
   */
  static PenaltySearch of(
      Examples e, List<Double> grid, Folds outer, List<Folds> inner, Folds all, Runnable step) {
    List<Search> searches = new ArrayList<>();
    for (int i = 0; i < inner.size(); i++) {
      searches.add(new Search(e.select(outer.folds().get(i).train()), inner.get(i)));
    }
    searches.add(new Search(e, all));
    List<List<Candidate>> found = search(searches, grid, step);
    List<Candidate> ofAll = found.remove(inner.size());
    List<Double> chosen = found.stream().map(PenaltySearch::choose).toList();
    List<double[]> probabilities =
        Fits.sideBySide(
            inner.size(),
            i -> {
              double[] p =
                  CrossValidation.probabilities(e, learner(chosen.get(i)), outer.folds().get(i));
              step.run();
              return p;
            });
    return new PenaltySearch(
        ofAll, choose(ofAll), CrossValidation.of(e, outer, probabilities), chosen);
  }

  /** The smallest mean log-loss; of equal ones the larger penalty, which is the simpler model. */
  static double choose(List<Candidate> candidates) {
    Candidate best = candidates.get(0);
    for (Candidate candidate : candidates) {
      if (candidate.logLoss().mean() <= best.logLoss().mean()) {
        best = candidate;
      }
    }
    return best.lambda();
  }

  /** All searches at once: the largest penalties take a tenth of the time of the smallest. */
  private static List<List<Candidate>> search(
      List<Search> searches, List<Double> grid, Runnable step) {
    record Fit(Search search, double lambda, Fold fold) {}
    List<Fit> fits = new ArrayList<>();
    for (Search search : searches) {
      for (double lambda : grid) {
        search.folds().folds().forEach(fold -> fits.add(new Fit(search, lambda, fold)));
      }
    }
    List<Scores> scores =
        Fits.sideBySide(
            fits.size(),
            i -> {
              Fit fit = fits.get(i);
              Scores score = score(fit.search().rows(), fit.lambda(), fit.fold());
              step.run();
              return score;
            });
    List<List<Candidate>> found = new ArrayList<>();
    int next = 0;
    for (Search search : searches) {
      int k = search.folds().folds().size();
      List<Candidate> candidates = new ArrayList<>();
      for (double lambda : grid) {
        List<Scores> perFold = scores.subList(next, next += k);
        candidates.add(
            new Candidate(lambda, over(perFold, Scores::logLoss), over(perFold, Scores::accuracy)));
      }
      found.add(candidates);
    }
    return found;
  }

  private static Scores score(Examples rows, double lambda, Fold fold) {
    return Scores.of(
        CrossValidation.labels(rows, fold.test()),
        CrossValidation.probabilities(rows, learner(lambda), fold));
  }

  private static Learner learner(double lambda) {
    return (x, y) -> StandardizedRegression.fit(x, y, lambda);
  }

  private static Summary over(List<Scores> scores, ToDoubleFunction<Scores> figure) {
    return Summary.of(scores.stream().mapToDouble(figure).toArray());
  }
}
