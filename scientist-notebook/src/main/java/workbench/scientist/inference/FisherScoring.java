package workbench.scientist.inference;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;

/**
 * Finds the maximum of a likelihood by Newton's steps, or a certificate that there is none. No
 * answer comes without its certificate:
 *
 * <ul>
 *   <li>A maximum is certified by a step d after which no row's log-odds would have moved by 1 or
 *       more, the information being well-conditioned. The weights {@code w (1 - (1 - w) m)}, w
 *       being the distance of the row's probability from its label and m the move of its margin,
 *       are then above 0 and solve the score equations without a remainder, which they cannot where
 *       the classes are separable: the condition of Albert and Anderson (Biometrika 71, 1984) in
 *       its dual form. Rows whose probability is their label but for rounding are left out of it:
 *       if the remaining rows overlap, all rows do.
 *   <li>A separation is certified by its direction, checked row by row: {@link Separation}.
 * </ul>
 */
final class FisherScoring {

  /** The result. */
  sealed interface Answer permits Maximum, Separation, NoAnswer {}

  /**
   * @param coefficients {@code [k]}
   * @param covariance {@code [k, k]}, the inverse Fisher information
   * @param logLikelihood in nats
   */
  record Maximum(double[] coefficients, double[][] covariance, double logLikelihood)
      implements Answer {}

  /**
   * @param reason half a sentence
   */
  record NoAnswer(String reason) implements Answer {}

  /** Inverse and condition number of the information, scaled to a diagonal of ones. */
  private record Inverse(double[][] matrix, double condition) {}

  private static final int MAX_STEPS = 100;
  private static final int MAX_HALVINGS = 30;

  /**
   * Rounding error of a log-likelihood; near the maximum a step that gains less may seem to lose.
   */
  private static final double ROUNDING = 1e-13;

  /**
   * Largest last step, in log-odds; a step so small is followed by one of about its square, which
   * is rounding.
   */
  private static final double ARRIVED = 1e-6;

  /**
   * Largest log-odds of a row that counts; a row beyond it weighs less than the rounding errors of
   * the others.
   */
  private static final double COUNTS = 35;

  /** Beyond it the standard errors would have lost more than ten of their sixteen digits. */
  private static final double MAX_CONDITION = 1e10;

  /** Damping of a nearly singular information: so much is added to its diagonal of ones. */
  private static final double DAMPING = 1e-10;

  private FisherScoring() {}

  /**
   * Starts from 0, where every row counts: from far out, as another method's descent may end, no
   * step would see in which directions the classes are separable.
   *
   * @param likelihood rows of full rank k
   */
  static Answer maximize(Likelihood likelihood) {
    double[] coefficients = new double[likelihood.coefficients()];
    for (int step = 0; step < MAX_STEPS; step++) {
      Optional<Separation> complete = Separation.complete(likelihood, coefficients);
      if (complete.isPresent()) {
        return complete.get();
      }
      double[][] information = likelihood.information(coefficients);
      Optional<Inverse> exact = inverse(information, 0);
      Optional<Inverse> inverse = exact.or(() -> inverse(information, DAMPING));
      if (inverse.isEmpty()) {
        return new NoAnswer("after " + step + " steps the Fisher information cannot be inverted");
      }
      double[] newton = times(inverse.get().matrix(), likelihood.gradient(coefficients));
      boolean arrived = largestMove(likelihood, coefficients, newton) <= ARRIVED;
      if (arrived && exact.isPresent() && exact.get().condition() <= MAX_CONDITION) {
        return arrived(likelihood, Vectors.plus(coefficients, 1, newton));
      }
      Optional<Separation> separation =
          arrived
              ? Separation.beyond(likelihood, coefficients, COUNTS)
              : Separation.along(likelihood, newton);
      if (separation.isPresent()) {
        return separation.get();
      }
      coefficients = halving(likelihood, coefficients, newton);
    }
    return new NoAnswer("Newton's method did not arrive within " + MAX_STEPS + " steps");
  }

  private static Answer arrived(Likelihood likelihood, double[] near) {
    Optional<Inverse> inverse = inverse(likelihood.information(near), 0);
    if (inverse.isEmpty() || inverse.get().condition() > MAX_CONDITION) {
      return new NoAnswer(
          "the classes are so nearly separable that the standard errors cannot be computed");
    }
    double[] coefficients =
        Vectors.plus(near, 1, times(inverse.get().matrix(), likelihood.gradient(near)));
    return new Maximum(coefficients, inverse.get().matrix(), likelihood.value(coefficients));
  }

  /** The Newton step, halved until the likelihood is not lower, but for the rounding of its sum. */
  private static double[] halving(Likelihood likelihood, double[] coefficients, double[] newton) {
    double before = likelihood.value(coefficients) * (1 + ROUNDING);
    double factor = 1;
    for (int halvings = 0; halvings < MAX_HALVINGS; halvings++) {
      double[] after = Vectors.plus(coefficients, factor, newton);
      if (likelihood.value(after) >= before) {
        return after;
      }
      factor /= 2;
    }
    return coefficients;
  }

  /**
   * Inverts the information after scaling it to a diagonal of ones, and damping it: the library
   * calls a pivot below 1e-14 singular on any scale.
   */
  private static Optional<Inverse> inverse(double[][] information, double damping) {
    int k = information.length;
    double[] scale = IntStream.range(0, k).mapToDouble(j -> Math.sqrt(information[j][j])).toArray();
    if (Arrays.stream(scale).anyMatch(value -> !(value > Double.MIN_NORMAL))) {
      return Optional.empty();
    }
    DenseMatrix scaled = DenseMatrix.createDenseMatrix(information);
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        scaled.set(a, b, information[a][b] / (scale[a] * scale[b]) + (a == b ? damping : 0));
      }
    }
    return scaled
        .choleskyFactorization()
        .map(
            factor -> {
              DenseMatrix inverse = factor.solve(DenseMatrix.createIdentity(k));
              double condition = scaled.twoNorm() * inverse.twoNorm();
              double[][] matrix = inverse.toArray();
              for (int a = 0; a < k; a++) {
                for (int b = 0; b < k; b++) {
                  matrix[a][b] /= scale[a] * scale[b];
                }
              }
              return new Inverse(matrix, condition);
            });
  }

  private static double[] times(double[][] matrix, double[] vector) {
    return DenseMatrix.createDenseMatrix(matrix)
        .leftMultiply(DenseVector.createDenseVector(vector))
        .toArray();
  }

  /** Returns the largest move, by a step, of the log-odds of a row that still counts. */
  private static double largestMove(Likelihood likelihood, double[] coefficients, double[] step) {
    double[] margins = likelihood.margins(coefficients);
    double[] moves = likelihood.margins(step);
    return IntStream.range(0, moves.length)
        .filter(i -> Math.abs(margins[i]) <= COUNTS)
        .mapToDouble(i -> Math.abs(moves[i]))
        .max()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
