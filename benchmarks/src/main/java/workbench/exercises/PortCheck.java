package workbench.exercises;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.model.Json;

/**
 * Cross-validated accuracies that must equal those of scikit-learn, in {@code port.json}, which
 * {@code benchmarks/python/make_port_fixture.py} writes.
 */
final class PortCheck implements Exercise {

  /** Accuracies are shares of rows, so equal ones differ by rounding only. */
  private static final double TOLERANCE = 1e-9;

  /**
   * Data and scores.
   *
   * @param name of a bundled data set, if there are no rows
   * @param x rows of three features
   * @param scores accuracy of each fold
   * @param mistakes the scores of code with a typical mistake
   */
  private record Case(
      String name, double[][] x, int[] y, double c, double[] scores, List<Mistake> mistakes) {}

  private record Mistake(String question, double[] scores) {}

  private record Cases(List<Case> cases) {}

  @Override
  public Verdict check(Answer answer) {
    Case[] cases = Json.read(Entry.resource("port.json"), Cases.class).cases().toArray(Case[]::new);
    for (Case each : cases) {
      Examples rows =
          each.x().length == 0
              ? Examples.of(Datasets.load(DatasetOptions.of(each.name(), 42)))
              : new Examples(List.of("x1", "x2", "x3"), each.x(), each.y());
      int folds = each.scores().length;
      double[] found =
          answer.call(double[].class, "crossValScore", rows.x(), rows.y(), each.c(), folds);
      if (found.length != folds) {
        return Verdict.notYet(
            "crossValScore must return an accuracy for each of %d folds; yours returns %d numbers",
            folds, found.length);
      }
      if (!same(found, each.scores())) {
        return Verdict.notYet(
            "%s, C=%s: your accuracies are %s; scikit-learn has %s. %s",
            each.name(), each.c(), text(found), text(each.scores()), question(each, found));
      }
    }
    double[] scores = cases[0].scores();
    double mean = Arrays.stream(scores).average().orElseThrow();
    double sd =
        Math.sqrt(Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).average().getAsDouble());
    return Verdict.passed(
        "the accuracies of scikit-learn in all %d cases; on %s with C=%s the mean is %.4f, the"
            + " standard deviation %.4f",
        cases.length, cases[0].name(), cases[0].c(), mean, sd);
  }

  private static String question(Case each, double[] found) {
    return each.mistakes().stream()
        .filter(mistake -> same(found, mistake.scores()))
        .findFirst()
        .map(Mistake::question)
        .orElse("Which rows are in the first fold of StratifiedKFold?");
  }

  private static boolean same(double[] a, double[] b) {
    return IntStream.range(0, a.length).allMatch(i -> Math.abs(a[i] - b[i]) < TOLERANCE);
  }

  private static String text(double[] scores) {
    return Arrays.stream(scores)
        .limit(10)
        .mapToObj(score -> String.format(Locale.ROOT, "%.3f", score))
        .collect(Collectors.joining(" "));
  }
}
