// Newton's steps by hand, on standardised measurements.
final class Odds {
  static double oddsRatio(double[] male, double[][] given, int[] y) {
    int n = y.length;
    int p = given[0].length + 2;
    double[][] x = new double[n][p];
    for (int i = 0; i < n; i++) {
      x[i][0] = 1;
      x[i][1] = male[i];
      for (int j = 2; j < p; j++) {
        x[i][j] = given[i][j - 2] / given[0][j - 2] - 1;
      }
    }
    double[] b = new double[p];
    for (int step = 0; step < 50; step++) {
      double[][] a = new double[p][p + 1];
      for (int i = 0; i < n; i++) {
        double z = 0;
        for (int j = 0; j < p; j++) {
          z += b[j] * x[i][j];
        }
        double m = 1 / (1 + Math.exp(-z));
        for (int j = 0; j < p; j++) {
          a[j][p] += (y[i] - m) * x[i][j];
          for (int k = 0; k < p; k++) {
            a[j][k] += m * (1 - m) * x[i][j] * x[i][k];
          }
        }
      }
      for (int j = 0; j < p; j++) {
        for (int r = 0; r < p; r++) {
          double factor = a[r][j] / a[j][j];
          for (int k = j; r != j && k <= p; k++) {
            a[r][k] -= factor * a[j][k];
          }
        }
      }
      for (int j = 0; j < p; j++) {
        b[j] += a[j][p] / a[j][j];
      }
    }
    return Math.exp(b[1]);
  }
}
