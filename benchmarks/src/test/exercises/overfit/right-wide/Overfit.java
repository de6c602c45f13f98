// Many units.
final class Overfit {
  static int hidden() {
    return 200;
  }

  static int epochs() {
    return 500;
  }
}
