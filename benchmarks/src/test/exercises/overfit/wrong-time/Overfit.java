// Says: enough time to learn noise by heart
final class Overfit {
  static int hidden() {
    return 200;
  }

  static int epochs() {
    return 5;
  }
}
