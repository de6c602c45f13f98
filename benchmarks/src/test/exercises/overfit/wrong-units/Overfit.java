// Says: enough units to learn noise by heart
final class Overfit {
  static int hidden() {
    return 1;
  }

  static int epochs() {
    return 500;
  }
}
