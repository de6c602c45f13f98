package workbench.engineer.serving;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Direct buffers for rows, used again: ONNX Runtime reads them in place, and to make one costs
 * microseconds. There are never more of them than requests have been computed at once.
 */
final class RowBuffers {

  private static final int SMALLEST = 1024;

  /** A larger one is not kept. */
  private static final int LARGEST = 1 << 16;

  private final Queue<FloatBuffer> free = new ConcurrentLinkedQueue<>();

  /**
   * @return empty, with room for so many values
   */
  FloatBuffer take(int values) {
    FloatBuffer buffer = free.poll();
    return buffer != null && buffer.capacity() >= values
        ? buffer.clear()
        : allocate(Math.max(values, SMALLEST));
  }

  void giveBack(FloatBuffer buffer) {
    if (buffer.capacity() <= LARGEST) {
      free.offer(buffer);
    }
  }

  private static FloatBuffer allocate(int values) {
    return ByteBuffer.allocateDirect(Float.BYTES * values)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
