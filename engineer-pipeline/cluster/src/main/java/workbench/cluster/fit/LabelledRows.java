package workbench.cluster.fit;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import workbench.data.ColumnTransformer;
import workbench.data.Examples;
import workbench.data.Preparation;
import workbench.evaluation.Baseline;

/**
 * Rows to fit and to test on, as many as there are: they stay where Spark has them, apart from a
 * sample.
 *
 * @param train columns {@value #FEATURES}, a vector {@code [p]} as measured, imputed, and {@value
 *     #LABEL}, a double, 0 or 1
 * @param test likewise
 * @param trainRows n
 * @param baseline the majority class of the training set
 * @param sample of both parts, in memory, for steps that need rows at hand, such as the release
 *     gate; small data sets are in it as a whole
 * @param rawColumns encoder and imputer of raw columns, fitted on the training set; empty if the
 *     features are the raw columns: numbers, of which none is missing
 * @param findings facts of all rows that the sample does not show, a sentence each
 * @param description of the data, one printed line
 * @param splitDescription one printed line
 * @param splitInWords as an exported model says it
 */
public record LabelledRows(
    Dataset<Row> train,
    Dataset<Row> test,
    long trainRows,
    Baseline baseline,
    Preparation sample,
    Optional<ColumnTransformer> rawColumns,
    List<String> findings,
    String description,
    String splitDescription,
    String splitInWords) {

  public static final String FEATURES = "features";
  public static final String LABEL = "label";

  static final StructType SCHEMA =
      new StructType()
          .add(FEATURES, SQLDataTypes.VectorType(), false)
          .add(LABEL, DataTypes.DoubleType, false);

  /** A data set that is in memory, with the split that both roles have. */
  public static LabelledRows of(SparkSession session, Preparation data) {
    return new LabelledRows(
        distributed(session, data.train()),
        distributed(session, data.test()),
        data.train().rows(),
        data.baseline(),
        data,
        data.rawColumns(),
        List.of(),
        data.describeData(),
        data.describeSplit(),
        "%d rows to train, %d to test, stratified"
            .formatted(data.train().rows(), data.test().rows()));
  }

  private static Dataset<Row> distributed(SparkSession session, Examples examples) {
    List<Row> rows =
        IntStream.range(0, examples.rows())
            .mapToObj(
                i -> RowFactory.create(Vectors.dense(examples.x()[i]), (double) examples.y()[i]))
            .toList();
    return session.createDataFrame(rows, SCHEMA);
  }

  /** The names of the p features, in their order. */
  public List<String> featureNames() {
    return sample.train().featureNames();
  }
}
