package workbench.exercises;

import java.util.Arrays;
import java.util.stream.IntStream;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.evaluation.Evaluation;
import workbench.model.ExportedModel;
import workbench.model.Metadata;
import workbench.model.OnnxScorer;
import workbench.scientist.fit.StandardizedRegression;

/** An exported model that must answer as the fitted one: on test rows and on extreme ones. */
final class SkewCheck implements Exercise {

  /** The largest difference of a probability; single precision leaves about 1e-7. */
  private static final double TOLERANCE = 1e-6;

  /** The extreme rows are the test rows, stretched from the mean by this factor. */
  private static final double STRETCH = 10;

  @Override
  public Verdict check(Answer answer) {
    var data = Preparation.of(Datasets.load(DatasetOptions.of("breast-cancer", 42)), 0.2, 42);
    var model = StandardizedRegression.fit(data.train().x(), data.train().y());
    double[] mean = model.standardizer().mean();
    double[] all = model.regression().coefficients();
    double[] weights = Arrays.copyOf(all, mean.length);
    ExportedModel exported =
        answer.call(
            ExportedModel.class,
            "export",
            mean,
            model.standardizer().scale(),
            weights,
            all[mean.length]);
    double[][] rows = data.test().x();
    double[][] extremes =
        Arrays.stream(rows)
            .map(
                row ->
                    IntStream.range(0, row.length)
                        .mapToDouble(j -> mean[j] + STRETCH * (row[j] - mean[j]))
                        .toArray())
            .toArray(double[][]::new);
    var evaluation = Evaluation.of(data.test().y(), model.probabilities(rows), data.baseline());
    var metadata = Metadata.of(Metadata.Role.SCIENTIST, "regression", data, evaluation, "Smile");
    try (var scorer = OnnxScorer.of(exported.toOnnx(metadata), "your export")) {
      double[] p = scorer.probabilities(rows);
      double difference = difference(p, model.probabilities(rows));
      double extreme = difference(scorer.probabilities(extremes), model.probabilities(extremes));
      double accuracy = Evaluation.of(data.test().y(), p, data.baseline()).accuracy();
      return Math.max(difference, extreme) > TOLERANCE
          ? Verdict.notYet(
              "probabilities differ by up to %.2g on the test rows and %.2g on extreme rows;"
                  + " accuracy %.3f, that of the fitted model %.3f. Clients send the features as"
                  + " measured: which two numbers per feature does the export need?",
              difference, extreme, accuracy, evaluation.accuracy())
          : Verdict.passed(
              "probabilities differ by at most %.1e; accuracy %.3f: training and service now"
                  + " prepare rows alike",
              Math.max(difference, extreme), accuracy);
    } catch (IllegalArgumentException | InvalidInput e) {
      return Verdict.notYet("the export cannot be used: %s", e.getMessage());
    }
  }

  private static double difference(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElse(0);
  }
}
