package workbench.scientist.inference;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
 * @param border under quasi-complete separation the rows in the plane and what they tell; empty if
 *     the separation is complete, or if their fit could not be computed
 */
public record Separated(
    boolean complete,
    List<Alias> aliased,
    List<String> directionNames,
    double[] direction,
    Optional<Border> border)
    implements Inference {

  /**
   * The fit of the rows in the plane, which overlap: the limit of the fit of all rows as the
   * coefficients that have no finite estimate grow. The other coefficients have estimates, standard
   * errors and p-values from it.
   *
   * <p>C. J. Geyer, «Likelihood inference in exponential families and directions of recession»,
   * Electronic Journal of Statistics 3, 2009.
   *
   * @param rows in the plane
   * @param rarerRows those of the class that has fewer
   * @param features how many independent features these rows have
   * @param finite the coefficients that have a finite estimate, in their own units; the intercept
   *     is the first if it has one
   */
  public record Border(int rows, int rarerRows, int features, List<Coefficient> finite) {

    public Border {
      finite = List.copyOf(finite);
    }

    /** Returns whether there are at least ten rows of the rarer class for each feature. */
    public boolean hasEnoughRows() {
      return rarerRows >= MaximumLikelihood.ENOUGH_ROWS_PER_FEATURE * features;
    }
  }

  private static final int NAMED = 3;
  private static final double WEIGHTY = 1e-3;

  public Separated {
    aliased = List.copyOf(aliased);
    directionNames = List.copyOf(directionNames);
  }

  /** The coefficients of features that have a finite estimate, in their own units. */
  public List<Coefficient> finite() {
    return border.stream()
        .flatMap(rows -> rows.finite().stream())
        .filter(c -> !c.name().equals(Coefficient.INTERCEPT))
        .toList();
  }

  /** The features whose coefficients have no finite estimate. */
  public List<String> diverging() {
    List<String> finite = finite().stream().map(Coefficient::name).toList();
    return directionNames.stream().skip(1).filter(name -> !finite.contains(name)).toList();
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

  /**
   * Explains separation, the tests that do not exist, and the figures that are reported instead.
   */
  public String explanation() {
    String kind =
        complete
            ? "Complete separation: a weighted sum of the features (most weight: %s) has all rows"
                + " of one class on one side and all rows of the other class on the other side."
            : "Quasi-complete separation: a weighted sum of the features (most weight: %s) has no"
                + " row on the wrong side; some rows lie exactly on the border, the others are"
                + " classified without an error.";
    return kind.formatted(quoted(weightiest()))
        + (finite().isEmpty() ? nothingFinite() : someFinite());
  }

  private static String nothingFinite() {
    return " Larger coefficients then always fit better, without limit: maximum-likelihood"
        + " estimates do not exist (Albert and Anderson 1984). Some programs stop early and"
        + " print numbers, but their standard errors and p-values are meaningless: the standard"
        + " errors grow faster than the estimates, so that the strongest effect looks like none"
        + " (Hauck and Donner 1977). The study reports the penalised fit instead, whose"
        + " coefficients are finite. Their size depends on the penalty, so no odds ratios are"
        + " given.";
  }

  private String someFinite() {
    Border rows = border.orElseThrow();
    return String.format(
        Locale.ROOT,
        " The likelihood grows without limit with the coefficients of %s: they have no finite"
            + " estimate, and a standard error or p-value that a program prints for them is"
            + " meaningless (Albert and Anderson 1984). The other features have estimates, standard"
            + " errors and p-values: those of the %,d rows on the border, to which the fit of all"
            + " rows tends (Geyer 2009).%s",
        quoted(diverging()),
        rows.rows(),
        rows.hasEnoughRows()
            ? ""
            : " With fewer than ten rows of the rarer class per feature they are not reliable.");
  }

  private static String quoted(List<String> names) {
    return names.stream().map("'%s'"::formatted).collect(Collectors.joining(", "));
  }
}
