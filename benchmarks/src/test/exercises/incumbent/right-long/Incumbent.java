final class Incumbent {
  static int hidden() {
    return 20;
  }

  static int epochs() {
    return 60;
  }
}
