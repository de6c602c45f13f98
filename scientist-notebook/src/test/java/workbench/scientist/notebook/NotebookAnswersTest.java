package workbench.scientist.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import smile.classification.LogisticRegression;
import smile.math.MathEx;
import smile.validation.metric.Accuracy;
import workbench.data.Column;
import workbench.data.Dataset;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.data.MissingRows;
import workbench.data.Preparation;
import workbench.data.TrainTestSplit;
import workbench.evaluation.Interval;
import workbench.scientist.cleaning.CleaningComparison;
import workbench.scientist.cleaning.Leakage;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.inference.BootstrapIntervals;
import workbench.scientist.inference.Inference;
import workbench.scientist.inference.MaximumLikelihood;
import workbench.scientist.inference.Separated;
import workbench.scientist.validation.CrossValidation;
import workbench.scientist.validation.Folds;
import workbench.scientist.validation.RocCurve;

/** The figures of {@code notebooks/ANSWERS.md}, computed as the exercises of the notebooks ask. */
class NotebookAnswersTest {

  private static final Path NOTEBOOKS = Path.of("notebooks");
  private static final Runnable NO_BAR = () -> {};
  private static final Dataset CANCER = Datasets.load(DatasetOptions.of("breast-cancer", 42));
  private static final Dataset PENGUINS = Datasets.load(DatasetOptions.of("penguins", 42));
  private static final double LAMBDA = 3;

  @Test
  void everyExerciseHasAnAnswer() throws IOException {
    String answers = Files.readString(NOTEBOOKS.resolve("ANSWERS.md"));
    for (Path file : Notebook.in(NOTEBOOKS)) {
      String name = file.getFileName().toString();
      String exercises =
          Notebook.read(file).cells().stream()
              .filter(cell -> cell.id().equals("exercises"))
              .findFirst()
              .orElseThrow()
              .source();
      String section = answers.split(Pattern.quote("](" + name + ")"))[1].split("\n## ")[0];
      assertEquals(numbered(exercises), numbered(section), name);
      assertTrue(exercises.contains("(ANSWERS.md)"), name);
    }
  }

  private static long numbered(String text) {
    return text.lines().filter(line -> line.matches("\\d+\\. .*")).count();
  }

  @Test
  void randomData() throws IOException {
    double[] accuracies = repeat(1000, seed -> accuracy(100, seed, false, 1));
    int best = MathEx.whichMax(accuracies);
    says("seed %d with an accuracy of %.2f", best + 1, accuracies[best]);
    says(
        "standard deviation is %.3f instead of %.3f",
        MathEx.stdev(repeat(20, seed -> accuracy(10_000, seed, false, 1))),
        MathEx.stdev(accuracies));
    says(
        "mean of 200 seeds is %.2f",
        MathEx.mean(repeat(200, seed -> accuracy(100, seed, true, 1))));
    // The mean of P(label = best answer) = Phi(|x - 0.5| / 0.3) for x uniform in [0, 1).
    var normal = NormalDistribution.of(0, 1);
    double u = 0.5 / 0.3;
    says(
        "best possible rule has %.2f",
        2
            * (0.5 * normal.cumulativeProbability(u)
                + 0.3 * (normal.density(u) - normal.density(0))));
    says("the largest from %.2f to %.4f", largestCoefficient(1), largestCoefficient(1000));
    says("20 rows: the range is %s", Interval.chance(20));
    says("30 rows it is %s", Interval.chance(30));
  }

  @Test
  void breastCancer() throws IOException {
    double[] accuracies =
        repeat(
            20,
            seed -> {
              Preparation data = Preparation.of(CANCER, 0.2, seed);
              var model = fit(data.train(), LAMBDA);
              return Accuracy.of(
                  data.test().y(),
                  Arrays.stream(data.test().x()).mapToInt(model::predict).toArray());
            });
    says(
        "from %.3f to %.3f, with a standard deviation of %.3f",
        MathEx.min(accuracies), MathEx.max(accuracies), MathEx.stdev(accuracies));

    Examples train = Preparation.of(CANCER, 0.2, 42).train();
    Folds folds = Folds.stratified(train.y(), 5, 2, 42);
    var validation =
        CrossValidation.of(
            train, (x, y) -> StandardizedRegression.fit(x, y, LAMBDA), folds, NO_BAR);
    var roc = RocCurve.of(train.y(), validation.pooledProbabilities());
    int all =
        IntStream.range(0, roc.truePositiveRate().length)
            .filter(i -> roc.truePositiveRate()[i] >= 1)
            .findFirst()
            .orElseThrow();
    long benign = IntStream.of(train.y()).filter(y -> y == 0).count();
    says(
        "false positive rate is %.3f: %d of %d benign rows",
        roc.falsePositiveRate()[all], Math.round(roc.falsePositiveRate()[all] * benign), benign);

    Examples means =
        new Examples(
            train.featureNames().subList(0, 10),
            Arrays.stream(train.x()).map(row -> Arrays.copyOf(row, 10)).toArray(double[][]::new),
            train.y());
    var ofMeans =
        CrossValidation.of(
            means, (x, y) -> StandardizedRegression.fit(x, y, LAMBDA), folds, NO_BAR);
    says("falls from %.3f to %.3f", validation.accuracy().mean(), ofMeans.accuracy().mean());
    assertTrue(Inference.of(means) instanceof MaximumLikelihood);
    says("no longer separated");

    BootstrapIntervals large = BootstrapIntervals.of(train, LAMBDA, 100, 42, NO_BAR);
    BootstrapIntervals small = BootstrapIntervals.of(train, 0.01, 100, 42, NO_BAR);
    for (String name : List.of("mean_radius", "mean_perimeter")) {
      says(
          "`%s`: %s with λ = 3, %s with λ = 0.01",
          name, interval(large, name), interval(small, name));
    }

    int[] shuffled = train.y().clone();
    var random = new Random(42);
    for (int i = shuffled.length - 1; i > 0; i--) {
      MathEx.swap(shuffled, i, random.nextInt(i + 1));
    }
    var noise = new Examples(train.featureNames(), train.x(), shuffled);
    for (double lambda : new double[] {LAMBDA, 1000}) {
      double[] p =
          CrossValidation.of(
                  noise, (x, y) -> StandardizedRegression.fit(x, y, lambda), folds, NO_BAR)
              .pooledProbabilities();
      Arrays.sort(p);
      says(
          "λ = %.0f nine of ten probabilities are between %.2f and %.2f",
          lambda, p[p.length / 20], p[p.length - 1 - p.length / 20]);
    }
  }

  @Test
  void penguins() throws IOException {
    var sex = (Column.Categorical) PENGUINS.column("sex");
    double[] mass = ((Column.Numeric) PENGUINS.column("body_mass_g")).values();
    double[] unknown =
        IntStream.range(0, mass.length)
            .filter(i -> sex.isMissing(i) && !Double.isNaN(mass[i]))
            .mapToDouble(i -> mass[i])
            .toArray();
    says(
        "%d of the eleven have a mass, from %,.0f to %,.0f g",
        unknown.length, MathEx.min(unknown), MathEx.max(unknown));

    var random = new SplittableRandom(42);
    List<Column> columns =
        PENGUINS.columns().stream().map(column -> withHoles(column, random)).toList();
    var holes =
        new Dataset(
            "holes", columns, PENGUINS.labelName(), PENGUINS.classNames(), PENGUINS.labels(), "");
    for (var result : CleaningComparison.of(holes, 5, 4, 1, 42, NO_BAR).results()) {
      if (result.way() != MissingRows.DROP) {
        says(
            "%s: %d of %d incomplete rows",
            result.way().words(), result.incompleteRight(), result.incompleteAnswered());
      }
    }

    for (int keep : new int[] {2, 10, 100}) {
      var leakage = Leakage.of(PENGUINS.labels(), 500, keep, 5, 42, NO_BAR);
      says("%d columns: %.3f instead of %.3f", keep, leakage.leaked(), leakage.honest());
    }

    MaximumLikelihood alone = (MaximumLikelihood) Inference.of(examples("bill_length_mm"));
    MaximumLikelihood both =
        (MaximumLikelihood) Inference.of(examples("bill_length_mm", "bill_depth_mm"));
    for (MaximumLikelihood fit : List.of(alone, both)) {
      var length = fit.coefficients().get(1);
      says(
          "estimate %.2f, standard error %.2f, z %.1f, log-likelihood %.1f",
          length.estimate(), length.standardError(), length.z(), fit.logLikelihood());
    }

    Examples five =
        examples("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "sex");
    assertTrue(Inference.of(five) instanceof Separated separated && separated.complete());
    says("completely separated");
    says("%d rows", five.rows());
  }

  private static Column withHoles(Column column, SplittableRandom random) {
    if (!(column instanceof Column.Numeric numbers) || !column.name().startsWith("bill")) {
      return column;
    }
    double[] values = numbers.values().clone();
    for (int i = 0; i < values.length; i++) {
      if (PENGUINS.labels()[i] == 1 && random.nextDouble() < 0.4) {
        values[i] = Double.NaN;
      }
    }
    return new Column.Numeric(column.name(), values);
  }

  private static Examples examples(String... names) {
    var some =
        PENGUINS.columns().stream()
            .filter(column -> List.of(names).contains(column.name()))
            .toList();
    return Examples.of(
        new Dataset(
                "penguins",
                some,
                PENGUINS.labelName(),
                PENGUINS.classNames(),
                PENGUINS.labels(),
                "")
            .completeCases());
  }

  private static StandardizedRegression fit(Examples train, double lambda) {
    return StandardizedRegression.fit(train.x(), train.y(), lambda);
  }

  private static Interval interval(BootstrapIntervals bootstrap, String name) {
    return bootstrap.entries().stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow()
        .interval();
  }

  /** Runs the notebook's method with a number of rows, a seed, a signal and a penalty. */
  private static double accuracy(int rows, long seed, boolean signal, double lambda) {
    return run(rows, seed, signal, lambda).accuracy();
  }

  private record Run(LogisticRegression.Binomial model, double accuracy) {}

  private static Run run(int rows, long seed, boolean signal, double lambda) {
    var random = new SplittableRandom(seed);
    double[][] x =
        Stream.generate(() -> random.doubles(5).toArray()).limit(rows).toArray(double[][]::new);
    int[] y =
        signal
            ? Arrays.stream(x)
                .mapToInt(row -> row[0] + 0.3 * random.nextGaussian() > 0.5 ? 1 : 0)
                .toArray()
            : random.ints(rows, 0, 2).toArray();
    var split = TrainTestSplit.random(y, 0.2, seed);
    var model =
        LogisticRegression.fit(
            MathEx.slice(x, split.train()),
            MathEx.slice(y, split.train()),
            new LogisticRegression.Options(lambda, 1e-8, 500));
    int[] predicted = model.predict(MathEx.slice(x, split.test()));
    return new Run(
        (LogisticRegression.Binomial) model, Accuracy.of(MathEx.slice(y, split.test()), predicted));
  }

  private static double largestCoefficient(double lambda) {
    double[] all = run(100, 42, false, lambda).model().coefficients();
    return Arrays.stream(all).limit(5).map(Math::abs).max().orElseThrow();
  }

  private static double[] repeat(int seeds, LongToDoubleFunction accuracy) {
    return LongStream.rangeClosed(1, seeds).mapToDouble(accuracy).toArray();
  }

  private static void says(String format, Object... figures) throws IOException {
    String expected = String.format(Locale.ROOT, format, figures);
    String answers = Files.readString(NOTEBOOKS.resolve("ANSWERS.md")).replaceAll("\\s+", " ");
    assertTrue(answers.contains(expected), "ANSWERS.md does not say: " + expected);
  }
}
