package workbench.engineer.serving.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Buffers for rows. Small ones are direct and used again: ONNX Runtime reads them in place, and to
 * make one costs microseconds. There are never more of them than requests have been computed at
 * once. Large ones are on the heap, in its budget, and scored part by part.
 */
public final class RowBuffers {

  /** Values of a direct buffer. */
  public static final int DIRECT = 1 << 15;

  private static final int SMALLEST = 1024;

  private final HeapBudget budget;
  private final Queue<FloatBuffer> free = new ConcurrentLinkedQueue<>();

  public RowBuffers(HeapBudget budget) {
    this.budget = budget;
  }

  /**
   * @return empty, with room for so many values
   * @throws Refusal if they do not fit into the memory that is left
   */
  public FloatBuffer take(int values) {
    if (values > DIRECT) {
      budget.reserve(Float.BYTES * values);
      return FloatBuffer.allocate(values);
    }
    FloatBuffer buffer = free.poll();
    return buffer != null && buffer.capacity() >= values
        ? buffer.clear()
        : allocate(Math.max(values, SMALLEST));
  }

  public void giveBack(FloatBuffer buffer) {
    if (buffer.isDirect()) {
      free.offer(buffer);
    } else {
      budget.release(Float.BYTES * buffer.capacity());
    }
  }

  private static FloatBuffer allocate(int values) {
    return ByteBuffer.allocateDirect(Float.BYTES * values)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
