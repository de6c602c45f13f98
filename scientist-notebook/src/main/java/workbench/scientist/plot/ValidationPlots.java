package workbench.scientist.plot;

import static workbench.scientist.plot.PlotText.decimals;
import static workbench.scientist.plot.PlotText.fitted;
import static workbench.scientist.plot.PlotText.rows;
import static workbench.scientist.plot.PlotText.said;
import static workbench.scientist.plot.PlotText.text;
import static workbench.scientist.plot.PlotValues.finite;
import static workbench.scientist.plot.PlotValues.max;
import static workbench.scientist.plot.PlotValues.min;
import static workbench.scientist.plot.PlotValues.pick;
import static workbench.scientist.plot.PlotValues.same;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import workbench.scientist.plot.Style.Look;

/** Figures of the validation of a model: ROC and calibration curves, resampling and training. */
public final class ValidationPlots {

  private static final int LONGEST_CURVE = 180;
  private static final double FINEST = 1.0 / 300;

  private ValidationPlots() {}

  /**
   * One line of {@link #roc}.
   *
   * @param falsePositiveRate ascending
   * @param truePositiveRate ascending
   */
  public record Curve(String name, double[] falsePositiveRate, double[] truePositiveRate) {

    public Curve {
      same(falsePositiveRate.length, truePositiveRate.length);
    }

    /** Computes the area under the curve by the trapezoidal rule. */
    double area() {
      return IntStream.range(1, falsePositiveRate.length)
          .mapToDouble(
              i ->
                  (falsePositiveRate[i] - falsePositiveRate[i - 1])
                      * (truePositiveRate[i] + truePositiveRate[i - 1])
                      / 2)
          .sum();
    }
  }

  /**
   * The share of the class 1 that is found against the share of the class 0 that is taken for it,
   * and chance.
   */
  public static Plot roc(List<Curve> curves) {
    String title = "ROC curve (area)";
    String alternative =
        "Receiver operating characteristic: area under the curve "
            + curves.stream()
                .map(curve -> said("%s %s", curve.name(), decimals(3, curve.area())))
                .collect(Collectors.joining("; "))
            + "; chance 0.500.";
    return new Plot(
        title,
        alternative,
        () -> {
          Figure figure =
              new Figure(
                  title,
                  Axis.exactly("false positive rate", -0.02, 1.02),
                  Axis.exactly("true positive rate", -0.02, 1.02),
                  Style.WIDTH,
                  500 + (curves.size() > 2 ? Style.ROW_HEIGHT * (curves.size() + 1) : 0));
          for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            int[] corners = corners(curve);
            figure.curve(
                said(
                    "%s (%s)",
                    Style.fit(curve.name(), Style.LEGEND, LONGEST_CURVE),
                    decimals(3, curve.area())),
                pick(curve.falsePositiveRate(), corners),
                pick(curve.truePositiveRate(), corners),
                Style.look(i));
          }
          double[] diagonal = {0, 1};
          return figure.line("chance (0.500)", diagonal, diagonal, Style.REFERENCE, Style.DOTTED);
        });
  }

  /**
   * The points where the curve bends, without those that are too close to the one before to be
   * seen.
   */
  private static int[] corners(Curve curve) {
    double[] x = curve.falsePositiveRate();
    double[] y = curve.truePositiveRate();
    int[] corners =
        IntStream.range(0, x.length)
            .filter(
                i ->
                    i == 0
                        || i == x.length - 1
                        || Math.abs(
                                (x[i] - x[i - 1]) * (y[i + 1] - y[i])
                                    - (x[i + 1] - x[i]) * (y[i] - y[i - 1]))
                            > 1e-12)
            .toArray();
    List<Integer> kept = new ArrayList<>();
    int last = -1;
    for (int corner : corners) {
      boolean far = last < 0 || Math.max(x[corner] - x[last], y[corner] - y[last]) >= FINEST;
      if (far || corner == x.length - 1) {
        kept.add(corner);
        last = corner;
      }
    }
    return kept.stream().mapToInt(i -> i).toArray();
  }

  /**
   * Calibration plot: observed share of the class 1 against the predicted probability, by bin.
   *
   * @param lower the lower ends of the intervals of the observed shares
   * @param upper the upper ends
   */
  public static Plot calibration(
      double[] meanProbability, double[] observedShare, double[] lower, double[] upper) {
    same(meanProbability.length, observedShare.length, lower.length, upper.length);
    String title = "Calibration";
    String alternative =
        "Calibration curve: "
            + IntStream.range(0, meanProbability.length)
                .mapToObj(
                    i ->
                        said(
                            "said %s, observed %s",
                            decimals(2, meanProbability[i]), decimals(2, observedShare[i])))
                .collect(Collectors.joining("; "))
            + ".";
    return new Plot(
        title,
        alternative,
        () -> {
          double[] diagonal = {0, 1};
          Look look = Style.look(0);
          Figure figure =
              new Figure(
                  title,
                  Axis.exactly("predicted probability (mean of the bin)", -0.02, 1.02),
                  Axis.exactly("observed share", -0.02, 1.02),
                  Style.WIDTH,
                  480);
          return figure
              .line("perfectly calibrated", diagonal, diagonal, Style.REFERENCE, Style.DOTTED)
              .strokes(
                  null, meanProbability, lower, meanProbability, upper, look.colour(), Style.SOLID)
              .markedLine("model, 95% intervals", meanProbability, observedShare, look);
        });
  }

  /**
   * Confusion matrix as a small table: the darker, the larger the share of the true class.
   *
   * @param counts {@code [true class][predicted class]}
   */
  public static Plot confusion(int[][] counts, List<String> classNames) {
    int k = classNames.size();
    same(k, counts.length);
    String title = "Confusion matrix";
    List<String> sentences = new ArrayList<>();
    for (int truth = 0; truth < k; truth++) {
      same(k, counts[truth].length);
      for (int predicted = 0; predicted < k; predicted++) {
        sentences.add(
            said(
                "%d %s predicted %s",
                counts[truth][predicted], classNames.get(truth), classNames.get(predicted)));
      }
    }
    String alternative = "Confusion matrix: " + String.join("; ", sentences) + ".";
    List<String> rows = classNames.stream().map(name -> "true " + name).toList();
    return new Plot(
        title,
        alternative,
        () -> {
          Figure figure =
              new Figure(
                      title,
                      Axis.names("predicted", fitted(classNames, Style.PLAIN), false),
                      rows(rows),
                      Style.WIDTH,
                      360)
                  .ground(Style.PAPER);
          for (int truth = 0; truth < k; truth++) {
            int of = Arrays.stream(counts[truth]).sum();
            for (int predicted = 0; predicted < k; predicted++) {
              int count = counts[truth][predicted];
              double share = of == 0 ? 0 : count / (double) of;
              figure
                  .cell(predicted, truth, CorrelationHeatMap.colour(share))
                  .text(said("%d (%s%%)", count, decimals(1, 100 * share)), predicted, truth);
            }
          }
          return figure;
        });
  }

  /**
   * Learning curve: training and validation accuracy by the number of training rows.
   *
   * @param rows that were fitted on, ascending
   * @param training accuracies on these rows
   * @param validation accuracies on the validation rows
   * @param baseline the accuracy of always guessing the larger class
   */
  public static Plot learningCurve(
      double[] rows,
      double[] training,
      double[] validation,
      double[] validationLower,
      double[] validationUpper,
      double baseline) {
    same(
        rows.length,
        training.length,
        validation.length,
        validationLower.length,
        validationUpper.length);
    String title = "Learning curve";
    int last = rows.length - 1;
    String alternative =
        rows.length == 0
            ? "Learning curve without points."
            : said(
                "Learning curve: from %s to %s rows the validation accuracy goes from %s to %s; the"
                    + " training accuracy ends at %s; majority class %s.",
                text(rows[0]),
                text(rows[last]),
                decimals(3, validation[0]),
                decimals(3, validation[last]),
                decimals(3, training[last]),
                decimals(3, baseline));
    double[] base = {baseline};
    return new Plot(
        title,
        alternative,
        () -> {
          Axis y =
              Axis.aroundShares(
                  "accuracy", training, validation, validationLower, validationUpper, base);
          return new Figure(title, Axis.around("training rows", rows), y)
              .band(null, rows, validationLower, validationUpper, Style.look(1).colour())
              .markedLine("training", rows, training, Style.look(0))
              .markedLine("validation", rows, validation, Style.look(1))
              .horizontal("majority class", baseline, Style.REFERENCE, Style.DOTTED);
        });
  }

  /**
   * Loss per epoch of a network's training.
   *
   * @param epoch ascending
   * @param training log-loss of the rows that are fitted
   * @param validation log-loss of the validation set; empty if there is none
   * @param best the epoch whose weights were taken
   */
  public static Plot training(double[] epoch, double[] training, double[] validation, double best) {
    same(epoch.length, training.length);
    if (validation.length > 0) {
      same(epoch.length, validation.length);
    }
    String title = "Training of the network";
    int last = epoch.length - 1;
    String alternative =
        epoch.length == 0
            ? "Training without epochs."
            : said(
                "Training: from epoch %s to %s the log-loss of the training rows goes from %s to"
                    + " %s%s; weights of epoch %s.",
                text(epoch[0]),
                text(epoch[last]),
                decimals(3, training[0]),
                decimals(3, training[last]),
                validation.length == 0
                    ? ""
                    : said(
                        ", that of the validation rows from %s to %s",
                        decimals(3, validation[0]), decimals(3, validation[last])),
                text(best));
    return new Plot(
        title,
        alternative,
        () -> {
          double[] shown = validation.length == 0 ? new double[0] : epoch;
          return new Figure(
                  title, Axis.around("epoch", epoch), Axis.around("log-loss", training, validation))
              .curve("training", epoch, training, Style.look(0))
              .curve("validation", shown, validation, Style.look(1))
              .vertical("kept", best, Style.REFERENCE, Style.DASHED);
        });
  }

  /**
   * Permutation test of a cross-validated score.
   *
   * @param observed the score with the labels as they are, from 0 to 1
   * @param permuted the scores with shuffled labels
   * @param chance the score of a model that has learned nothing
   */
  public static Plot permutation(double observed, double[] permuted, double chance) {
    String title = "Shuffled labels";
    double[] values = finite(permuted);
    long reached = Arrays.stream(values).filter(value -> value >= observed).count();
    String alternative =
        said(
            "Permutation test: observed score %s; %d of %d shuffles reach it%s; chance %s.",
            decimals(3, observed),
            reached,
            values.length,
            values.length == 0
                ? ""
                : said(
                    ", they range from %s to %s",
                    decimals(3, min(values)), decimals(3, max(List.of(values)))),
            decimals(3, chance));
    double[] lines = {observed, chance};
    return new Plot(
        title,
        alternative,
        () -> {
          Axis x = Axis.aroundShares("score, mean over the folds", values, lines);
          if (values.length == 0) {
            return new Figure(title, x, Axis.upFrom0("shuffles (%)", 0)).note("no shuffles");
          }
          Bins bins = Bins.of(values);
          double[] percentages = bins.percentages(values);
          return new Figure(title, x, Axis.upFrom0("shuffles (%)", max(List.of(percentages))))
              .area(
                  "shuffled labels",
                  bins.outlineX(),
                  Bins.outlineY(percentages),
                  Style.translucent(Style.BLUE),
                  Style.BLUE,
                  Style.SOLID)
              .vertical("chance", chance, Style.REFERENCE, Style.DOTTED)
              .vertical("observed", observed, Style.VERMILLION, Style.DASHED);
        });
  }

  /**
   * The cross-validated log-loss of each penalty, on a logarithmic axis.
   *
   * @param lambda ascending, above 0
   * @param lower the lower ends of the strokes around each log-loss
   * @param upper the upper ends
   * @param chosen the penalty that was taken
   */
  public static Plot penalty(
      double[] lambda, double[] logLoss, double[] lower, double[] upper, double chosen) {
    same(lambda.length, logLoss.length, lower.length, upper.length);
    String title = "Choice of the penalty";
    String alternative =
        said(
            "Log-loss by penalty: chosen %s%s.",
            text(chosen),
            IntStream.range(0, lambda.length)
                .mapToObj(i -> said("; %s at %s", decimals(3, logLoss[i]), text(lambda[i])))
                .collect(Collectors.joining()));
    return new Plot(
        title,
        alternative,
        () -> {
          Axis y = Axis.around("log-loss", logLoss, lower, upper);
          return new Figure(title, Axis.logarithmic("penalty λ", lambda), y)
              .strokes(null, lambda, lower, lambda, upper, Style.BLUE, Style.SOLID)
              .markedLine("mean of the folds", lambda, logLoss, Style.look(0))
              .vertical("chosen", chosen, Style.VERMILLION, Style.DASHED);
        });
  }
}
