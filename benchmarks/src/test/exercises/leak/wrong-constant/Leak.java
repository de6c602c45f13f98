// Says: Does each fold still select its features

/** Exercise «leak»: columns of pure noise seem to predict the label. Where is the mistake? */
final class Leak {
  static double accuracy(double[][] x, int[] y, int keep, int[] fold) {
    return 0.5;
  }
}
