package workbench.cluster.fit;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import workbench.command.Terminal;
import workbench.data.InvalidInput;
import workbench.data.Standardizer;
import workbench.evaluation.Baseline;
import workbench.evaluation.Evaluation;
import workbench.model.ExportedModel;

/**
 * The scientist's logistic regression, fitted by Spark MLlib.
 *
 * <p>It minimises the same objective as the scientist's, over the coefficients b and the intercept
 * a of the standardised features z:
 *
 * <pre>
 * sum over the rows of ln(1 + exp(-s (a + b.z))) + penalty / 2 * b.b,   s = 1 or -1 by the class
 * </pre>
 *
 * MLlib divides that sum by the number of rows, so the penalty is divided, too. It would penalise
 * the coefficients of features that have the <em>sample</em> standard deviation 1; so the features
 * are standardised here, as the scientist does it, and it is told to penalise their coefficients as
 * they are. Neither penalises the intercept.
 *
 * @param standardizer of p features
 * @param model on standardised features
 */
public record DistributedRegression(Standardizer standardizer, LogisticRegressionModel model) {

  /**
   * Of the slope and of the loss; with it the coefficients agree with Smile's to 1e-7, in 10 to 40
   * iterations.
   */
  private static final double TOLERANCE = 1e-9;

  private static final int MAX_ITERATIONS = 1000;
  private static final String STANDARDIZED = "standardized";
  private static final String PER_CLASS = "per_class";

  /**
   * The rows are read three times: to standardise, to be summed up by MLlib, and to be packed into
   * blocks, which MLlib keeps, in memory as far as that reaches and otherwise on disk, and goes
   * through once or twice an iteration.
   *
   * @param rows as {@link LabelledRows#train}
   * @param count of them
   * @param penalty of the coefficients, in scikit-learn's terms 1/C; 0: none
   * @throws InvalidInput if the coefficients do not settle, as without a penalty where the classes
   *     can be separated
   */
  public static DistributedRegression fit(Dataset<Row> rows, long count, double penalty) {
    Standardizer standardizer = standardizer(rows);
    var regression =
        new LogisticRegression()
            .setFamily("binomial")
            .setRegParam(penalty / count)
            .setStandardization(false)
            .setTol(TOLERANCE)
            .setMaxIter(MAX_ITERATIONS)
            .setProbabilityCol(PER_CLASS);
    regression.setFeaturesCol(STANDARDIZED).setLabelCol(LabelledRows.LABEL);
    try (ProgressBar bar = Terminal.progress("fit", -1)) {
      var passes =
          new SparkListener() {
            @Override
            public void onJobEnd(SparkListenerJobEnd end) {
              bar.step();
            }
          };
      rows.sparkSession().sparkContext().addSparkListener(passes);
      try {
        return settled(standardizer, regression.fit(standardized(rows, standardizer)));
      } finally {
        rows.sparkSession().sparkContext().removeSparkListener(passes);
      }
    }
  }

  private static DistributedRegression settled(
      Standardizer standardizer, LogisticRegressionModel model) {
    if (model.summary().totalIterations() >= MAX_ITERATIONS) {
      throw new InvalidInput(
          "the coefficients do not settle in %,d iterations: raise the penalty"
              .formatted(MAX_ITERATIONS));
    }
    return new DistributedRegression(standardizer, model);
  }

  private static Standardizer standardizer(Dataset<Row> rows) {
    Row summary =
        rows.select(
                Summarizer.metrics("mean", "variance", "count")
                    .summary(col(LabelledRows.FEATURES))
                    .as("summary"))
            .select("summary.mean", "summary.variance", "summary.count")
            .first();
    double[] mean = summary.<Vector>getAs(0).toArray();
    double[] variance = summary.<Vector>getAs(1).toArray();
    double n = summary.getLong(2);
    double[] scale =
        IntStream.range(0, mean.length)
            .mapToDouble(j -> scale(mean[j], Math.sqrt(variance[j] * ((n - 1) / n))))
            .toArray();
    return new Standardizer(mean, scale);
  }

  /** Scale of a column, by the rule of {@link Standardizer#fit}. */
  private static double scale(double mean, double deviation) {
    return deviation <= 1e-12 * Math.abs(mean) ? 1 : deviation;
  }

  private static Dataset<Row> standardized(Dataset<Row> rows, Standardizer standardizer) {
    var transform =
        functions.udf(
            (UDF1<Vector, Vector>) row -> Vectors.dense(standardizer.transform(row.toArray())),
            SQLDataTypes.VectorType());
    return rows.withColumn(STANDARDIZED, transform.apply(col(LabelledRows.FEATURES)));
  }

  /** Returns the coefficients of the standardised features, {@code [p]}. */
  public double[] coefficients() {
    return model.coefficients().toArray();
  }

  public double intercept() {
    return model.intercept();
  }

  /** Returns the number of iterations of the optimiser. */
  public int iterations() {
    return model.summary().totalIterations();
  }

  /**
   * The figures on the test set.
   *
   * @param test as {@link LabelledRows#test}
   * @throws InvalidInput if it has more than 2,147,483,647 rows
   */
  public Evaluation evaluate(Dataset<Row> test, Baseline baseline) {
    Column ofTheClass1 = vector_to_array(col(PER_CLASS), "float64").getItem(1);
    return DistributedEvaluation.of(
        model
            .transform(standardized(test, standardizer))
            .withColumn(DistributedEvaluation.PROBABILITY, ofTheClass1),
        baseline);
  }

  /**
   * MLlib's own probabilities.
   *
   * @param x {@code [n, p]} as measured
   * @return {@code [n]}, of the class 1
   */
  public double[] probabilities(double[][] x) {
    return Arrays.stream(standardizer.transform(x))
        .mapToDouble(z -> model.predictProbability(Vectors.dense(z)).apply(1))
        .toArray();
  }

  /** The same model for the exported model. */
  public ExportedModel exported() {
    return ExportedModel.logisticRegression(standardizer, coefficients(), intercept());
  }
}
