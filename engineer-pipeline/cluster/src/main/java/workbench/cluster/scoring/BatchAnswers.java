package workbench.cluster.scoring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import workbench.model.ColumnValues;
import workbench.model.OnnxScorer;

/** Gives the columns of a batch to the model, in the form that it takes; of one task. */
sealed interface BatchAnswers {

  /**
   * @param batch rows as Spark read them
   * @param rows number of rows
   * @param defects {@code [rows]}, of each row; set where there was none before
   * @return {@code [rows]}, the probability of the class 1
   */
  float[] of(ColumnarBatch batch, int rows, Defect[] defects);

  static BatchAnswers of(OnnxScorer scorer, List<Feature> features, Remarks remarks) {
    return scorer.takesColumns()
        ? new OfColumns(scorer, features, remarks)
        : new OfTensor(scorer, features.stream().map(NumberFeature.class::cast).toList());
  }

  private static FloatBuffer floats(int values) {
    return ByteBuffer.allocateDirect(Float.BYTES * values)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** All features in one buffer, row after row. */
  final class OfTensor implements BatchAnswers {

    private final OnnxScorer scorer;
    private final List<NumberFeature> features;
    private FloatBuffer buffer = FloatBuffer.allocate(0);

    private OfTensor(OnnxScorer scorer, List<NumberFeature> features) {
      this.scorer = scorer;
      this.features = features;
    }

    @Override
    public float[] of(ColumnarBatch batch, int rows, Defect[] defects) {
      int p = features.size();
      if (buffer.capacity() < rows * p) {
        buffer = floats(rows * p);
      }
      buffer.clear();
      for (int j = 0; j < p; j++) {
        NumberFeature feature = features.get(j);
        feature.read(batch.column(feature.column()), rows, buffer, j, p, defects);
      }
      return scorer.probabilities(buffer.limit(rows * p));
    }
  }

  /** Each raw column on its own: numbers in a buffer, text in an array. */
  final class OfColumns implements BatchAnswers {

    private final OnnxScorer scorer;
    private final List<Feature> features;
    private final Remarks remarks;
    private final FloatBuffer[] buffers;
    private final CategoryFeature.Reader[] readers;

    private OfColumns(OnnxScorer scorer, List<Feature> features, Remarks remarks) {
      this.scorer = scorer;
      this.features = features;
      this.remarks = remarks;
      this.buffers = new FloatBuffer[features.size()];
      this.readers = new CategoryFeature.Reader[features.size()];
    }

    @Override
    public float[] of(ColumnarBatch batch, int rows, Defect[] defects) {
      List<ColumnValues> columns = new ArrayList<>();
      for (int j = 0; j < features.size(); j++) {
        columns.add(
            switch (features.get(j)) {
              case NumberFeature number -> numbers(number, j, batch, rows, defects);
              case CategoryFeature category -> texts(category, j, batch, rows);
            });
      }
      remark(columns, rows, defects);
      return scorer.probabilities(columns);
    }

    private ColumnValues numbers(
        NumberFeature feature, int j, ColumnarBatch batch, int rows, Defect[] defects) {
      if (buffers[j] == null || buffers[j].capacity() < rows) {
        buffers[j] = floats(rows);
      }
      buffers[j].clear();
      feature.read(batch.column(feature.column()), rows, buffers[j], 0, 1, defects);
      return new ColumnValues.Numbers(buffers[j].limit(rows));
    }

    private ColumnValues texts(CategoryFeature feature, int j, ColumnarBatch batch, int rows) {
      if (readers[j] == null) {
        readers[j] = feature.reader();
      }
      return new ColumnValues.Texts(readers[j].read(batch.column(feature.column()), rows));
    }

    private void remark(List<ColumnValues> columns, int rows, Defect[] defects) {
      for (int j = 0; j < columns.size(); j++) {
        long imputed = 0;
        long unknown = 0;
        for (int row = 0; row < rows; row++) {
          if (defects[row] == null) {
            boolean missing =
                switch (columns.get(j)) {
                  case ColumnValues.Numbers(FloatBuffer values) -> Float.isNaN(values.get(row));
                  case ColumnValues.Texts(String[] texts) -> texts[row].isEmpty();
                };
            imputed += missing ? 1 : 0;
            unknown += readers[j] != null && readers[j].isUnknown(row) ? 1 : 0;
          }
        }
        remarks.imputed().get(j).add(imputed);
        remarks.unknown().get(j).add(unknown);
      }
    }
  }
}
