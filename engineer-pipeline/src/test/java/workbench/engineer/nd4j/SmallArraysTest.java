package workbench.engineer.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BroadcastOp;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.ReduceOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastAddOp;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinearDerivative;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarDivision;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarReverseSubtraction;
import org.nd4j.linalg.api.ops.impl.transforms.any.Assign;
import org.nd4j.linalg.api.ops.impl.transforms.gradient.SigmoidDerivative;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.DivOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.SubOp;
import org.nd4j.linalg.api.ops.impl.transforms.same.TimesOneMinus;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The native code is the reference. */
class SmallArraysTest {

  /** Operations on two arrays of one shape that leave their result in a new one. */
  private final Map<String, Operation> operations = new LinkedHashMap<>();

  private interface Operation {
    INDArray apply(INDArray a, INDArray b, OpExecutioner by);
  }

  SmallArraysTest() {
    on("assign", (a, z) -> new Assign(a, z));
    on("sigmoid", (a, z) -> new Sigmoid(a, z));
    on("log", (a, z) -> new Log(a, z));
    on("times one minus", (a, z) -> new TimesOneMinus(a, z));
    on("relu", (a, z) -> new RectifiedLinear(a, z, 0.5));
    on("add scalar", (a, z) -> new ScalarAdd(a, null, z, 0.3));
    on("reverse subtraction", (a, z) -> new ScalarReverseSubtraction(a, null, z, 0.3));
    on("divide by scalar", (a, z) -> new ScalarDivision(a, null, z, 0.3));
    operations.put("add", (a, b, by) -> custom(by, new AddOp(a, b, like(a))));
    operations.put("subtract", (a, b, by) -> custom(by, new SubOp(a, b, like(a))));
    operations.put("multiply", (a, b, by) -> custom(by, new MulOp(a, b, like(a))));
    operations.put("divide", (a, b, by) -> custom(by, new DivOp(a, b, like(a))));
    operations.put(
        "relu, back",
        (a, b, by) -> custom(by, new RectifiedLinearDerivative(shifted(a), b, like(a))));
    operations.put(
        "sigmoid, back", (a, b, by) -> custom(by, new SigmoidDerivative(shifted(a), b, like(a))));
    operations.put(
        "clip",
        (a, b, by) -> {
          INDArray clipped = a.dup();
          by.exec(clip(clipped));
          return clipped;
        });
    operations.put("matrix product", (a, b, by) -> custom(by, product(a, b, false, true)));
    operations.put(
        "matrix product, transposed", (a, b, by) -> custom(by, product(a, b, true, false)));
    operations.put(
        "bias",
        (a, b, by) -> by.exec((BroadcastOp) new BroadcastAddOp(a, b.getRow(0).dup(), like(a), 1)));
    operations.put("sum of the rows", (a, b, by) -> sum(a, by, 0));
    operations.put("sum of the columns", (a, b, by) -> sum(a, by, 1));
  }

  private void on(String name, BiFunction<INDArray, INDArray, Op> operation) {
    operations.put(
        name,
        (a, b, by) -> {
          Op op = operation.apply(a, like(a));
          return op instanceof ScalarOp ? by.exec((ScalarOp) op) : by.exec(op);
        });
  }

  @Test
  void nd4jUsesIt() {
    assertInstanceOf(SmallArrays.class, Nd4j.getExecutioner());
  }

  @TestFactory
  Stream<DynamicTest> computesWhatTheNativeCodeComputes() {
    return operations.entrySet().stream()
        .flatMap(
            operation ->
                pairs().entrySet().stream()
                    .map(
                        pair ->
                            dynamicTest(
                                operation.getKey() + " of " + pair.getKey(),
                                () ->
                                    compare(
                                        operation.getValue(),
                                        pair.getValue()[0],
                                        pair.getValue()[1]))));
  }

  private static void compare(Operation operation, INDArray a, INDArray b) {
    INDArray left = a.dup();
    INDArray expected = operation.apply(a, b, new NativeOpExecutioner());
    INDArray actual = operation.apply(a, b, new SmallArrays());
    assertEquals(expected.shapeInfoToString(), actual.shapeInfoToString());
    double[] one = expected.ravel().toDoubleVector();
    double[] other = actual.ravel().toDoubleVector();
    double most =
        IntStream.range(0, one.length)
            .mapToDouble(i -> Math.abs(one[i] - other[i]) / (Math.abs(one[i]) + 1e-3))
            .max()
            .orElseThrow();
    assertTrue(most < 2e-6, "relative difference " + most);
    assertEquals(left, a, "what came in is as it was");
  }

  /** Makes pairs in both memory orders, and views. */
  private static Map<String, INDArray[]> pairs() {
    Map<String, INDArray[]> pairs = new LinkedHashMap<>();
    pairs.put("rows", new INDArray[] {drawn('c', 12, 5, 1), drawn('c', 12, 5, 2)});
    pairs.put("columns", new INDArray[] {drawn('f', 12, 5, 1), drawn('f', 12, 5, 2)});
    pairs.put("one of each", new INDArray[] {drawn('c', 12, 5, 1), drawn('f', 12, 5, 2)});
    pairs.put("one row", new INDArray[] {drawn('c', 1, 7, 1), drawn('c', 1, 7, 2)});
    pairs.put("one column", new INDArray[] {drawn('c', 9, 1, 1), drawn('f', 9, 1, 2)});
    pairs.put("views", new INDArray[] {view(drawn('c', 20, 9, 1)), view(drawn('f', 20, 9, 2))});
    pairs.put(
        "some rows of many",
        new INDArray[] {someRows(drawn('c', 20, 5, 1)), someRows(drawn('c', 20, 5, 2))});
    pairs.put("large arrays", new INDArray[] {drawn('c', 300, 7, 1), drawn('f', 300, 7, 2)});
    pairs.put("large rows", new INDArray[] {drawn('c', 301, 7, 1), drawn('c', 301, 7, 2)});
    pairs.put("large column", new INDArray[] {drawn('c', 2000, 1, 1), drawn('c', 2000, 1, 2)});
    pairs.put(
        "large view", new INDArray[] {view(drawn('c', 600, 9, 1)), view(drawn('c', 600, 9, 2))});
    pairs.put(
        "doubles",
        new INDArray[] {
          drawn('c', 12, 5, 1).castTo(DataType.DOUBLE), drawn('c', 12, 5, 2).castTo(DataType.DOUBLE)
        });
    return pairs;
  }

  private static INDArray someRows(INDArray of) {
    return of.get(NDArrayIndex.interval(3, 9), NDArrayIndex.all());
  }

  private static INDArray view(INDArray of) {
    return of.get(NDArrayIndex.interval(3, of.size(0) / 2), NDArrayIndex.interval(2, 6));
  }

  /** Draws values from 0.05 to 0.95: a logarithm needs them above 0. */
  private static INDArray drawn(char order, int rows, int columns, long seed) {
    var random = new SplittableRandom(seed);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.05 + 0.9 * random.nextDouble());
    }
    return Nd4j.create(values, new long[] {rows, columns}, order);
  }

  private static INDArray shifted(INDArray a) {
    return a.sub(0.5);
  }

  private static INDArray like(INDArray a) {
    return Nd4j.createUninitialized(a.dataType(), a.shape(), a.ordering());
  }

  private static INDArray custom(OpExecutioner by, CustomOp op) {
    return by.exec(op)[0];
  }

  private static CustomOp clip(INDArray a) {
    return DynamicCustomOp.builder("clipbyvalue")
        .addInputs(a)
        .callInplace(true)
        .addFloatingPointArguments(0.2, 0.7)
        .build();
  }

  private static CustomOp product(INDArray a, INDArray b, boolean left, boolean right) {
    long rows = left ? a.size(1) : a.size(0);
    long columns = right ? b.size(0) : b.size(1);
    var op = new Mmul(a, b, 1, 0, left, right, false);
    op.addOutputArgument(Nd4j.createUninitialized(a.dataType(), new long[] {rows, columns}, 'f'));
    return op;
  }

  private static INDArray sum(INDArray a, OpExecutioner by, int dimension) {
    INDArray z = Nd4j.createUninitialized(a.dataType(), a.size(1 - dimension));
    return by.exec((ReduceOp) new Sum(a, z, false, dimension));
  }
}
