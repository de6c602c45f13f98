package workbench.cluster.generation;

import java.util.SplittableRandom;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import workbench.data.Generated;

/**
 * Rows of the same distribution as {@link Generated#synthetic}, in any number. Each is drawn by
 * itself, from the seed and its number, so that it is the same row however the work was divided, on
 * every machine. They are not the rows of {@code Generated.synthetic}: those come from one stream
 * of random numbers, which cannot be divided.
 *
 * @param start where the random numbers of row 0 begin; drawn from the seed
 * @param intercept of the model that draws the labels
 * @param coefficients {@code [p]} of that model
 */
public record SyntheticRows(long start, double intercept, double[] coefficients)
    implements MapFunction<Long, Row> {

  /** The number of a row, from 0. */
  public static final String ID = "id";

  /** The column of the class, 0 or 1. */
  public static final String LABEL = "label";

  /**
   * @param features p
   * @param balance the expected share of the class 1, above 0 and below 1
   */
  public static SyntheticRows of(int features, double balance, long seed) {
    Generated.Synthetic model = Generated.synthetic(1, features, balance, seed);
    return new SyntheticRows(
        new SplittableRandom(seed).nextLong(), model.intercept(), model.coefficients());
  }

  /**
   * Columns {@value #ID} (long), {@code x1} to {@code xp} (double) and {@value #LABEL} (int);
   * nothing is drawn yet.
   *
   * @param rows n
   * @param parts number of pieces into which the work is divided into
   */
  public Dataset<Row> draw(SparkSession session, long rows, int parts) {
    return session.range(0, rows, 1, parts).map(this, Encoders.row(schema()));
  }

  @Override
  public Row call(Long id) {
    // This generator steps through its states by a constant near 2^64 divided by the golden ratio:
    // starts as close
    // to
    // each other as row numbers never meet within a row.
    var random = new SplittableRandom(start + id);
    int p = coefficients.length;
    Object[] values = new Object[p + 2];
    double logit = intercept;
    for (int j = 0; j < p; j++) {
      double x = random.nextGaussian();
      logit += coefficients[j] * x;
      values[j + 1] = x;
    }
    values[0] = id;
    values[p + 1] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
    return RowFactory.create(values);
  }

  private StructType schema() {
    StructType schema = new StructType().add(ID, DataTypes.LongType, false);
    for (int j = 1; j <= coefficients.length; j++) {
      schema = schema.add("x" + j, DataTypes.DoubleType, false);
    }
    return schema.add(LABEL, DataTypes.IntegerType, false);
  }
}
