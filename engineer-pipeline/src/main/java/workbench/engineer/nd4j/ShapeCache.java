package workbench.engineer.nd4j;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.cpu.nativecpu.DirectShapeInfoProvider;

/**
 * Remembers how ND4J describes an array of a certain shape to its native code. ND4J has a cache for
 * that, but version M2.1 goes past it and asks the native code for the same description again
 * whenever an array or a view is made: a fifth of a training step of a small network. ND4J makes
 * one of these by itself: {@code .mvn/java.flags} names it in the property {@code
 * shapeinfoprovider}.
 */
public final class ShapeCache extends DirectShapeInfoProvider {

  /**
   * A description takes some 200 bytes; a training that has more shapes than this goes past the
   * cache for the rest.
   */
  private static final int MOST = 10_000;

  private final Map<Layout, Pair<DataBuffer, long[]>> known = new ConcurrentHashMap<>();

  private record Layout(
      long[] shape,
      long[] stride,
      long elementWiseStride,
      char order,
      DataType type,
      boolean empty) {

    Layout copy() {
      return new Layout(shape.clone(), stride.clone(), elementWiseStride, order, type, empty);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Layout that
          && elementWiseStride == that.elementWiseStride
          && order == that.order
          && type == that.type
          && empty == that.empty
          && Arrays.equals(shape, that.shape)
          && Arrays.equals(stride, that.stride);
    }

    @Override
    public int hashCode() {
      int hash = 31 * Arrays.hashCode(shape) + Arrays.hashCode(stride);
      return 31 * (31 * hash + Long.hashCode(elementWiseStride))
          + 2 * type.ordinal()
          + order
          + (empty ? 1 : 0);
    }
  }

  @Override
  public Pair<DataBuffer, long[]> createShapeInformation(
      long[] shape,
      long[] stride,
      long elementWiseStride,
      char order,
      DataType type,
      boolean empty) {
    var layout = new Layout(shape, stride, elementWiseStride, order, type, empty);
    Pair<DataBuffer, long[]> description = known.get(layout);
    if (description == null) {
      description =
          super.createShapeInformation(shape, stride, elementWiseStride, order, type, empty);
      if (known.size() < MOST) {
        // The caller may write into its arrays afterwards.
        known.put(layout.copy(), description);
      }
    }
    return description;
  }

  @Override
  public void purgeCache() {
    known.clear();
    super.purgeCache();
  }
}
