package workbench.cluster.scoring;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import workbench.evaluation.Threshold;

/**
 * Scores the rows of a partition, in the batches in which Spark reads them: ONNX Runtime gets the
 * columns of the features, and the rows go to the output with the prediction. No row becomes an
 * object.
 *
 * @param model in each executor
 * @param features {@code [p]}, in the order of the model's inputs
 * @param columns the input's columns that go to the output; not copied
 * @param corrupt the column that is set where a line of text could not be divided into cells; -1 if
 *     there is none
 * @param kept the rows that go to the output
 * @param remarks counts values that the model replaces
 */
record RowScoring(
    Broadcast<ScoringModel> model,
    List<Feature> features,
    int[] columns,
    int corrupt,
    Kept kept,
    Remarks remarks)
    implements FlatMapFunction<Iterator<ColumnarBatch>, InternalRow>, Serializable {

  /** The rows that the output has. */
  enum Kept {
    /** Those with an answer: probability, label, name and version of the model. */
    SCORED,
    /** The others: the reason. */
    DEFECTIVE
  }

  /**
   * @param features of the model, in the input
   * @param columns the input's columns that go to the output
   */
  static RowScoring scored(
      Broadcast<ScoringModel> model,
      List<Feature> features,
      ScoringInput input,
      List<String> columns,
      Remarks remarks) {
    int[] positions = columns.stream().mapToInt(input.schema()::fieldIndex).toArray();
    return new RowScoring(model, features, positions, input.corruptColumn(), Kept.SCORED, remarks);
  }

  /**
   * @param features of the model, in the input
   */
  static RowScoring defective(
      Broadcast<ScoringModel> model, List<Feature> features, ScoringInput input, Remarks remarks) {
    int[] all = IntStream.range(0, input.rows().schema().length()).toArray();
    return new RowScoring(model, features, all, input.corruptColumn(), Kept.DEFECTIVE, remarks);
  }

  @Override
  public Iterator<InternalRow> call(Iterator<ColumnarBatch> batches) {
    return new Rows(batches);
  }

  private final class Rows implements Iterator<InternalRow> {

    private final Iterator<ColumnarBatch> batches;
    private final BatchAnswers answers = BatchAnswers.of(model.value().scorer(), features, remarks);
    private final Threshold threshold = model.value().scorer().metadata().threshold();
    private final GenericInternalRow answer;
    private final JoinedRow joined = new JoinedRow();

    private Defect[] defects = new Defect[0];
    private float[] probabilities;
    private ColumnarBatch batch;
    private int rows;
    private int next;

    Rows(Iterator<ColumnarBatch> batches) {
      this.batches = batches;
      this.answer =
          new GenericInternalRow(
              kept == Kept.SCORED
                  ? new Object[] {
                    null, null, UTF8String.fromString(model.value().name()), model.value().version()
                  }
                  : new Object[1]);
    }

    @Override
    public boolean hasNext() {
      while (true) {
        while (next < rows) {
          if ((defects[next] == null) == (kept == Kept.SCORED)) {
            return true;
          }
          next++;
        }
        if (!batches.hasNext()) {
          return false;
        }
        score(batches.next());
      }
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (kept == Kept.SCORED) {
        answer.setFloat(0, probabilities[next]);
        answer.setLong(1, threshold.label(probabilities[next]));
      } else {
        answer.update(0, UTF8String.fromString(defects[next].toString()));
      }
      return joined.apply(batch.getRow(next++), answer);
    }

    private void score(ColumnarBatch read) {
      rows = read.numRows();
      next = 0;
      if (defects.length < rows) {
        defects = new Defect[rows];
      }
      Arrays.fill(defects, 0, rows, null);
      if (corrupt >= 0) {
        noteCorrupt(read.column(corrupt));
      }
      probabilities = answers.of(read, rows, defects);
      batch = new ColumnarBatch(columns(read), rows);
    }

    private void noteCorrupt(ColumnVector column) {
      for (int row = 0; row < rows; row++) {
        if (!column.isNullAt(row)) {
          defects[row] = new Defect(Defect.Kind.LINE, null);
        }
      }
    }

    private ColumnVector[] columns(ColumnarBatch read) {
      return Arrays.stream(columns).mapToObj(read::column).toArray(ColumnVector[]::new);
    }
  }
}
