// Says: from 1 to 50 units and from 1 to 60 epochs are possible
final class Incumbent {
  static int hidden() {
    return 500;
  }

  static int epochs() {
    return 20;
  }
}
