package workbench.engineer.nd4j;

import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.nd4j.nativeblas.OpaqueConstantShapeBuffer;
import org.nd4j.nativeblas.OpaqueDataBuffer;

/**
 * Native calls of ND4J for {@value #TIMES} small arrays, counted in a JVM of its own. The flags of
 * that JVM name this class in the property {@code native.ops}. Otherwise it is the class that ND4J
 * ships.
 */
public final class NativeCalls extends Nd4jCpu {

  static final int TIMES = 1000;

  private final AtomicInteger shapes = new AtomicInteger();
  private final AtomicInteger operations = new AtomicInteger();
  private final AtomicInteger freed = new AtomicInteger();

  @Override
  public OpaqueConstantShapeBuffer shapeBuffer(
      int rank,
      LongPointer shape,
      LongPointer strides,
      int type,
      char order,
      long ews,
      boolean empty) {
    shapes.incrementAndGet();
    return super.shapeBuffer(rank, shape, strides, type, order, ews, empty);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public int execCustomOp2(PointerPointer extra, long hash, Pointer context) {
    operations.incrementAndGet();
    return super.execCustomOp2(extra, hash, context);
  }

  @Override
  public void deleteDataBuffer(OpaqueDataBuffer buffer) {
    freed.incrementAndGet();
    super.deleteDataBuffer(buffer);
  }

  /** Prints the calls for the same shape, those for additions, and those that free an array. */
  public static void main(String[] args) {
    var calls = (NativeCalls) NativeOpsHolder.getInstance().getDeviceNativeOps();
    INDArray a = Nd4j.ones(10, 5);
    INDArray sum = Nd4j.zeros(10, 5);
    int before = calls.shapes.get();
    for (int i = 0; i < TIMES; i++) {
      Nd4j.create(10, 5);
    }
    int shapes = calls.shapes.get() - before;
    before = calls.operations.get();
    for (int i = 0; i < TIMES; i++) {
      Nd4j.getExecutioner().exec(new AddOp(a, a, sum));
    }
    int operations = calls.operations.get() - before;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Nd4j.create(10, 5);
    }
    System.out.printf(
        "shapes %d, operations %d, freed %d%n", shapes, operations, calls.freed.get());
  }
}
