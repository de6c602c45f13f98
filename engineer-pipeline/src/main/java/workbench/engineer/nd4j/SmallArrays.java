package workbench.engineer.nd4j;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BroadcastOp;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.ReduceOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner;

/**
 * Computes the operations of a dense network in Java where the arrays are small, and four of them
 * where they are large and without gaps in memory: bias, sum of the rows, gradient of relu, clip. A
 * training step of the sample's network has 44 operations, and below some thousand numbers it takes
 * longer to hand one to the native code than to do its work. All else goes to the native code:
 * other operations, types and ranks, and large arrays. ND4J makes one of these by itself: {@code
 * .mvn/java.flags} names it in the property {@code opexec}.
 */
public final class SmallArrays extends NativeOpExecutioner {

  /** Numbers in an array from which on the native code is faster. */
  private static final int LARGE = 1024;

  /** The same for operations on whole rows, which have a loop of their own. */
  private static final int LARGE_ROWS = 1 << 18;

  /** Rows that a loop takes at once, so that it is long enough for the processor's vectors. */
  private static final int ROWS = 16;

  /** Multiplications of a matrix product from which on the native code is faster. */
  private static final int LARGE_PRODUCT = 20_000;

  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  private interface Function {
    float of(float a, float b);
  }

  /** An operation on one array; b is its scalar, if it has one. */
  private static final Map<String, Function> OF_ONE =
      Map.of(
          "old_assign", (a, b) -> a,
          "sigmoid", (a, b) -> sigmoid(a),
          "log", (a, b) -> (float) Math.log(a),
          "timesoneminus", (a, b) -> a * (1 - a),
          "relu", (a, b) -> a < b ? b : a,
          "add_scalar", (a, b) -> a + b,
          "rsub_scalar", (a, b) -> b - a,
          "div_scalar", (a, b) -> a / b);

  /**
   * An operation on two arrays of the same shape. Those that end in bp take what came in on the way
   * forth and the gradient on the way back.
   */
  private static final Map<String, Function> OF_TWO =
      Map.of(
          "add", (a, b) -> a + b,
          "subtract", (a, b) -> a - b,
          "multiply", (a, b) -> a * b,
          "divide", (a, b) -> a / b,
          "relu_bp", (a, b) -> a > 0 ? b : 0,
          "sigmoid_bp", (a, b) -> b * sigmoid(a) * (1 - sigmoid(a)));

  private static float sigmoid(float a) {
    return (float) (1 / (1 + Math.exp(-a)));
  }

  @Override
  public INDArray exec(Op op) {
    Function function = op.y() == null ? OF_ONE.get(op.opName()) : null;
    return function != null && !(op instanceof ScalarOp) && ofOne(function, op, 0)
        ? op.z()
        : super.exec(op);
  }

  @Override
  public INDArray exec(ScalarOp op) {
    Function function = op.y() == null && op.dimensions() == null ? OF_ONE.get(op.opName()) : null;
    return function != null && ofOne(function, op, op.scalar().getFloat(0))
        ? op.z()
        : super.exec(op);
  }

  private static boolean ofOne(Function function, Op op, float scalar) {
    boolean small = small(op.x()) && small(op.z()) && op.x().equalShapes(op.z());
    if (small) {
      float[] values = read(op.x());
      for (int i = 0; i < values.length; i++) {
        values[i] = function.of(values[i], scalar);
      }
      write(values, op.z());
    }
    return small;
  }

  /** A bias is added to every row. */
  @Override
  public INDArray exec(BroadcastOp op) {
    INDArray x = op.x();
    INDArray bias = op.y();
    if (!op.opName().equals("broadcastadd")
        || !inRows(x)
        || !small(bias)
        || x.rank() != 2
        || bias.rank() != 1
        || bias.length() != x.size(1)
        || !inRows(op.z())
        || !x.equalShapes(op.z())
        || op.getDimension().length != 1
        || op.getDimension()[0] != 1) {
      return super.exec(op);
    }
    float[] of = read(bias);
    float[] added = new float[of.length * ROWS];
    for (int j = 0; j < added.length; j++) {
      added[j] = of[j % of.length];
    }
    MemorySegment from = memory(x);
    MemorySegment to = memory(op.z());
    int length = (int) x.length();
    for (int start = 0; start < length; start += added.length) {
      int numbers = Math.min(added.length, length - start);
      for (int j = 0; j < numbers; j++) {
        to.setAtIndex(FLOAT, start + j, from.getAtIndex(FLOAT, start + j) + added[j]);
      }
    }
    return op.z();
  }

  /** The rows are summed up for the gradient of a bias. */
  @Override
  public INDArray exec(ReduceOp op) {
    INDArray x = op.x();
    if (!op.opName().equals("reduce_sum")
        || !inRows(x)
        || !small(op.z())
        || x.rank() != 2
        || op.z().length() != x.size(1)
        || op.dimensions().length() != 1
        || op.dimensions().getInt(0) != 0) {
      return super.exec(op);
    }
    float[] sums = new float[(int) x.size(1)];
    float[] parts = new float[sums.length * ROWS];
    MemorySegment from = memory(x);
    int length = (int) x.length();
    for (int start = 0; start < length; start += parts.length) {
      int numbers = Math.min(parts.length, length - start);
      for (int j = 0; j < numbers; j++) {
        parts[j] += from.getAtIndex(FLOAT, start + j);
      }
    }
    for (int j = 0; j < parts.length; j++) {
      sums[j % sums.length] += parts[j];
    }
    write(sums, op.z());
    return op.z();
  }

  @Override
  public INDArray[] exec(CustomOp op) {
    List<INDArray> in = op.inputArguments();
    List<INDArray> out = op.isInplaceCall() ? in.subList(0, 1) : op.outputArguments();
    boolean done =
        out.size() == 1
            && (rows(op, in, out.get(0))
                || in.stream().allMatch(SmallArrays::small)
                    && small(out.get(0))
                    && custom(op, in, out.get(0)));
    return done ? op.outputArguments().toArray(INDArray[]::new) : super.exec(op);
  }

  /** The gradient of relu, and a clip. */
  private static boolean rows(CustomOp op, List<INDArray> in, INDArray out) {
    String name = op.opName();
    boolean clip = name.equals("clipbyvalue");
    if (!clip && !name.equals("relu_bp")
        || !inRows(out)
        || !in.stream().allMatch(a -> inRows(a) && a.equalShapes(out))) {
      return false;
    }
    MemorySegment from = memory(in.get(0));
    MemorySegment to = memory(out);
    int length = (int) out.length();
    if (clip) {
      float least = (float) op.tArgs()[0];
      float most = (float) op.tArgs()[1];
      for (int i = 0; i < length; i++) {
        to.setAtIndex(FLOAT, i, Math.min(Math.max(from.getAtIndex(FLOAT, i), least), most));
      }
    } else {
      MemorySegment gradient = memory(in.get(1));
      for (int i = 0; i < length; i++) {
        int bits = from.getAtIndex(INT, i);
        int positive = (-bits & ~bits) >> 31;
        to.setAtIndex(INT, i, gradient.getAtIndex(INT, i) & positive);
      }
    }
    return true;
  }

  private static boolean custom(CustomOp op, List<INDArray> in, INDArray out) {
    if (op.opName().equals("matmul")) {
      return product(op, in.get(0), in.get(1), out);
    }
    Function function = OF_TWO.get(op.opName());
    if (function == null || !in.get(0).equalShapes(in.get(1)) || !in.get(0).equalShapes(out)) {
      return false;
    }
    float[] a = read(in.get(0));
    float[] b = read(in.get(1));
    for (int i = 0; i < a.length; i++) {
      a[i] = function.of(a[i], b[i]);
    }
    write(a, out);
    return true;
  }

  private static boolean product(CustomOp op, INDArray left, INDArray right, INDArray out) {
    if (left.rank() != 2
        || right.rank() != 2
        || out.rank() != 2
        || op.tArgs()[0] != 1
        || op.tArgs()[1] != 0
        || op.iArgs()[2] != 0) {
      return false;
    }
    INDArray a = op.iArgs()[0] == 1 ? left.transpose() : left;
    INDArray b = op.iArgs()[1] == 1 ? right.transpose() : right;
    int rows = (int) a.size(0);
    int inner = (int) a.size(1);
    int columns = (int) b.size(1);
    if ((long) rows * inner * columns > LARGE_PRODUCT) {
      return false;
    }
    float[] x = read(a);
    float[] y = read(b);
    float[] sums = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < inner; k++) {
        float factor = x[i * inner + k];
        for (int j = 0; j < columns; j++) {
          sums[i * columns + j] += factor * y[k * columns + j];
        }
      }
    }
    write(sums, out);
    return true;
  }

  private static boolean small(INDArray array) {
    return array != null
        && array.dataType() == DataType.FLOAT
        && (array.rank() == 1 || array.rank() == 2)
        && array.length() > 0
        && array.length() < LARGE;
  }

  /** Whether the numbers are in memory without gaps, row after row. */
  private static boolean inRows(INDArray array) {
    return array != null
        && array.dataType() == DataType.FLOAT
        && array.length() > 0
        && array.length() < LARGE_ROWS
        && (array.rank() == 1 || array.rank() == 2 && array.stride(0) == array.size(1))
        && array.stride(-1) == 1;
  }

  @SuppressWarnings("restricted")
  private static MemorySegment memory(INDArray array) {
    return MemorySegment.ofAddress(array.data().addressPointer().address())
        .reinterpret(array.length() * 4);
  }

  /** Copies the values row after row. */
  private static float[] read(INDArray array) {
    float[] values = new float[(int) array.length()];
    FloatIndexer memory = (FloatIndexer) array.data().indexer();
    int columns = (int) array.size(-1);
    long down = array.rank() == 2 ? array.stride(0) : 0;
    long across = array.stride(-1);
    for (int i = 0, start = 0; start < values.length; i++, start += columns) {
      for (int j = 0; j < columns; j++) {
        values[start + j] = memory.get(i * down + j * across);
      }
    }
    return values;
  }

  private static void write(float[] values, INDArray array) {
    FloatIndexer memory = (FloatIndexer) array.data().indexer();
    int columns = (int) array.size(-1);
    long down = array.rank() == 2 ? array.stride(0) : 0;
    long across = array.stride(-1);
    for (int i = 0, start = 0; start < values.length; i++, start += columns) {
      for (int j = 0; j < columns; j++) {
        memory.put(i * down + j * across, values[start + j]);
      }
    }
  }
}
