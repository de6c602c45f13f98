package workbench.exercises;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Preparation;
import workbench.engineer.serving.models.DriftWindow;
import workbench.engineer.serving.models.ReferenceDistribution;
import workbench.engineer.serving.models.ReferenceDistribution.Feature;
import workbench.scientist.fit.StandardizedRegression;

/** Drift of exactly one feature: its population stability index, while the accuracy stays. */
final class DriftCheck implements Exercise {

  private static final double NEEDED = 0.95;

  @Override
  public Verdict check(Answer answer) {
    var data = Preparation.of(Datasets.load(DatasetOptions.of("breast-cancer", 42)), 0.2, 42);
    var model = StandardizedRegression.fit(data.train().x(), data.train().y());
    List<Feature> features = ReferenceDistribution.of(data.train()).features();
    double[][] rows =
        Stream.concat(Arrays.stream(data.train().x()), Arrays.stream(data.test().x()))
            .toArray(double[][]::new);
    int[] y =
        IntStream.concat(Arrays.stream(data.train().y()), Arrays.stream(data.test().y())).toArray();
    double[] spread = model.standardizer().scale();
    double[][] requests =
        Arrays.stream(rows)
            .map(row -> answer.call(double[].class, "transform", row, spread))
            .toArray(double[][]::new);
    if (!Arrays.stream(requests).allMatch(row -> row.length == spread.length)) {
      return Verdict.notYet("transform must return %d values for every row", spread.length);
    }
    double[] psi =
        IntStream.range(0, features.size())
            .mapToDouble(j -> index(features.get(j), requests, j))
            .toArray();
    int worst = IntStream.range(0, psi.length).reduce((a, b) -> psi[b] > psi[a] ? b : a).orElse(0);
    long alarms = Arrays.stream(psi).filter(each -> each > DriftWindow.LARGE).count();
    double accuracy =
        IntStream.range(0, y.length).filter(i -> model.predict(requests[i]) == y[i]).count()
            / (double) y.length;
    String largest =
        "the largest PSI is %.2f (%s), the alarm is above %.2f"
            .formatted(psi[worst], features.get(worst).name(), DriftWindow.LARGE);
    if (alarms != 1) {
      return Verdict.notYet(
          "%s: %d of %d features raise an alarm, exactly one should. %s",
          largest,
          alarms,
          psi.length,
          alarms == 0
              ? "How many standard deviations must a value move before its bins fill differently?"
              : "Does your code change one value of the row only?");
    }
    return accuracy < NEEDED
        ? Verdict.notYet(
            "%s, but the accuracy fell to %.3f; %.2f is needed. Is a smaller shift enough?",
            largest, accuracy, NEEDED)
        : Verdict.passed(
            "%s, and the accuracy is still %.3f: the alarm comes before the damage",
            largest, accuracy);
  }

  private static double index(Feature feature, double[][] rows, int j) {
    long[] counts = new long[feature.counts().length];
    for (double[] row : rows) {
      counts[feature.bin((float) row[j])]++;
    }
    return feature.stabilityIndex(counts);
  }
}
