package workbench.scientist.plot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Arrays of numbers on their way into a figure. */
final class PlotValues {

  private PlotValues() {}

  static int rowsHeight(int rows, int each, int around) {
    return Math.max(280, rows * each + around);
  }

  static double[] places(int n) {
    return IntStream.range(0, n).mapToDouble(i -> i).toArray();
  }

  static double[] shifted(double[] values, double by) {
    return Arrays.stream(values).map(value -> value + by).toArray();
  }

  static double[] filled(int n, double value) {
    return DoubleStream.generate(() -> value).limit(n).toArray();
  }

  static double[] pick(double[] values, int[] places) {
    return Arrays.stream(places).mapToDouble(i -> values[i]).toArray();
  }

  static double[] finite(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).toArray();
  }

  static double[] concat(List<double[]> values) {
    return values.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  static double max(List<double[]> values) {
    return Arrays.stream(concat(values)).max().orElse(0);
  }

  static double min(double[] values) {
    return Arrays.stream(values).min().orElse(0);
  }

  static void same(int... lengths) {
    if (Arrays.stream(lengths).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "arrays of different lengths: " + Arrays.toString(lengths));
    }
  }
}
