package workbench.scientist.inference;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The classes can be separated by a plane, and so the likelihood has no maximum: it grows for ever
 * as the coefficients go to infinity along a direction d, on which {@code (2y - 1) * (d0 + d.z)} is
 * at least 0 for every row and above 0 for some.
 *
 * <p>A. Albert and J. A. Anderson, «On the existence of maximum likelihood estimates in logistic
 * regression models», Biometrika 71, 1984.
 *
 * @param complete whether it is above 0 for every row; else some rows lie in the plane itself:
 *     quasi-complete separation
 * @param aliased features left out
 * @param directionNames the intercept, then the features that are not aliased
 * @param direction d: of standardised features z, so that the entries can be compared; the largest
 *     of a feature is 1 or -1
 */
public record Separated(
    boolean complete, List<Alias> aliased, List<String> directionNames, double[] direction)
    implements Inference {

  private static final int NAMED = 3;
  private static final double WEIGHTY = 1e-3;

  public Separated {
    aliased = List.copyOf(aliased);
    directionNames = List.copyOf(directionNames);
  }

  /** The features that weigh most in the direction, at most three, the weightiest first. */
  public List<String> weightiest() {
    return IntStream.range(1, direction.length)
        .boxed()
        .filter(j -> Math.abs(direction[j]) > WEIGHTY)
        .sorted(Comparator.comparingDouble(j -> -Math.abs(direction[j])))
        .limit(NAMED)
        .map(directionNames::get)
        .toList();
  }

  /** For a person: what separation is, why nothing can be tested, and what is reported instead. */
  public String explanation() {
    String features =
        weightiest().stream().map("'%s'"::formatted).collect(Collectors.joining(", "));
    String kind =
        complete
            ? "Complete separation: a weighted sum of the features (most weight: %s) has all rows"
                + " of one class on one side and all rows of the other class on the other side."
            : "Quasi-complete separation: a weighted sum of the features (most weight: %s) has no"
                + " row on the wrong side; some rows lie exactly on the border, the others are"
                + " told apart without an error.";
    return kind.formatted(features)
        + " Larger coefficients then always fit better, without limit: maximum-likelihood estimates"
        + " do not exist (Albert and Anderson 1984). Where a program stops and prints numbers none"
        + " the less, its standard errors and p-values are meaningless: the standard errors grow"
        + " faster than the estimates, so that the strongest effect looks like none (Hauck and"
        + " Donner 1977). Reported instead: the penalised fit, whose coefficients are finite. Their"
        + " size depends on the penalty, so no odds are given.";
  }
}
