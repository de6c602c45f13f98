package workbench.engineer.keras;

import java.util.Arrays;
import workbench.data.InvalidInput;

/**
 * A weight or an optimizer's variable.
 *
 * @param shape such as {@code [inputs, units]}; empty for one number
 * @param values in c order; not copied
 */
record Tensor(int[] shape, double[] values) {

  /**
   * Checks the shape.
   *
   * @param what as messages name it
   * @return the values
   * @throws InvalidInput if the shape is another one
   */
  double[] values(String what, int... expected) {
    if (!Arrays.equals(shape, expected)) {
      throw new InvalidInput(
          "%s has the shape %s, %s is expected"
              .formatted(what, Arrays.toString(shape), Arrays.toString(expected)));
    }
    return values;
  }

  /** The rows of a matrix; the shape was checked. */
  double[][] rows() {
    double[][] rows = new double[shape[0]][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * shape[1], (i + 1) * shape[1]);
    }
    return rows;
  }
}
