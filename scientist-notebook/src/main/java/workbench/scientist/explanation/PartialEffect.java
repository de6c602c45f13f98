package workbench.scientist.explanation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Quantile;
import workbench.data.Examples;
import workbench.evaluation.Interval;
import workbench.scientist.fit.Fits;
import workbench.scientist.fit.Learner;
import workbench.scientist.inference.Bootstrap;

/**
 * Partial dependence of the predicted probability on one feature: the mean prediction over the
 * training rows when the feature is given one value in all of them and the others stay as they are
 * (partial dependence; Friedman, Annals of Statistics 29, 2001).
 *
 * @param feature its name
 * @param values {@code [points]}, from the 2.5% to the 97.5% quantile of the feature
 * @param probability {@code [points]} of the class 1
 * @param lower {@code [points]}, the end of the 95% bootstrap interval
 * @param upper {@code [points]}
 */
public record PartialEffect(
    String feature, double[] values, double[] probability, double[] lower, double[] upper) {

  private static final int POINTS = 25;
  private static final int MAX_ROWS = 200;
  private static final double[] ENDS = {0.025, 0.975};

  /**
   * @param train {@code [n, p]}; beyond {@value #MAX_ROWS} rows a systematic sample is used
   * @param model fitted on it
   * @param learner that fitted it, for refits on rows drawn with replacement; each fits its imputer
   * @param features column numbers
   * @param replicates number of refits
   * @param step called once a refit
   */
  public static List<PartialEffect> of(
      Examples train,
      Learner.Fitted model,
      Learner learner,
      int[] features,
      int replicates,
      long seed,
      Runnable step) {
    long[] seeds = new SplittableRandom(seed).longs(replicates).toArray();
    List<Learner.Fitted> refits =
        Fits.sideBySide(
            replicates,
            i -> {
              Examples drawn = draw(train, new SplittableRandom(seeds[i]));
              Learner.Fitted refit = learner.fit(drawn);
              step.run();
              return refit;
            });
    Examples imputed = train.imputed();
    double[][] rows = thinned(imputed.x());
    return Arrays.stream(features)
        .mapToObj(feature -> of(imputed, rows, model, refits, feature))
        .toList();
  }

  private static PartialEffect of(
      Examples train,
      double[][] rows,
      Learner.Fitted model,
      List<Learner.Fitted> refits,
      int feature) {
    double[] values = grid(Arrays.stream(train.x()).mapToDouble(row -> row[feature]).toArray());
    double[] probability = new double[values.length];
    double[] lower = new double[values.length];
    double[] upper = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double[][] changed = with(rows, feature, values[i]);
      probability[i] = mean(model, changed);
      double[] spread = refits.stream().mapToDouble(refit -> mean(refit, changed)).toArray();
      Interval middle = Bootstrap.percentile(spread);
      lower[i] = middle.lower();
      upper[i] = middle.upper();
    }
    return new PartialEffect(train.featureNames().get(feature), values, probability, lower, upper);
  }

  /** Draws rows with replacement, and again if a class is missing. */
  private static Examples draw(Examples train, SplittableRandom random) {
    Examples drawn;
    do {
      drawn = train.select(random.ints(train.rows(), 0, train.rows()).toArray());
    } while (Arrays.stream(drawn.y()).distinct().count() < 2);
    return drawn;
  }

  /**
   * Makes a grid with even steps from quantile to quantile; for a feature with two values, those
   * two.
   */
  private static double[] grid(double[] feature) {
    double[] different = Arrays.stream(feature).distinct().sorted().toArray();
    if (different.length == 2) {
      return different;
    }
    double[] ends = Quantile.withDefaults().evaluate(feature, ENDS);
    return IntStream.range(0, POINTS)
        .mapToDouble(i -> ends[0] + (ends[1] - ends[0]) * i / (POINTS - 1))
        .toArray();
  }

  private static double[][] thinned(double[][] x) {
    int every = (x.length + MAX_ROWS - 1) / MAX_ROWS;
    return IntStream.range(0, x.length)
        .filter(i -> i % every == 0)
        .mapToObj(i -> x[i])
        .toArray(double[][]::new);
  }

  private static double[][] with(double[][] rows, int feature, double value) {
    return Stream.of(rows)
        .map(
            row -> {
              double[] changed = row.clone();
              changed[feature] = value;
              return changed;
            })
        .toArray(double[][]::new);
  }

  private static double mean(Learner.Fitted model, double[][] rows) {
    return Arrays.stream(model.probabilities(rows)).average().orElseThrow();
  }
}
