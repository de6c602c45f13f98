package workbench.engineer.serving.protocol;

import java.nio.FloatBuffer;
import java.util.List;
import workbench.model.ColumnValues;

/**
 * A request to infer, checked: everything in it fits the model.
 *
 * @param id null: none given
 * @param rows {@code [n, p]}, row after row, from position to limit; belongs to {@link RowBuffers};
 *     null for a model that takes columns
 * @param columns in the order of the model's inputs, n values each; null for a model that takes one
 *     tensor
 * @param count n
 * @param outputs what to answer, in this order
 */
public record InferenceRequest(
    String id, FloatBuffer rows, List<ColumnValues> columns, int count, List<Output> outputs) {

  /**
   * @param tensor which
   * @param binary as bytes after the JSON, instead of in it
   */
  record Output(Tensor tensor, boolean binary) {}

  static final List<Output> ALL =
      List.of(new Output(Tensor.PROBABILITY, false), new Output(Tensor.LABEL, false));
  static final List<Output> ALL_BINARY =
      List.of(new Output(Tensor.PROBABILITY, true), new Output(Tensor.LABEL, true));
}
