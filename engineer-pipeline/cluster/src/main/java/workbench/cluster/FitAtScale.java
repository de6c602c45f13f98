package workbench.cluster;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import workbench.cluster.fit.CoefficientTable;
import workbench.cluster.fit.DistributedRegression;
import workbench.cluster.fit.InputRows;
import workbench.cluster.fit.LabelledRows;
import workbench.cluster.fit.Prototype;
import workbench.cluster.spark.CsvReadingArguments;
import workbench.cluster.spark.SparkFailure;
import workbench.command.Commands;
import workbench.command.CommonOptions;
import workbench.command.Stages;
import workbench.command.Stopwatch;
import workbench.data.Dataset;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.InvalidInput;
import workbench.data.InvalidOption;
import workbench.data.MissingRows;
import workbench.data.Preparation;
import workbench.data.TrainTestSplit;
import workbench.engineer.release.ReleaseDesk;
import workbench.engineer.training.DataValidation;
import workbench.evaluation.Evaluation;
import workbench.evaluation.Interval;
import workbench.model.Build;
import workbench.model.Metadata;
import workbench.model.ModelRepository;
import workbench.model.OnnxScorer;
import workbench.model.Verification;

/**
 * The scientist's prototype as the engineer's job: the same regression by Spark MLlib, through the
 * release gate.
 */
@Command(
    name = "fit-at-scale",
    description =
        "Fits the scientist's logistic regression with Spark and takes it through the release"
            + " gate.",
    sortOptions = false)
public final class FitAtScale implements Callable<Integer> {

  private static final double TEST_SIZE = 0.2;

  @Option(
      names = "--input",
      paramLabel = "PATH",
      description = "Parquet, or CSV where it ends in .csv")
  private String input;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "data set to use instead of --input (default synthetic)")
  private String dataset;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "rows of dummy (default 100) or synthetic (1000)")
  private Integer rows;

  @Option(
      names = "--features",
      paramLabel = "P",
      description = "features of dummy or synthetic (default 5)")
  private Integer features;

  @Option(
      names = "--balance",
      paramLabel = "SHARE",
      description = "share of class 1 in synthetic (default 0.5)")
  private Double balance;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "seed of the split and of generated rows (default 42)")
  private long seed = 42;

  @Option(
      names = "--testSize",
      paramLabel = "SHARE",
      description = "share of the rows to test on (default 0.2)")
  private double testSize = TEST_SIZE;

  @Option(
      names = "--penalty",
      paramLabel = "LAMBDA",
      description = "1/C in scikit-learn's terms (default the prototype's, or 1 without one)")
  private Double penalty;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "the model's name (default the data set's)")
  private String model;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "folder for the models (default models)")
  private Path models = Path.of("models");

  @Option(names = "--force", description = "release it even if the gate refuses")
  private boolean force;

  @Option(
      names = "--split",
      paramLabel = "KIND",
      description = "grouped: rows with the same features go to one part (default stratified)")
  private String split;

  @Option(
      names = "--missingRows",
      paramLabel = "WAY",
      description =
          "rows with missing values: impute, indicator (impute and mark) or drop (default impute)")
  private String missingRows;

  @Mixin private CsvReadingArguments csv = new CsvReadingArguments();

  @Mixin private ClusterOptions cluster;

  public static void main(String[] args) {
    System.exit(Commands.run(new FitAtScale(), args));
  }

  @Override
  public Integer call() throws IOException {
    if ("?".equals(dataset)) {
      return Commands.list();
    }
    refuseOptions();
    // Everything that can be wrong with options and a small data set is found before Spark starts.
    Optional<Preparation> small = input == null ? Optional.of(load()) : Optional.empty();
    CommonOptions.makeFolder("models", models);
    System.out.println("== The regression at scale");
    var stages = new Stages();
    try (SparkSession session = cluster.open("fit-at-scale", stages)) {
      LabelledRows data =
          small.isPresent()
              ? LabelledRows.of(session, small.get())
              : InputRows.read(
                  session, input, csv.options(), testSize, seed, MissingRows.of(missingRows));
      return fit(data, session.version(), stages);
    } catch (InvalidInput | IOException e) {
      throw e;
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      throw new InvalidInput(
          "the fit failed, no model was released (%s)".formatted(SparkFailure.describe(e)), e);
    }
  }

  private void refuseOptions() {
    if (input != null && (dataset != null || rows != null || features != null || balance != null)) {
      throw new InvalidOption(
          "input",
          input,
          "with it go neither dataset nor rows, features and balance: it has its rows");
    }
    options();
    MissingRows.of(missingRows);
    if (input != null && split != null) {
      throw new InvalidOption(
          "split",
          split,
          "it is for dataset=; the rows of input= are divided by a hash, equal rows together");
    }
    if (!(testSize > 0 && testSize < 1)) {
      throw new InvalidOption("testSize", testSize, "a share above 0 and below 1, such as 0.2");
    }
    if (penalty != null && !(penalty >= 0 && penalty < Double.POSITIVE_INFINITY)) {
      throw new InvalidOption("penalty", penalty, "a number from 0");
    }
    var nothing = new Dataset("nothing", List.of(), "label", List.of("0", "1"), new int[0], "");
    if (model != null && !model.equals(ModelRepository.nameFor(named(nothing)))) {
      throw new InvalidOption(
          "model",
          model,
          "letters, digits, '.', '_' and '-' are accepted, at most 60, the first a letter or a"
              + " digit, the last no '.' or '-'");
    }
  }

  private Preparation load() {
    return Preparation.of(
        Datasets.load(options()),
        testSize,
        seed,
        TrainTestSplit.Kind.of(split),
        MissingRows.of(missingRows));
  }

  /** The same data under the name that the user gave, which is the model's. */
  private Dataset named(Dataset data) {
    return model == null
        ? data
        : new Dataset(
            model,
            data.columns(),
            data.labelName(),
            data.classNames(),
            data.labels(),
            data.sha256(),
            data.notes());
  }

  private int fit(LabelledRows data, String spark, Stages stages) throws IOException {
    Preparation sample = data.sample();
    stages.note("load", data.description());
    sample.dataset().notes().forEach(line -> stages.note("", line));
    stages.note("split", data.splitDescription());
    DataValidation validation = validation(data);
    stages.note("validate", validation.describe());
    Path exported =
        models
            .resolve("handed-over")
            .resolve(ModelRepository.nameFor(named(sample.dataset())) + ".onnx");
    Optional<Prototype> prototype =
        Prototype.read(exported).filter(found -> found.hasTheFeaturesOf(sample, data.rawColumns()));
    double lambda = penalty(prototype, data);

    var stopwatch = new Stopwatch();
    DistributedRegression regression =
        DistributedRegression.fit(data.train(), data.trainRows(), lambda);
    stages.note(
        "fit",
        "%s, %d iterations, %.1f s",
        words(lambda),
        regression.iterations(),
        stopwatch.seconds());
    Evaluation evaluation = regression.evaluate(data.test(), data.baseline());
    stages.note("evaluate", evaluation.toString());
    stages.note(
        "",
        "accuracy %.3f by always answering '%s'; random guessing lands in %s (95%%)",
        evaluation.baseline(),
        sample.dataset().classNames().get(data.baseline().label()),
        Interval.chance(evaluation.rows()));
    if (prototype.isPresent()) {
      compare(prototype.get(), regression, data, stages);
    } else {
      stages.note("prototype", "none in %s", exported);
      stages.note("", howToMakeIt());
    }
    var metadata =
        new Metadata(
                Metadata.Role.ENGINEER,
                words(lambda),
                data.featureNames(),
                sample.dataset().classNames(),
                sample.dataset().name(),
                sample.dataset().sha256(),
                data.splitInWords(),
                seed,
                evaluation,
                libraries(spark),
                Build.revision(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS))
            .with(given())
            .with(data.rawColumns());
    return release(regression, metadata, validation, data, stages);
  }

  /** The options with which the rows were read and split, as {@code release} takes them. */
  private Map<String, String> given() {
    Map<String, String> given = options().asMap();
    if (testSize != TEST_SIZE) {
      given.put("testSize", Double.toString(testSize));
    }
    if (split != null) {
      given.put("split", split);
    }
    if (missingRows != null) {
      given.put("missingRows", missingRows);
    }
    return given;
  }

  private DatasetOptions options() {
    return new DatasetOptions(
        dataset == null ? "synthetic" : dataset,
        rows,
        features,
        balance,
        csv.options().options(),
        seed);
  }

  private static DataValidation validation(LabelledRows data) {
    DataValidation ofSample = DataValidation.of(data.sample());
    if (data.findings().isEmpty()) {
      return ofSample;
    }
    return new DataValidation(
        Stream.concat(
                data.findings().stream(),
                ofSample.findings().isEmpty()
                    ? Stream.of("no duplicate rows, no rare class")
                    : ofSample.findings().stream())
            .toList());
  }

  private int release(
      DistributedRegression regression,
      Metadata metadata,
      DataValidation validation,
      LabelledRows rows,
      Stages stages)
      throws IOException {
    Preparation sample = rows.sample();
    var data =
        new Preparation(
            named(sample.dataset()),
            sample.missingRows(),
            sample.split(),
            sample.columns(),
            sample.train(),
            sample.test(),
            seed,
            sample.kind());
    var desk = new ReleaseDesk(new ModelRepository(models), force);
    double[] probabilities = regression.probabilities(data.test().x());
    return desk.release(
        metadata,
        data,
        probabilities,
        validation,
        stages,
        staging -> {
          Verification verification =
              Verification.ofWritten(
                  staging.resolve(ModelRepository.MODEL),
                  regression.exported().with(rows.rawColumns()),
                  metadata,
                  data,
                  regression::probabilities);
          stages.note("verify", verification.toString());
        });
  }

  private double penalty(Optional<Prototype> prototype, LabelledRows data) {
    if (penalty != null) {
      return penalty;
    }
    return prototype
        .filter(found -> found.isOf(data.sample(), data.rawColumns()))
        .map(found -> found.penalty(data.sample().train()))
        .orElse(1.0);
  }

  private static String words(double lambda) {
    return "logistic regression by Spark MLlib, penalty "
        + new BigDecimal(lambda).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  private static Map<String, String> libraries(String spark) {
    Map<String, String> libraries = new TreeMap<>(Build.libraries());
    libraries.put("Spark MLlib", spark);
    return libraries;
  }

  private String howToMakeIt() {
    return input == null
        ? "with the same data set and seed, this exports it: mvn -q compile exec:exec@scientist"
        : "export one that was fitted on some of these rows, and name it with -Dmodel";
  }

  private static void compare(
      Prototype prototype, DistributedRegression regression, LabelledRows data, Stages stages)
      throws IOException {
    Preparation sample = data.sample();
    stages.note(
        "prototype",
        prototype.file(),
        "by the %s, fitted on %s"
            .formatted(
                prototype.metadata().role().name().toLowerCase(Locale.ROOT),
                prototype.isOf(sample, data.rawColumns())
                    ? "the same rows"
                    : "another split of the rows, %s, seed %d"
                        .formatted(prototype.metadata().split(), prototype.metadata().seed())));
    CoefficientTable.table(sample.train().featureNames(), prototype, regression)
        .forEach(line -> stages.note("", line));
    try (OnnxScorer scorer = OnnxScorer.open(prototype.file())) {
      double[][] x = sample.test().x();
      Evaluation before =
          Evaluation.of(sample.test().y(), scorer.probabilities(sample), sample.baseline());
      Evaluation after =
          Evaluation.of(sample.test().y(), regression.probabilities(x), sample.baseline());
      stages.note(
          "",
          "of the same %,d test rows the prototype gets %,d right (%.4f), the fit at scale %,d"
              + " (%.4f)",
          after.rows(),
          before.correct(),
          before.accuracy(),
          after.correct(),
          after.accuracy());
    }
  }
}
