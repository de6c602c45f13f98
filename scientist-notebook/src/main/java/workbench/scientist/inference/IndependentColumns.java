package workbench.scientist.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;
import workbench.data.Examples;
import workbench.data.Standardizer;

/**
 * The columns of a design matrix that are linearly independent, and an orthogonal basis of what
 * they span: a fit in that basis does not suffer from correlated features or from their units. Gram
 * and Schmidt's method, in the order of the columns, each made orthogonal twice, which is enough
 * (L. Giraud et al., Numerische Mathematik 101, 2005).
 *
 * @param kept the numbers of k features, ascending
 * @param aliased the other features
 * @param standardizer of all p features
 * @param basis {@code [n, 1 + k]}: a column of ones, then columns of mean 0 and variance 1, not
 *     correlated
 * @param triangle {@code [1 + k, 1 + k]}, upper triangular: (1, standardised features) = basis *
 *     triangle
 */
record IndependentColumns(
    int[] kept,
    List<Alias> aliased,
    Standardizer standardizer,
    double[][] basis,
    double[][] triangle) {

  /**
   * A column is aliased if less than this share of its length is new; R's {@code lm} has the same
   * limit.
   */
  private static final double TOLERANCE = 1e-7;

  private static final double PART_OF_COMBINATION = 1e-6;
  private static final int NAMED = 3;

  /**
   * @param examples at least 1 row
   */
  static IndependentColumns of(Examples examples) {
    Standardizer standardizer = Standardizer.fit(examples.x());
    List<double[]> basis = new ArrayList<>();
    List<double[]> triangle = new ArrayList<>();
    List<Integer> kept = new ArrayList<>();
    List<Alias> aliased = new ArrayList<>();
    double[] ones = new double[examples.rows()];
    Arrays.fill(ones, 1);
    basis.add(ones);
    triangle.add(new double[] {1});
    for (int j = 0; j < examples.features(); j++) {
      double[] rest = standardized(examples.x(), j, standardizer);
      double whole = rootMeanSquare(rest);
      double[] weights = orthogonalize(rest, basis);
      double length = rootMeanSquare(rest);
      if (isConstant(examples.x(), j) || length <= TOLERANCE * whole) {
        aliased.add(
            new Alias(
                examples.featureNames().get(j), reason(examples, j, kept, weights, triangle)));
        continue;
      }
      kept.add(j);
      Arrays.setAll(rest, i -> rest[i] / length);
      basis.add(rest);
      double[] column = Arrays.copyOf(weights, weights.length + 1);
      column[weights.length] = length;
      triangle.add(column);
    }
    return new IndependentColumns(
        kept.stream().mapToInt(Integer::intValue).toArray(),
        List.copyOf(aliased),
        standardizer,
        transposed(basis.toArray(double[][]::new), examples.rows()),
        square(triangle));
  }

  /**
   * Turns coefficients of the basis into those of standardised features, the intercept first:
   * {@code [1 + k, 1 + k]}.
   */
  double[][] toStandardized() {
    return DenseMatrix.createDenseMatrix(triangle)
        .luFactorization()
        .orElseThrow()
        .solve(DenseMatrix.createIdentity(triangle.length))
        .toArray();
  }

  /**
   * Turns coefficients of the basis into those of features in their own units, the intercept first:
   * {@code [1 + k, 1 + k]}.
   */
  double[][] toUnits() {
    double[][] matrix = toStandardized();
    for (int row = 1; row < matrix.length; row++) {
      int feature = kept[row - 1];
      for (int column = 0; column < matrix.length; column++) {
        matrix[row][column] /= standardizer.scale()[feature];
        matrix[0][column] -= matrix[row][column] * standardizer.mean()[feature];
      }
    }
    return matrix;
  }

  /**
   * The variance inflation factors of the kept columns, {@code [k]}: 1 / (1 - R²) of the regression
   * of each on the others, the diagonal of the inverse correlation matrix.
   */
  double[] varianceInflation() {
    return Arrays.stream(toStandardized())
        .skip(1)
        .mapToDouble(row -> Vectors.dot(row, row))
        .toArray();
  }

  /**
   * Takes from a column what the basis spans.
   *
   * @return the weights of what was taken
   */
  private static double[] orthogonalize(double[] column, List<double[]> basis) {
    double[] weights = new double[basis.size()];
    for (int pass = 0; pass < 2; pass++) {
      for (int b = 0; b < weights.length; b++) {
        double[] vector = basis.get(b);
        double weight = Vectors.dot(column, vector) / column.length;
        weights[b] += weight;
        for (int i = 0; i < column.length; i++) {
          column[i] -= weight * vector[i];
        }
      }
    }
    return weights;
  }

  private static double[] standardized(double[][] x, int j, Standardizer standardizer) {
    double mean = standardizer.mean()[j];
    double scale = standardizer.scale()[j];
    return Arrays.stream(x).mapToDouble(row -> (row[j] - mean) / scale).toArray();
  }

  private static double rootMeanSquare(double[] column) {
    return Vectors.norm(column) / Math.sqrt(column.length);
  }

  private static boolean isConstant(double[][] x, int j) {
    return Arrays.stream(x).allMatch(row -> row[j] == x[0][j]);
  }

  private static String reason(
      Examples examples, int j, List<Integer> kept, double[] weights, List<double[]> triangle) {
    double[][] x = examples.x();
    if (isConstant(x, j)) {
      return "constant: " + x[0][j] + " in every row";
    }
    for (int other : kept) {
      if (Arrays.stream(x).allMatch(row -> row[j] == row[other])) {
        return "the same values as '" + examples.featureNames().get(other) + "'";
      }
    }
    double[] combination =
        DenseMatrix.createDenseMatrix(square(triangle))
            .luFactorization()
            .orElseThrow()
            .solve(DenseVector.createDenseVector(weights))
            .toArray();
    List<String> parts =
        IntStream.range(1, combination.length)
            .filter(b -> Math.abs(combination[b]) > PART_OF_COMBINATION)
            .mapToObj(b -> "'" + examples.featureNames().get(kept.get(b - 1)) + "'")
            .toList();
    if (parts.isEmpty()) {
      return "constant but for rounding: about " + x[0][j];
    }
    if (parts.size() == 1) {
      return "a linear function of " + parts.get(0);
    }
    String more = parts.size() > NAMED ? " and " + (parts.size() - NAMED) + " more" : "";
    return "a linear combination of "
        + parts.stream().limit(NAMED).collect(Collectors.joining(", "))
        + more;
  }

  private static double[][] square(List<double[]> columns) {
    double[][] square = new double[columns.size()][columns.size()];
    for (int column = 0; column < square.length; column++) {
      for (int row = 0; row <= column; row++) {
        square[row][column] = columns.get(column)[row];
      }
    }
    return square;
  }

  private static double[][] transposed(double[][] matrix, int columns) {
    return IntStream.range(0, columns)
        .mapToObj(column -> Arrays.stream(matrix).mapToDouble(row -> row[column]).toArray())
        .toArray(double[][]::new);
  }
}
