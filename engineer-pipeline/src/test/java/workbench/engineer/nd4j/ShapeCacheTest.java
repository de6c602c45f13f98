package workbench.engineer.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class ShapeCacheTest {

  private final ShapeCache cache = new ShapeCache();

  @BeforeEach
  void loadNatives() {
    Nd4j.getExecutioner();
  }

  @Test
  void nd4jUsesIt() {
    assertInstanceOf(ShapeCache.class, Nd4j.getShapeInfoProvider());
  }

  @Test
  void remembersADescription() {
    assertSame(describe(2, 3, 3, 'c', DataType.FLOAT), describe(2, 3, 3, 'c', DataType.FLOAT));
  }

  @Test
  void tellsEveryDifference() {
    var known = describe(2, 3, 3, 'c', DataType.FLOAT);
    List<Supplier<Object>> others =
        List.of(
            () -> describe(3, 3, 3, 'c', DataType.FLOAT),
            () -> describe(2, 3, 6, 'c', DataType.FLOAT),
            () -> describe(2, 3, 3, 'f', DataType.FLOAT),
            () -> describe(2, 3, 3, 'c', DataType.DOUBLE),
            () ->
                cache.createShapeInformation(
                    new long[] {2, 3}, new long[] {3, 1}, 0, 'c', DataType.FLOAT, false),
            () ->
                cache.createShapeInformation(
                    new long[] {2, 3}, new long[] {3, 1}, 1, 'c', DataType.FLOAT, true));
    others.forEach(other -> assertNotSame(known, other.get()));
  }

  @Test
  void copiesTheArraysOfTheCaller() {
    long[] shape = {2, 3};
    long[] stride = {3, 1};
    var known = cache.createShapeInformation(shape, stride, 1, 'c', DataType.FLOAT, false);
    long[] description = known.getSecond().clone();
    shape[0] = 5;
    stride[0] = 7;
    assertSame(known, describe(2, 3, 3, 'c', DataType.FLOAT));
    assertArrayEquals(description, known.getSecond());
  }

  @Test
  void canBeCleared() {
    var known = describe(2, 3, 3, 'c', DataType.FLOAT);
    cache.purgeCache();
    assertNotSame(known, describe(2, 3, 3, 'c', DataType.FLOAT));
  }

  private Object describe(long rows, long columns, long stride, char order, DataType type) {
    return cache.createShapeInformation(
        new long[] {rows, columns}, new long[] {stride, 1}, 1, order, type, false);
  }
}
