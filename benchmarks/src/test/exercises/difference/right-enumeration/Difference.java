// The sum of the binomial coefficients.

final class Difference {
  static double pValue(boolean[] first, boolean[] second) {
    int a = 0;
    int b = 0;
    for (int i = 0; i < first.length; i++) {
      a += first[i] && !second[i] ? 1 : 0;
      b += second[i] && !first[i] ? 1 : 0;
    }
    int n = a + b;
    double coefficient = Math.pow(0.5, n);
    double sum = 0;
    for (int k = 0; k <= Math.min(a, b); k++) {
      sum += coefficient;
      coefficient *= (n - k) / (k + 1.0);
    }
    return Math.min(1, 2 * sum);
  }
}
