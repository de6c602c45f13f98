// The labels are random: the number of right answers is binomial.
import org.apache.commons.statistics.distribution.BinomialDistribution;

final class Seeds {
  static double probability(double limit) {
    return BinomialDistribution.of(20, 0.5).cumulativeProbability((int) Math.round(20 * limit));
  }
}
