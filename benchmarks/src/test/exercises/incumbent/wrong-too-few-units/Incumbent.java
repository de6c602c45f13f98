// Says: is that a reason to replace a model that works?
final class Incumbent {
  static int hidden() {
    return 2;
  }

  static int epochs() {
    return 30;
  }
}
