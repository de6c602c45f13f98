package workbench.scientist.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A direction d along which no row's margin falls and some rise. It is only made of a d that was
 * checked on every row: the margins are above the rounding errors, or they are rounding errors.
 *
 * @param direction {@code [k]}
 * @param complete whether every margin rises
 * @param limit the fit of the rows on the border, whose margins stay; empty if there are none or if
 *     it could not be computed
 */
record Separation(double[] direction, boolean complete, Optional<Limit> limit)
    implements FisherScoring.Answer {

  /**
   * The limit of the fit as the coefficients go to infinity along the direction: the rows off the
   * border have the probability of their class, and the likelihood of the rows on the border has a
   * maximum (C. J. Geyer, «Likelihood inference in exponential families and directions of
   * recession», Electronic Journal of Statistics 3, 2009).
   *
   * @param span {@code [m, k]}, an orthonormal basis of the rows on the border: only sums of
   *     coefficients within it have finite estimates
   * @param maximum in that basis
   * @param border numbers of the rows
   */
  record Limit(double[][] span, FisherScoring.Maximum maximum, int[] border) {

    /** The estimate of a weighted sum of the coefficients; empty if it is not finite. */
    Optional<Estimate> estimate(double[] weights) {
      double[] inside = Arrays.stream(span).mapToDouble(b -> Vectors.dot(b, weights)).toArray();
      double[] outside = weights;
      for (int b = 0; b < span.length; b++) {
        outside = Vectors.plus(outside, -inside[b], span[b]);
      }
      if (Vectors.norm(outside) > ROUNDING * Vectors.norm(weights)) {
        return Optional.empty();
      }
      double variance =
          Vectors.dot(
              inside,
              Arrays.stream(maximum.covariance())
                  .mapToDouble(row -> Vectors.dot(row, inside))
                  .toArray());
      return Optional.of(
          new Estimate(Vectors.dot(inside, maximum.coefficients()), Math.sqrt(variance)));
    }

    /** Restates the limit for rows that were themselves the border of others. */
    private Limit of(int[] rows, List<double[]> basis) {
      double[][] outer =
          Arrays.stream(span)
              .map(
                  weights -> {
                    double[] sum = new double[basis.getFirst().length];
                    for (int b = 0; b < weights.length; b++) {
                      sum = Vectors.plus(sum, weights[b], basis.get(b));
                    }
                    return sum;
                  })
              .toArray(double[][]::new);
      return new Limit(outer, maximum, Arrays.stream(border).map(i -> rows[i]).toArray());
    }
  }

  /**
   * @param value in log-odds
   * @param standardError likewise
   */
  record Estimate(double value, double standardError) {}

  /** Rounding error relative to the length of a weighted sum: less outside the span counts as 0. */
  private static final double ROUNDING = 1e-8;

  /**
   * Largest product that counts as 0, relative to the lengths of row and direction. Between this
   * limit and the next one there is no verdict.
   */
  private static final double ZERO = 1e-10;

  private static final double POSITIVE = 1e-8;

  /**
   * Smallest move, in log-odds, of a row in a separation: a Newton step moves the rows that it
   * tells apart by about 1.
   */
  private static final double MOVED = 0.05;

  /** Largest remainder, of a row or a direction, that counts as 0. */
  private static final double NOTHING = 1e-9;

  /** The direction from 0 to the coefficients, if it has every row on its right side. */
  static Optional<Separation> complete(Likelihood likelihood, double[] coefficients) {
    double[] margins = relativeMargins(likelihood, coefficients);
    return Arrays.stream(margins).allMatch(margin -> margin > POSITIVE)
        ? Optional.of(new Separation(coefficients, true, Optional.empty()))
        : Optional.empty();
  }

  /**
   * The direction of a Newton step, made exact: the rows that it hardly moves are taken for rows in
   * the separating plane, and the direction is projected on the orthogonal complement of these
   * rows. Their own likelihood shows whether these rows can be separated, too.
   *
   * @param step {@code [k]}
   */
  static Optional<Separation> along(Likelihood likelihood, double[] step) {
    double[] moves = likelihood.margins(step);
    if (Arrays.stream(moves).anyMatch(move -> move < -MOVED)
        || Arrays.stream(moves).noneMatch(move -> move > MOVED)) {
      return Optional.empty();
    }
    return orthogonalTo(
        IntStream.range(0, moves.length).filter(i -> moves[i] <= MOVED), likelihood, step);
  }

  /**
   * The direction from 0 to the coefficients, made exact in the same way: the rows within so many
   * log-odds of the plane are taken for rows in it. For coefficients that have run so far along a
   * separation that no Newton step can see it any more.
   *
   * @param coefficients {@code [k]}, a maximum of the likelihood of the rows within
   */
  static Optional<Separation> beyond(Likelihood likelihood, double[] coefficients, double within) {
    double[] margins = likelihood.margins(coefficients);
    return orthogonalTo(
        IntStream.range(0, margins.length).filter(i -> Math.abs(margins[i]) <= within),
        likelihood,
        coefficients);
  }

  /**
   * Finds a separation orthogonal to a vector, and checks it on all rows: in the end each row is in
   * the plane or on its right side, even if the near rows were chosen badly.
   */
  private static Optional<Separation> orthogonalTo(
      IntStream near, Likelihood likelihood, double[] vector) {
    double[] direction = without(vector, span(likelihood, near.toArray()));
    if (Vectors.norm(direction) <= NOTHING * Vectors.norm(vector)) {
      return Optional.empty();
    }
    double[] margins = relativeMargins(likelihood, direction);
    if (Arrays.stream(margins).anyMatch(margin -> Math.abs(margin) > ZERO && margin <= POSITIVE)
        || Arrays.stream(margins).noneMatch(margin -> margin > POSITIVE)) {
      return Optional.empty();
    }
    int[] border =
        IntStream.range(0, margins.length).filter(i -> !(margins[i] > POSITIVE)).toArray();
    return Optional.of(
        border.length == 0
            ? new Separation(direction, true, Optional.empty())
            : extended(likelihood, direction, border, span(likelihood, border)));
  }

  /** Extends a separation to the rows of the border, as far as that can be. */
  private static Separation extended(
      Likelihood likelihood, double[] direction, int[] border, List<double[]> span) {
    Likelihood inside = likelihood.select(border, span.toArray(double[][]::new));
    FisherScoring.Answer answer = FisherScoring.maximize(inside);
    if (answer instanceof Separation further) {
      double[] second = new double[direction.length];
      for (int b = 0; b < span.size(); b++) {
        second = Vectors.plus(second, further.direction()[b], span.get(b));
      }
      return new Separation(
          sum(likelihood, direction, second, border),
          further.complete(),
          further.limit().map(limit -> limit.of(border, span)));
    }
    return new Separation(
        direction,
        false,
        answer instanceof FisherScoring.Maximum maximum
            ? Optional.of(new Limit(span.toArray(double[][]::new), maximum, border))
            : Optional.empty());
  }

  /**
   * Adds so much of the second direction that no row off the border loses more than half of what it
   * has from the first.
   */
  private static double[] sum(
      Likelihood likelihood, double[] first, double[] second, int[] border) {
    double[] gained = likelihood.margins(first);
    double[] changed = likelihood.margins(second);
    Arrays.stream(border).forEach(i -> changed[i] = 0);
    double factor =
        IntStream.range(0, gained.length)
            .filter(i -> changed[i] < 0)
            .mapToDouble(i -> -gained[i] / (2 * changed[i]))
            .min()
            .orElse(1);
    return Vectors.plus(first, Math.min(factor, 1), second);
  }

  /** An orthonormal basis of some rows. */
  private static List<double[]> span(Likelihood likelihood, int[] numbers) {
    List<double[]> span = new ArrayList<>();
    for (int i : numbers) {
      double[] row = likelihood.rows()[i];
      double[] rest = without(row, span);
      double length = Vectors.norm(rest);
      if (length > NOTHING * Vectors.norm(row)) {
        span.add(Arrays.stream(rest).map(value -> value / length).toArray());
      }
    }
    return span;
  }

  /** Removes a vector's part in a span; twice, because of the rounding. */
  private static double[] without(double[] vector, List<double[]> span) {
    double[] rest = vector;
    for (int pass = 0; pass < 2; pass++) {
      for (double[] direction : span) {
        rest = Vectors.plus(rest, -Vectors.dot(rest, direction), direction);
      }
    }
    return rest;
  }

  /**
   * {@code [n]}: the margins as shares of the lengths of row and direction; 0 for a direction of
   * length 0.
   */
  private static double[] relativeMargins(Likelihood likelihood, double[] direction) {
    double length = Vectors.norm(direction);
    double[] margins = likelihood.margins(direction);
    return IntStream.range(0, margins.length)
        .mapToDouble(
            i -> length == 0 ? 0 : margins[i] / (length * Vectors.norm(likelihood.rows()[i])))
        .toArray();
  }
}
