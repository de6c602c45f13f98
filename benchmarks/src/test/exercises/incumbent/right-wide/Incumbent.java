final class Incumbent {
  static int hidden() {
    return 50;
  }

  static int epochs() {
    return 25;
  }
}
