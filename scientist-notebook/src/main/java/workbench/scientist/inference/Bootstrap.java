package workbench.scientist.inference;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Quantile;
import workbench.evaluation.Interval;

/**
 * Figures computed again and again on rows drawn with replacement: how they spread is how they
 * would have spread over other samples of the same size. B. Efron, «Bootstrap methods: another look
 * at the jackknife», Annals of Statistics 7, 1979.
 */
public final class Bootstrap {

  private Bootstrap() {}

  /**
   * The percentile interval: the middle 95% of a figure over the draws, which are computed in
   * parallel and are the same for the same seed.
   *
   * @param statistic of n row numbers, some of which occur more than once; thread-safe, never NaN
   * @param n the number of rows
   * @param replicates at least 1; 1000 and more for ends that hardly depend on the seed
   */
  public static Interval percentile(
      ToDoubleFunction<int[]> statistic, int n, int replicates, long seed) {
    return percentile(
        Arrays.stream(seeds(replicates, seed))
            .parallel()
            .mapToDouble(own -> statistic.applyAsDouble(draw(n, own)))
            .toArray());
  }

  /** A seed for each replicate, so that it does not matter which thread draws it. */
  static long[] seeds(int replicates, long seed) {
    return new SplittableRandom(seed).longs(replicates).toArray();
  }

  /** n row numbers drawn with replacement. */
  static int[] draw(int n, long seed) {
    return new SplittableRandom(seed).ints(n, 0, n).toArray();
  }

  /**
   * The percentile interval of figures, with quantiles as NumPy's default has them (definition 7 of
   * R. J. Hyndman and Y. Fan, «Sample quantiles in statistical packages», The American Statistician
   * 50, 1996).
   *
   * @param figures one of each draw, in any order, at least 1
   */
  public static Interval percentile(double[] figures) {
    double[] ends =
        Quantile.withDefaults().with(Quantile.EstimationMethod.HF7).evaluate(figures, 0.025, 0.975);
    return new Interval(ends[0], ends[1]);
  }
}
