package workbench.exercises;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.scientist.inference.Coefficient;
import workbench.scientist.inference.Inference;
import workbench.scientist.inference.MaximumLikelihood;

/** Odds ratios of {@code sex=male} for «Adelie», alone and given other measurements. */
final class OddsCheck implements Exercise {

  private static final double TOLERANCE = 0.02;
  private static final String SEX = "sex=male";
  private static final List<List<String>> GIVEN =
      List.of(
          List.of(),
          List.of("bill_depth_mm"),
          List.of("body_mass_g"),
          List.of("bill_depth_mm", "body_mass_g"));

  @Override
  public Verdict check(Answer answer) {
    Examples penguins =
        Examples.of(Datasets.load(DatasetOptions.of("penguins", 42)).completeCases());
    StringBuilder ratios = new StringBuilder();
    for (List<String> given : GIVEN) {
      double truth = truth(penguins, given);
      double found = found(answer, penguins, given);
      String question = given.isEmpty() ? "alone" : "given " + String.join(" and ", given);
      if (Math.abs(found - truth) > TOLERANCE * truth) {
        return Verdict.notYet(
            "the odds ratio of %s %s is %.2f, yours is %.2f. %s",
            SEX, question, truth, found, hint(found, truth, truth(penguins, List.of())));
      }
      ratios.append("%s %.2f, ".formatted(question, truth));
    }
    Examples half = everySecond(penguins);
    double truth = truth(half, GIVEN.getLast());
    double found = found(answer, half, GIVEN.getLast());
    if (Math.abs(found - truth) > TOLERANCE * truth) {
      return Verdict.notYet(
          "right for all penguins, but for a half of them your odds ratio is %.2f, which is too %s:"
              + " does your code compute it from its arguments?",
          found, found < truth ? "low" : "high");
    }
    return Verdict.passed(
        "%sfor the same %d penguins: an odds ratio has a meaning only together with the"
            + " measurements that are given",
        ratios, penguins.rows());
  }

  private static double found(Answer answer, Examples penguins, List<String> given) {
    double[] male =
        Arrays.stream(columns(penguins, List.of(SEX))).mapToDouble(row -> row[0]).toArray();
    return answer.number("oddsRatio", male, columns(penguins, given), penguins.y());
  }

  private static Examples everySecond(Examples rows) {
    int[] at = IntStream.range(0, rows.rows()).filter(i -> i % 2 == 0).toArray();
    return new Examples(
        rows.featureNames(),
        Arrays.stream(at).mapToObj(i -> rows.x()[i]).toArray(double[][]::new),
        Arrays.stream(at).map(i -> rows.y()[i]).toArray());
  }

  private static String hint(double found, double truth, double alone) {
    if (Math.abs(found - Math.log(truth)) <= TOLERANCE * Math.abs(Math.log(truth))) {
      return "Is it the coefficient? That is the logarithm of the odds ratio.";
    }
    if (Math.abs(found * truth - 1) <= TOLERANCE) {
      return "Is it the odds ratio of female? It is the inverse of that of male.";
    }
    if (Math.abs(found - alone) <= TOLERANCE * alone) {
      return "It is the odds ratio without anything given: which columns must be in the fit too?";
    }
    return "Is it too close to 1, or per standard deviation? A penalty shrinks coefficients, and a"
        + " standardised column has another unit.";
  }

  private static double truth(Examples penguins, List<String> given) {
    List<String> names = Stream.concat(Stream.of(SEX), given.stream()).toList();
    var fit =
        (MaximumLikelihood)
            Inference.of(new Examples(names, columns(penguins, names), penguins.y()));
    return fit.coefficients().stream()
        .filter(each -> each.name().equals(SEX))
        .mapToDouble(Coefficient::oddsRatio)
        .findFirst()
        .orElseThrow();
  }

  /** {@code [n, names]} */
  private static double[][] columns(Examples penguins, List<String> names) {
    int[] at = names.stream().mapToInt(penguins.featureNames()::indexOf).toArray();
    return Arrays.stream(penguins.x())
        .map(row -> Arrays.stream(at).mapToDouble(j -> row[j]).toArray())
        .toArray(double[][]::new);
  }
}
