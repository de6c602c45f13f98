package workbench.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.numbers.rootfinder.BrentSolver;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Data sets drawn from a seed. */
public final class Generated {

  private static final List<String> CLASSES = List.of("0", "1");

  private Generated() {}

  /**
   * Features uniform in [0, 1), labels by a fair coin: there is nothing to learn, and half right is
   * the honest result. The samples draw the same rows.
   *
   * @param rows n
   * @param features p
   */
  public static Dataset dummy(int rows, int features, long seed) {
    var random = new SplittableRandom(seed);
    double[][] x = rows(rows, () -> random.doubles(features).toArray());
    int[] y = random.ints(rows, 0, 2).toArray();
    return dataset("dummy", x, y);
  }

  /**
   * Rows whose truth is known, so that a fit can be compared with it.
   *
   * @param intercept chosen so that the class 1 has the share asked for
   * @param coefficients {@code [p]}, of the model that drew the labels
   */
  public record Synthetic(Dataset dataset, double intercept, double[] coefficients) {}

  /**
   * Features standard normal; the label of a row x is 1 with probability {@code 1 / (1 + exp(-(b0 +
   * b.x)))}, where {@code b = 2, -1, 2/3, -1/2, ...}.
   *
   * @param rows n
   * @param features p
   * @param balance the expected share of the class 1, above 0 and below 1
   */
  public static Synthetic synthetic(int rows, int features, double balance, long seed) {
    double[] coefficients =
        IntStream.rangeClosed(1, features)
            .mapToDouble(j -> (j % 2 == 1 ? 2.0 : -2.0) / j)
            .toArray();
    double intercept = intercept(coefficients, balance);
    var random = new SplittableRandom(seed);
    double[][] x =
        rows(
            rows,
            () -> IntStream.range(0, features).mapToDouble(j -> random.nextGaussian()).toArray());
    int[] y =
        Arrays.stream(x)
            .mapToInt(
                row -> random.nextDouble() < sigmoid(intercept + dot(coefficients, row)) ? 1 : 0)
            .toArray();
    return new Synthetic(dataset("synthetic", x, y), intercept, coefficients);
  }

  /**
   * The intercept at which the expected share of the class 1 is the balance: b.x is normal with
   * variance b.b.
   */
  private static double intercept(double[] coefficients, double balance) {
    double spread = Math.sqrt(dot(coefficients, coefficients));
    var logits = NormalDistribution.of(0, spread);
    int points = 2000;
    double[] z =
        IntStream.range(0, points)
            .mapToDouble(i -> logits.inverseCumulativeProbability((i + 0.5) / points))
            .toArray();
    return new BrentSolver(1e-12, 1e-12, 1e-12)
        .findRoot(
            b0 ->
                Arrays.stream(z).map(value -> sigmoid(b0 + value)).average().orElseThrow()
                    - balance,
            -50 - 5 * spread,
            50 + 5 * spread);
  }

  private static double[][] rows(int rows, Supplier<double[]> row) {
    return Stream.generate(row).limit(rows).toArray(double[][]::new);
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(j -> a[j] * b[j]).sum();
  }

  private static Dataset dataset(String name, double[][] x, int[] y) {
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < x[0].length; j++) {
      int column = j;
      columns.add(
          new Column.Numeric(
              "x" + (j + 1), Arrays.stream(x).mapToDouble(row -> row[column]).toArray()));
    }
    return new Dataset(name, columns, "label", CLASSES, y, Sha256.of(x, y));
  }
}
