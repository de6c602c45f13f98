package workbench.cluster.fit;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import workbench.data.InvalidInput;
import workbench.evaluation.Baseline;
import workbench.evaluation.Evaluation;

/** The figures of {@link Evaluation}, by the same definitions, computed where the rows are. */
final class DistributedEvaluation {

  static final String PROBABILITY = "probability";

  /** Smallest probability of the true class, as in {@link Evaluation#logLoss}. */
  private static final double CLOSEST = Math.ulp(1.0);

  private DistributedEvaluation() {}

  /**
   * @param scored columns {@link LabelledRows#LABEL} and {@value #PROBABILITY}, of the class 1;
   *     both classes
   * @throws InvalidInput if there are more than 2,147,483,647 rows
   */
  static Evaluation of(Dataset<Row> scored, Baseline baseline) {
    Dataset<Row> kept =
        scored.select(LabelledRows.LABEL, PROBABILITY).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Column positive = col(LabelledRows.LABEL).equalTo(1);
      Column p = col(PROBABILITY);
      Column given = when(positive, p).otherwise(lit(1).minus(p));
      Row figures =
          kept.agg(
                  count(lit(1)),
                  sum(when(p.gt(0.5).equalTo(positive), 1).otherwise(0)),
                  avg(log(least(greatest(given, lit(CLOSEST)), lit(1 - CLOSEST)))),
                  avg(when(col(LabelledRows.LABEL).equalTo(baseline.label()), 1).otherwise(0)))
              .first();
      return new Evaluation(
          rows(figures.getLong(0)),
          (int) figures.getLong(1),
          -figures.getDouble(2),
          area(kept),
          figures.getDouble(3));
    } finally {
      kept.unpersist();
    }
  }

  private static int rows(long count) {
    if (count > Integer.MAX_VALUE) {
      throw new InvalidInput(
          "%,d test rows are more than %,d: lower testSize".formatted(count, Integer.MAX_VALUE));
    }
    return (int) count;
  }

  private static double area(Dataset<Row> scored) {
    // Without bins: every different probability is a point of the curve.
    return new BinaryClassificationEvaluator()
        .setLabelCol(LabelledRows.LABEL)
        .setRawPredictionCol(PROBABILITY)
        .setNumBins(0)
        .evaluate(scored);
  }
}
